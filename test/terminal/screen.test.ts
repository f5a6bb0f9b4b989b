// The bytes of the screen writer, read by a terminal emulator: after any sequence of frames it shows the last one, cell by cell.
import { describe, expect, it } from 'vitest';
import { Screen } from '../../src/terminal/screen.ts';
import type { Colours } from '../../src/terminal/sgr.ts';
import { firstDifference } from '../support/expected-cells.ts';
import { randomFrames } from '../support/random-frames.ts';
import { memoryTerminal } from '../support/terminal.ts';

const PAIRS = Number(process.env['FRAME_PAIRS'] ?? 3_000);
const SEEDS = [1, 2, 3, 4, 5];

describe('any sequence of frames', () => {
  it.each(SEEDS)('ends in the last one, seed %i', { timeout: 900_000 }, async (seed) => {
    const colours: Colours = seed % 2 === 0 ? 'none' : 'sixteen';
    const terminal = memoryTerminal(1, 1);
    const screen = new Screen({ colours, hardware: seed % 3 === 0 });
    await terminal.write('\u001b[?1049h');
    const frames = randomFrames(seed, { columns: seed === 5 ? 130 : 50, rows: seed === 5 ? 30 : 14 });
    for (let pair = 0; pair < PAIRS / SEEDS.length; pair += 1) {
      const { value } = frames.next();
      if (value === undefined) break;
      const { columns, rows, lines } = value;
      if (terminal.columns !== columns || terminal.rows !== rows) terminal.resize(columns, rows);
      const bytes = screen.show(lines, columns);
      await terminal.write(bytes);
      const difference = firstDifference(terminal, lines, colours !== 'none');
      if (difference !== undefined) expect.fail(`frame ${pair} of seed ${seed} at ${columns}x${rows}: ${difference}\n${JSON.stringify(bytes)}`);
    }
    expect(terminal.events).toEqual([]);
    terminal.dispose();
  });
});
