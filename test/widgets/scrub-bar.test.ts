import { describe, expect, it } from 'vitest';
import { scrubBar, type ScrubBar } from '../../src/widgets/scrub-bar.ts';

const PLAIN: ScrubBar = { cells: 10, playhead: 0.5, marks: [], missing: [], loud: [] };

function drawn(over: Partial<ScrubBar>, unicode = true): string {
  return scrubBar({ ...PLAIN, ...over }, unicode).map(({ text }) => text).join('');
}

describe('a scrub bar', () => {
  it('shows how far it is played', () => {
    expect(drawn({})).toBe('━━━━━┃────');
    expect(drawn({ playhead: 0 })).toBe('┃─────────');
    expect(drawn({ playhead: 1 })).toBe('━━━━━━━━━┃');
    expect(drawn({}, false)).toBe('=====|----');
  });

  it('keeps everything inside, and has a cell at least', () => {
    expect(drawn({ playhead: 7, marks: [{ place: -3, look: 'rise' }], missing: [{ from: -1, to: 0.3 }] })).toBe('▲╌╌╌━━━━━┃');
    expect(drawn({ cells: 0 })).toBe('┃');
  });

  it('lets what is rare cover what is common', () => {
    const over = { loud: Array.from({ length: 10 }, () => 3), missing: [{ from: 0.1, to: 0.35 }], marks: [{ place: 0.2, look: 'fall' }, { place: 0.2, look: 'rise' }, { place: 0.5, look: 'mark' }] } as const;
    expect(drawn(over)).toBe('▆╌▲╌▆┃▆▆▆▆');
    expect(drawn(over, false)).toBe('#.^.#|####');
  });

  it('measures loudness against the loudest, and still shows the least of it', () => {
    expect(drawn({ loud: [1, 200, 1_000, 0] })).toBe('▂▄▆━━┃────');
    expect(drawn({ loud: [1, 200, 1_000, 0] }, false)).toBe(':!#==|----');
  });

  it('shows what is played also where it is loud everywhere', () => {
    const spans = scrubBar({ ...PLAIN, loud: Array.from({ length: 10 }, () => 1) }, true);
    expect(spans.map(({ text, style }) => [text, style])).toEqual([['▆▆▆▆▆', 'level.error'], ['┃', 'replay'], ['▆▆▆▆', 'dim']]);
  });

  it('gives every meaning a sign of its own without colours', () => {
    const marks = [{ place: 0, look: 'rise' }, { place: 0.1, look: 'fall' }, { place: 0.2, look: 'mark' }] as const;
    for (const unicode of [true, false]) {
      const text = drawn({ marks, missing: [{ from: 0.3, to: 0.3 }], loud: [0, 0, 0, 0, 9] }, unicode);
      expect(new Set([...text].slice(0, 7)).size).toBe(7);
    }
  });
});
