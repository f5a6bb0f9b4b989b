import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { drawnTable, pipedTable, type TableRow } from '../../src/cli/table.ts';
import { HOSTILE } from '../support/builders.ts';

const ROWS: readonly TableRow[] = [
  { check: 'version', state: 'ok', says: 'short' },
  { check: 'source 漢字', state: 'bad', says: 'http://127.0.0.1:9100 refuses connections. Check address and port, and whether the server is up: 漢字かなカナ한글漢字かなカナ한글漢字かなカナ한글.' },
];

/** Each line without colours. */
function lines(text: string): readonly string[] {
  return text.replaceAll(/\u001b\[[\d;]*m/g, '').trimEnd().split('\n');
}

describe('a table on a terminal', () => {
  it.each([60, 80, 120, 200])('closes its frame and fits %i columns', async (columns) => {
    const drawn = lines(await drawnTable(ROWS, columns, true));
    expect(drawn[0]).toMatch(/^┌─+┬─+┬─+┐$/);
    expect(drawn.at(-1)).toMatch(/^└─+┴─+┴─+┘$/);
    expect(new Set(drawn.map((line) => stringWidth(line))).size).toBe(1);
    expect(stringWidth(drawn[0] ?? '')).toBeLessThanOrEqual(columns);
    expect(drawn.slice(1, -1).every((line) => /^[│├].*[│┤]$/.test(line))).toBe(true);
  });

  it('loses no word when it wraps, and breaks between words', async () => {
    const drawn = lines(await drawnTable(ROWS, 60, true));
    const cells = drawn.map((line) => line.split('│').at(-2)?.trim() ?? '');
    expect(cells.join(' ')).toContain('http://127.0.0.1:9100 refuses connections. Check address and port, and whether the server is up:');
  });

  it('has one rule, below the heading', async () => {
    expect(lines(await drawnTable(ROWS, 80, true)).filter((line) => line.startsWith('├'))).toHaveLength(1);
  });

  it('is drawn with ASCII where the terminal knows no more', async () => {
    expect(lines(await drawnTable([ROWS[0] ?? {}], 80, false))).toEqual([
      '+---------+-------+-------+', '| check   | state | says  |', '+---------+-------+-------+', '| version | ok    | short |', '+---------+-------+-------+',
    ]);
  });

  it('becomes plain lines where it would not fit', async () => {
    expect(await drawnTable(ROWS, 24, true)).toMatch(/^version {2}ok {2}short\nsource/);
  });

  it('shows hostile text, and stays in shape', async () => {
    const drawn = await drawnTable(HOSTILE.map((text) => ({ check: text, state: 'bad', says: text })), 120, true);
    expect(drawn.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
    expect(new Set(lines(drawn).map((line) => stringWidth(line))).size).toBe(1);
  });
});

describe('a table in a pipe', () => {
  it('is one line a row with as many tabs as there are borders, whatever the cells hold', () => {
    const piped = pipedTable([...ROWS, ...HOSTILE.map((text) => ({ check: text, state: 'a\tb', says: 'c\nd' }))]);
    const rows = piped.split('\n').slice(0, -1);
    expect(rows).toHaveLength(ROWS.length + HOSTILE.length);
    expect(rows.map((row) => row.split('\t').length)).toEqual(rows.map(() => 3));
    expect(rows[0]).toBe('version\tok\tshort');
  });
});
