// Every way out of the program itself: the terminal is as before, and no process stays. What the launcher does alone is tested beside.
import { afterEach, expect, it } from 'vitest';
import { isAlive, until } from '../support/processes.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';

afterEach(closeAll);

const WAYS: readonly (readonly [string, number, (tui: Tui) => void])[] = [
  ['Q', 0, (tui) => tui.press('Q')],
  ['Ctrl+C twice', 130, (tui) => tui.press('ctrl+c', 'ctrl+c')],
  ['SIGINT', 130, (tui) => tui.kill('SIGINT')],
  ['SIGTERM', 143, (tui) => tui.kill('SIGTERM')],
  ['SIGHUP', 129, (tui) => tui.kill('SIGHUP')],
  ['SIGKILL of the program', 137, (tui) => process.kill(programOf(tui), 'SIGKILL')],
  ['SIGSEGV in the program', 139, (tui) => process.kill(programOf(tui), 'SIGSEGV')],
];

it.each(WAYS)('%s ends with its code, gives the terminal back and leaves no process', async (_, code, leave) => {
  const tui = await running();
  const processes = below(tui, programOf(tui));
  leave(tui);
  const exit = await tui.exit();
  expect(exit.code).toBe(code);
  expect(tui.terminal).toMatchObject({ altScreen: false, cursorVisible: true, inputModes: [] });
  expect(exit.settings).toMatch(/ icanon/);
  await until(() => processes.every((pid) => !isAlive(pid)), 'the end of all its processes');
});

it('a lost connection ends all its processes', async () => {
  const tui = await running();
  const processes = [...tui.children(), ...below(tui, programOf(tui))];
  tui.hangUp();
  await until(() => processes.every((pid) => !isAlive(pid)), 'the end of all its processes');
  expect(processes.length).toBeGreaterThan(2);
});

it('writes nothing to the terminal after the alternate screen is left', async () => {
  const tui = await running();
  tui.press('Q');
  await tui.exit();
  const bytes = tui.rawBytes().toString();
  // What follows may restore modes, and print a farewell as lines; it must not draw.
  expect(bytes.slice(bytes.lastIndexOf('\u001b[?1049l'))).not.toMatch(/\u001b\[\d*;\d*H|\u001b\[2J/);
});

async function running(): Promise<Tui> {
  const tui = spawnTui({ args: ['demo', '--seed', '1'], cols: 100, rows: 30 });
  await tui.waitFor(/FOLLOWING/);
  return tui;
}

function programOf(tui: Tui): number {
  const [launcher] = tui.children();
  const program = launcher === undefined ? undefined : tui.children(launcher)[0];
  if (program === undefined) throw new Error('no program below the launcher');
  return program;
}

/** The process and everything it started. */
function below(tui: Tui, pid: number): readonly number[] {
  return [pid, ...tui.children(pid).flatMap((child) => below(tui, child))];
}
