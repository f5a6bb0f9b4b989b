import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { launcherWithStandIn } from '../support/launched.ts';
import { isAlive, until } from '../support/processes.ts';
import { closeAll, spawnTui, type Exit, type Tui, type TuiOptions } from '../support/pty.ts';

const { folder, launcher } = launcherWithStandIn();

afterEach(closeAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function launch(args: readonly string[], options: TuiOptions = {}): Tui {
  return spawnTui({ program: launcher, args, cols: 60, rows: 10, ...options });
}

/** The stand-in dies in mid-frame, so the screen is never a whole one: its bytes are asked instead. */
function ready(tui: Tui): Promise<void> {
  return until(() => tui.rawBytes().includes('READY'), 'READY');
}

function programOf(tui: Tui): number {
  const [shell] = tui.children();
  const program = shell === undefined ? undefined : tui.children(shell)[0];
  if (program === undefined) throw new Error('no program below the launcher');
  return program;
}

function expectRestored(tui: Tui, exit: Exit): void {
  expect({
    altScreen: tui.terminal.altScreen,
    cursorVisible: tui.terminal.cursorVisible,
    inputModes: tui.terminal.inputModes,
    lineMode: / icanon/.test(exit.settings),
    echo: / echo /.test(exit.settings),
  }).toEqual({ altScreen: false, cursorVisible: true, inputModes: [], lineMode: true, echo: true });
}

describe('the terminal comes back', () => {
  const signals = [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const;

  it.each(signals)('after %s, which the launcher passes on to a program that tidies up', async (signal, code) => {
    const tui = launch(['tidy']);
    await ready(tui);
    tui.kill(signal);
    const exit = await tui.exit();
    expect(exit.code).toBe(code);
    expectRestored(tui, exit);
  });

  it.each(signals)('after %s, which ends a program without handlers', async (signal, code) => {
    const tui = launch(['untidy']);
    await ready(tui);
    tui.kill(signal);
    const exit = await tui.exit();
    expect(exit.code).toBe(code);
    expectRestored(tui, exit);
  });

  it.each([
    ['SIGKILL', 137],
    ['SIGSEGV', 139],
    ['SIGBUS', 135],
  ] as const)('when %s hits the program itself', async (signal, code) => {
    const tui = launch(['untidy']);
    await ready(tui);
    process.kill(programOf(tui), signal);
    const exit = await tui.exit();
    expect(exit.code).toBe(code);
    expectRestored(tui, exit);
  });

  it.each([
    ['abort', 134],
    ['throw', 1],
    ['reject', 1],
    ['exit', 3],
    ['memory', 134],
  ])('when the program ends by: %s', async (how, code) => {
    const tui = launch([how], { env: { NODE_OPTIONS: '--max-old-space-size=40' } });
    await ready(tui);
    const exit = await tui.exit();
    expect(exit.code).toBe(code);
    expectRestored(tui, exit);
  });

  it('soon after SIGTERM when the program is stuck in a loop', async () => {
    const tui = launch(['stuck']);
    await ready(tui);
    const program = programOf(tui);
    await until(() => isSpinning(program), 'the loop');
    tui.kill('SIGTERM');
    const exit = await tui.exit();
    expect(exit.code).toBe(137);
    expectRestored(tui, exit);
  });

  it('without a byte written by the launcher after an ordinary end', async () => {
    const tui = launch(['tidy']);
    await ready(tui);
    tui.press('q');
    const exit = await tui.exit();
    expect(exit.code).toBe(0);
    expectRestored(tui, exit);
    expect(tui.rawBytes().toString().endsWith('\u001b[?1049l')).toBe(true);
  });

  it('without a sequence that a dumb terminal would show as text', async () => {
    const tui = launch(['code', '3'], { env: { TERM: 'dumb' } });
    expect((await tui.exit()).code).toBe(3);
    expect(tui.rawBytes().toString()).toBe('');
  });

  it('without a move of the cursor when the program had already tidied up', async () => {
    const tui = launch(['tidy']);
    await ready(tui);
    tui.kill('SIGTERM');
    await tui.exit();
    expect(tui.terminal.cursor).toEqual({ x: 0, y: 0 });
    expect(tui.text().trim()).toBe('');
  });
});

describe('a lost connection', () => {
  it.each(['tidy', 'untidy', 'stuck'])('ends launcher and program when the program is: %s', async (how) => {
    const tui = launch([how]);
    await ready(tui);
    const pids = [...tui.children(), programOf(tui)];
    tui.hangUp();
    await until(() => pids.every((pid) => !isAlive(pid)), 'the end of all processes');
    expect(pids).toHaveLength(2);
  });
});

describe('a program that suspends its process group', () => {
  it('gives the terminal to the shell, and takes it again', async () => {
    const tui = spawnTui({ program: '/bin/bash', args: ['--norc', '-i'], env: { PS1: 'shell> ' }, cols: 100, rows: 10 });
    await tui.waitFor('shell>');
    tui.type(`${launcher} suspend\r`);
    await ready(tui);
    tui.press('z');
    await tui.waitFor(/Stopped[^]*shell>/);
    expect(tui.terminal.altScreen).toBe(false);
    tui.type('fg\r');
    await until(() => tui.terminal.altScreen, 'the program again');
    tui.press('q');
    await tui.waitFor(/suspend\s+shell>\s*$/);
    tui.type('echo "code $?"; exit\r');
    await tui.waitFor('code 0');
    expectRestored(tui, await tui.exit());
  });
});

describe('what passes through the launcher', () => {
  it.each([0, 1, 2, 70, 130])('exit code %i', async (code) => {
    const exit = await launch(['code', String(code)]).exit();
    expect(exit.code).toBe(code);
  });

  it('arguments with spaces, quotes, stars and nothing in them', async () => {
    const odd = ['a b', "it's", '*', '', '$HOME', '-n'];
    const tui = launch(['arguments', ...odd]);
    await tui.exit();
    expect(tui.text()).toContain(JSON.stringify(odd));
  });

  it('keys, to a program that reads standard input', async () => {
    const tui = launch(['input']);
    tui.type('hello\r');
    await tui.waitFor('[hello]');
    tui.press('ctrl+d');
    expect((await tui.exit()).code).toBe(0);
  });

  it('a pipe on standard input, while the terminal is standard output', async () => {
    const tui = spawnTui({ program: '/bin/sh', args: ['-c', `echo piped | ${launcher} input`] });
    await tui.exit();
    expect(tui.text()).toContain('[piped]');
  });

  it('everything, where there is no terminal at all', () => {
    const result = spawnSync(launcher, ['input'], { input: 'no terminal', encoding: 'utf8', env: plainEnvironment() });
    expect(result).toMatchObject({ status: 0, stdout: '[no terminal]', stderr: '' });
  });
});

describe('where the launcher finds things', () => {
  it('its own folder through a chain of absolute and relative links', () => {
    const links = join(folder, 'links');
    mkdirSync(links);
    symlinkSync(launcher, join(links, 'absolute'));
    symlinkSync('absolute', join(links, 'relative'));
    const called = spawnSync('relative', ['arguments', 'x'], { encoding: 'utf8', env: { ...plainEnvironment(), PATH: `${links}:${process.env['PATH']}` } });
    expect(called.stdout).toBe('["x"]\n');
    const bySh = spawnSync('sh', ['relative', 'arguments', 'y'], { encoding: 'utf8', cwd: links, env: plainEnvironment() });
    expect(bySh.stdout).toBe('["y"]\n');
  });

  it('an old Node, and says what it needs, what it found and three ways out', () => {
    const old = join(folder, 'old-node');
    // The real main.cjs, told that it runs on Node 20: the check must not depend on which Nodes the machine has.
    const preload = join(folder, 'old.cjs');
    writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`);
    writeFileSync(old, `#!/bin/sh\nexec "${process.execPath}" --require "${preload}" "$@"\n`);
    chmodSync(old, 0o755);
    const result = spawnSync(launcher, ['code', '0'], { encoding: 'utf8', env: { ...plainEnvironment(), OBS_TUI_NODE: old } });
    expect(result.status).toBe(1);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatch(/needs Node 22\.19\.0 or newer, but this is 20\.20\.2/);
    expect(result.stderr.match(/^ {2}- /gm)).toHaveLength(3);
  });

  it('no Node, and says so with exit code 127', () => {
    const result = spawnSync(launcher, [], { encoding: 'utf8', env: { ...plainEnvironment(), OBS_TUI_NODE: '/nowhere/node' } });
    expect(result).toMatchObject({ status: 127, stdout: '' });
    expect(result.stderr).toContain('/nowhere/node');
  });

  it('no bundle, and names the command that makes it', () => {
    const bare = join(folder, 'bare');
    mkdirSync(join(bare, 'bin'), { recursive: true });
    symlinkSync(join(folder, 'bin', 'main.cjs'), join(bare, 'bin', 'main.cjs'));
    const result = spawnSync(process.execPath, ['--preserve-symlinks-main', join(bare, 'bin', 'main.cjs')], { encoding: 'utf8' });
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('npm start');
  });
});

function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: folder, OBS_TUI_NODE: process.execPath };
}

/** Running, not waiting: its state in the process table is R. */
function isSpinning(pid: number): boolean {
  return spawnSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() === 'R';
}
