// How a person reads the screen of the Logs panel.
import { until } from './processes.ts';
import type { Tui } from './pty.ts';

/** The rows of the log list: they begin with a time. */
export function logRows(tui: Tui): readonly string[] {
  return tui.screen().filter((line) => /^ \d\d:\d\d:\d\d(?:\.\d{3})? /.test(line));
}

/** The time of the last row shown. */
export function newestTime(tui: Tui): string {
  return logRows(tui).at(-1)?.slice(1, 13) ?? '';
}

/** Everything between the two header rows and the footer; whether a cell at the end of a row is blank or was never written is not seen. */
export function body(tui: Tui): string {
  return tui
    .screen()
    .slice(2, -1)
    .map((row) => row.trimEnd())
    .join('\n');
}

/** The line of the screen that is drawn inverse; -1 where none is. */
export function cursorLine(tui: Tui): number {
  return tui.screen().findIndex((line, y) => y > 1 && line !== '' && tui.cell(1, y).inverse);
}

/** Resolves once the screen has not changed for `millis`: for tests that say nothing happened. */
export async function still(tui: Tui, millis = 300): Promise<void> {
  let text = tui.text();
  let since = performance.now();
  await until(() => {
    const now = tui.text();
    if (now !== text) since = performance.now();
    text = now;
    return performance.now() - since >= millis;
  }, 'the screen to stand still');
}

/** Nothing but text, colours, and the few sequences that a full screen is drawn with. */
const GRAMMAR = /^(?:[^\u0000-\u001f\u007f-\u009f]|[\r\n]|\u001bM|\u001b\[[\d;]*m|\u001b\[\d*[ACEGKST]|\u001b\[(?:\d+(?:;\d+)?)?[Hr]|\u001b\[[23]?J|\u001b\[\?(?:7|25|1049|2004|2026)[hl])*$/u;

/** The first place where the program wrote something else to the terminal; undefined where it did not. */
export function strayBytes(tui: Tui): string | undefined {
  const drawn = tui.rawBytes().toString('utf8');
  // Up to the launcher's own words at the end.
  const parts = drawn.split(/(?=\u001b)|(?<=\r\n)/u);
  return parts.find((part) => !GRAMMAR.test(part));
}
