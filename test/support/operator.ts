// An operator's keys on the program that follows a lab, and how long each of them takes to be seen: another screen and back, up and down
// the list, to the newest row.
import { waitedMillis } from './followed-lab.ts';
import type { Tui, Wanted } from './pty.ts';

/** A person looks before the next key. */
const LOOK_MILLIS = 150;

export interface Answer {
  /** From the key until its answer is on the screen and the frame is whole. */
  readonly millis: number;
  /** Of these, how long the machine had no processor for program or test. */
  readonly waited: number;
}

/** About a second of keys; begins and ends on the Logs screen at the newest row. `program` is its process id. */
export async function operate(tui: Tui, program: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const press = async (key: string, answer: Wanted): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
    const before = { at: performance.now(), waited: waitedMillis(program) };
    tui.press(key);
    await tui.waitFor(answer);
    const millis = performance.now() - before.at;
    answers.push({ millis, waited: Math.min(millis, waitedMillis(program) - before.waited) });
  };
  await press('3', (now) => !/ time +L |newest errors/.test(now.text()) && now.text().includes('memory_percent'));
  await press('2', / time +L .*at the newest/);
  await press('k', (now) => / newer /.test(now.text()) && cursorRow(now) > 0);
  const start = cursorRow(tui);
  await press('k', (now) => cursorRow(now) === start - 1);
  await press('j', (now) => cursorRow(now) === start);
  await press('G', / time +L .*at the newest/);
  return answers;
}

/** The line of the screen that is drawn inverse; -1 where none is. */
function cursorRow(tui: Tui): number {
  return tui.screen().findIndex((line, y) => y > 2 && line !== '' && tui.cell(1, y).inverse);
}
