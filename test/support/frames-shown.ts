// Feeds a terminal emulator with the bytes of the screen writer for random frames, and compares every cell after each of them.
import { Screen, type ScreenOptions } from '../../src/terminal/screen.ts';
import { firstDifference } from './expected-cells.ts';
import { randomFrames } from './random-frames.ts';
import { memoryTerminal } from './terminal.ts';

/** Sequences that differ in what they are about; the same number is the same sequence. */
export const SEEDS = [1, 2, 3, 4, 5] as const;

function optionsOf(seed: number): ScreenOptions {
  return { colours: seed % 2 === 0 ? 'none' : 'sixteen', hardware: seed % 3 === 0 };
}

/** The first place where the terminal shows something else than the last frame, in words; undefined where it never does. */
export async function firstWrongFrame(seed: number, frames: number): Promise<string | undefined> {
  const options = optionsOf(seed);
  const terminal = memoryTerminal(1, 1);
  const screen = new Screen(options);
  const drawn = randomFrames(seed, seed === 5 ? { columns: 130, rows: 30 } : { columns: 50, rows: 14 });
  await terminal.write('\u001b[?1049h');
  try {
    for (let frame = 0; frame < frames; frame += 1) {
      const { value } = drawn.next();
      if (value === undefined) return `no frame ${frame}`;
      const { columns, rows, lines } = value;
      if (terminal.columns !== columns || terminal.rows !== rows) terminal.resize(columns, rows);
      const bytes = screen.show(lines, columns);
      await terminal.write(bytes);
      const difference = firstDifference(terminal, lines, options.colours !== 'none');
      if (difference !== undefined) return `frame ${frame} of seed ${seed} at ${columns}x${rows}: ${difference}\n${JSON.stringify(bytes)}`;
    }
    return terminal.events.length > 0 ? `the terminal heard ${terminal.events.join(', ')}` : undefined;
  } finally {
    terminal.dispose();
  }
}
