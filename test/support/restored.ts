// What a shell wants back from a full-screen program: the terminal as it was.
import { expect } from 'vitest';
import type { Exit, Tui } from './pty.ts';

/** Asks the settings that the program left, and tries what can only be seen by writing: colours, scroll region, autowrap, insert mode. */
export async function expectRestored(tui: Tui, exit: Exit): Promise<void> {
  const isOn = (setting: string): boolean => new RegExp(`(?:^|\\s)${setting}(?:[\\s;]|$)`).test(exit.settings);
  const { terminal } = tui;
  expect({
    altScreen: terminal.altScreen,
    cursorVisible: terminal.cursorVisible,
    inputModes: terminal.inputModes,
    settings: ['icanon', 'echo', 'isig', 'opost', 'icrnl', 'iexten'].filter(isOn),
  }).toEqual({ altScreen: false, cursorVisible: true, inputModes: [], settings: ['icanon', 'echo', 'isig', 'opost', 'icrnl', 'iexten'] });
  const { columns, rows } = terminal;
  await terminal.write(`\u001b[1;1Hfirst\u001b[${rows};1H${'x'.repeat(columns + 2)}`);
  // The last row is full, so the text goes on below and all rows have moved up by one, the first one off the screen.
  expect([terminal.screen()[0]?.startsWith('first'), terminal.screen().slice(-2)]).toEqual([false, ['x'.repeat(columns), 'xx']]);
  expect(terminal.cell(0, rows - 1)).toMatchObject({ foreground: 'default', background: 'default', bold: false, dim: false, inverse: false, underline: false });
  await terminal.write('\ryy\u001b[2D');
  await terminal.write('z');
  expect(terminal.screen().at(-1)).toBe('zy');
}
