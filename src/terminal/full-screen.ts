// Whether the terminal shows the alternate screen, which is entered long before Ink is loaded, by the launcher or the first frame, and
// left on every way out.
// Entered twice, some terminals forget where the cursor of the shell was, and some clear what was drawn meanwhile.
import { writeSync } from 'node:fs';
import { ENTER, LEAVE, MODES_OFF } from './modes.ts';

/** No cursor, and what is pasted is marked as such: typed ahead of whoever reads the keys, it must not become commands. */
const ON = '\u001b[?25l\u001b[?2004h';
const OFF = '\u001b[?2004l\u001b[?25h';

let isEntered = false;

/** Somebody else has entered it for this program. */
export function wasEntered(): void {
  isEntered = true;
}

/** What to write before a screen that is drawn whole; nothing where the alternate screen is shown already. */
export function entering(): string {
  if (isEntered) return '';
  isEntered = true;
  return `${ENTER}${ON}`;
}

/** Gives the shell's screen back, so that what is said next can be read. Does nothing where it is shown. */
export function leaveScreen(): void {
  if (!isEntered) return;
  isEntered = false;
  try {
    writeSync(1, `${MODES_OFF}${LEAVE}${OFF}`);
  } catch (error) {
    // A terminal that is gone needs nothing, and one that does not read is restored by the launcher.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** Somebody else has left it for this program. */
export function wasLeft(): void {
  isEntered = false;
}
