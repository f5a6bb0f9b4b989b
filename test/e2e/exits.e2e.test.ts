// Every way out of the program itself: the terminal is as before, and no process stays. What the launcher does alone is tested beside.
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive, until } from '../support/processes.ts';
import { closeAll, spawnTui, type Tui, type TuiOptions } from '../support/pty.ts';
import { expectRestored } from '../support/restored.ts';
import { saboteur } from '../support/saboteur.ts';

const LAUNCHER = new URL('../../bin/obs-tui', import.meta.url).pathname;

afterEach(closeAll);

interface Way {
  readonly how: string;
  readonly code: number;
  readonly leave: (tui: Tui) => unknown;
}

const WAYS: readonly Way[] = [
  { how: 'Q', code: 0, leave: (tui) => tui.press('Q') },
  { how: 'q, and q again', code: 0, leave: (tui) => tui.press('q', 'q') },
  { how: 'the command in the palette', code: 0, leave: quitByPalette },
  { how: 'Ctrl+C twice', code: 130, leave: (tui) => tui.press('ctrl+c', 'ctrl+c') },
  { how: 'SIGINT', code: 130, leave: (tui) => tui.kill('SIGINT') },
  { how: 'SIGTERM to the launcher', code: 143, leave: (tui) => tui.kill('SIGTERM') },
  { how: 'SIGTERM to the program', code: 143, leave: (tui) => process.kill(programOf(tui), 'SIGTERM') },
  { how: 'SIGHUP', code: 129, leave: (tui) => tui.kill('SIGHUP') },
  { how: 'SIGKILL of the program', code: 137, leave: (tui) => process.kill(programOf(tui), 'SIGKILL') },
  { how: 'SIGSEGV in the program', code: 139, leave: (tui) => process.kill(programOf(tui), 'SIGSEGV') },
  { how: 'SIGABRT in the program', code: 134, leave: (tui) => process.kill(programOf(tui), 'SIGABRT') },
];

describe('the terminal comes back, with the code of the way, and no process stays', () => {
  it.each(WAYS)('after $how', async ({ code, leave }) => {
    const tui = await running();
    expect(await left(tui, () => leave(tui))).toBe(code);
  });

  it('after an error that nobody caught', async () => {
    const { env, strike } = saboteur('demo');
    const tui = await running({ env });
    expect(await left(tui, strike)).toBe(70);
    expect(tui.rawBytes().toString()).toContain('TypeError: boom ␛[31m [BUG]');
  });

  it('after the recorder died, which the screen says until it is left', async () => {
    const { env, strike } = saboteur('demo', 'recorder');
    const tui = await running({ env });
    const code = await left(tui, async () => {
      strike();
      await tui.waitFor(/RECORDER STOPPED/);
      tui.press('Q');
    });
    expect(code).toBe(1);
  });

  it('after a crash while it is being loaded', async () => {
    const { env, strike } = saboteur('demo');
    strike();
    const tui = demo({ env });
    const exit = await tui.exit();
    expect(exit.code).not.toBe(0);
    await expectRestored(tui, exit);
  });

  it('after Ctrl+Z, fg and Q, and while the shell has it in between', async () => {
    const tui = spawnTui({ program: '/bin/bash', args: ['--norc', '--noediting', '-i'], env: { PS1: 'shell> ' }, cols: 100, rows: 30 });
    await tui.waitFor('shell>');
    tui.type(`${LAUNCHER} demo --seed 1\r`);
    await tui.waitFor(/FOLLOWING/);
    tui.press('ctrl+z');
    await tui.waitFor(/Stopped[^]*shell>/);
    expect(tui.terminal).toMatchObject({ altScreen: false, cursorVisible: true, inputModes: [] });
    tui.type('fg\r');
    await tui.waitFor((now) => now.terminal.altScreen && now.text().includes('FOLLOWING'));
    tui.press('Q');
    // What is typed before the shell asks again is not for the shell.
    await tui.waitFor(/Session kept[^]*shell>\s*$/);
    tui.type('echo "code $?"; exit\r');
    await tui.waitFor('code 0');
    await expectRestored(tui, await tui.exit());
  });
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

function demo(options: TuiOptions = {}): Tui {
  return spawnTui({ args: ['demo', '--seed', '1'], cols: 100, rows: 30, ...options });
}

async function running(options: TuiOptions = {}): Promise<Tui> {
  const tui = demo(options);
  // The first frame comes before Ink is loaded; what happens until then is tested beside (start.e2e.test.ts).
  await tui.waitFor((now) => /FOLLOWING/.test(now.text()) && now.rawBytes().toString().split('\u001b[?2004h').length > 2);
  return tui;
}

/** The exit code; once the terminal is as it was and all processes are gone. */
async function left(tui: Tui, leave: () => unknown): Promise<number> {
  const processes = below(tui, programOf(tui));
  await leave();
  const exit = await tui.exit();
  await expectRestored(tui, exit);
  await until(() => processes.every((pid) => !isAlive(pid)), 'the end of all its processes');
  return exit.code;
}

async function quitByPalette(tui: Tui): Promise<void> {
  tui.press(':');
  tui.type('quit');
  await tui.waitFor(/▸ quit/u);
  tui.press('enter');
  await tui.waitFor(/q again quits/);
  tui.press('q');
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
