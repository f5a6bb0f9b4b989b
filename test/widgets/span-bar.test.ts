import { describe, expect, it } from 'vitest';
import { lineText, lineWidth } from '../../src/lib/line.ts';
import { durationAxis } from '../../src/widgets/duration-axis.ts';
import { spanBar, type BarLook } from '../../src/widgets/span-bar.ts';

const LOOK: BarLook = { unicode: true, style: 'accent', full: ['█', '='] };

function text(from: number, to: number, cells = 8, over: Partial<BarLook> = {}): string {
  return spanBar({ from, to }, cells, { ...LOOK, ...over }).map((piece) => piece.text).join('');
}

describe('a bar on a shared scale', () => {
  it('is as wide as asked, whatever the stretch', () => {
    const stretches = [[0, 0], [1, 1], [0, 1], [0.3, 0.301], [0.999, 1], [-4, 9], [0.7, 0.2], [Number.NaN, Infinity]] as const;
    for (const [from, to] of stretches) expect(text(from, to)).toHaveLength(8);
    expect(spanBar({ from: 0, to: 1 }, 0, LOOK)).toEqual([]);
  });

  it('never vanishes, not even at the right edge', () => {
    for (let at = 0; at <= 1; at += 1 / 64) expect([at, text(at, at).trim()]).not.toEqual([at, '']);
  });

  it('ends to an eighth of a cell and begins to half of one', () => {
    expect(text(0, 2 / 8)).toBe('██      ');
    expect(text(0, (1 + 3 / 8) / 8)).toBe('█▍      ');
    expect(text(0, (1 + 7 / 8) / 8)).toBe('█▉      ');
    expect(text(1.5 / 8, 3 / 8)).toBe(' ▐█     ');
    expect(text(1.8 / 8, 3 / 8)).toBe(' ▕█     ');
  });

  it('shows what stands out, with another glyph and another style', () => {
    const bar = spanBar({ from: 0, to: 1 }, 4, { ...LOOK, strong: { parts: [{ from: 0.5, to: 1 }], full: ['▓', '#'], style: 'warn' } });
    expect(bar).toEqual([{ text: '██', style: 'accent' }, { text: '▓▓', style: 'warn' }]);
  });

  it('is drawn without blocks on a plain terminal', () => {
    expect(text(0.25, 0.75, 8, { unicode: false })).toBe('  ====  ');
  });
});

describe('the axis above the bars', () => {
  it('has round steps from zero, and the whole at its right edge', () => {
    const axis = durationAxis(2_340_000, 60, 10);
    expect(lineText(axis)).toMatch(/^ {10}0 +500 ms +1 s +1\.5 s .*2\.34 s$/u);
    expect(lineWidth(axis)).toBe(60);
  });

  it('fits at every width, and with no length at all', () => {
    for (const [length, columns, indent] of [[0, 60, 10], [0, 3, 0], [1, 8, 4], [9e15, 20, 10], [5, 300, 0]] as const) {
      expect(lineWidth(durationAxis(length, columns, indent))).toBeLessThanOrEqual(columns);
    }
  });
});
