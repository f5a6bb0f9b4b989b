// The built program in scripts and pipes: what only whole processes can show.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startLab, type Lab, type LabOptions } from '../../src/lab/index.ts';
import { closedPort, httpLoopback } from '../support/loopback.ts';
import { closeAll, spawnTui } from '../support/pty.ts';
import { programHome, runProgramFile } from '../support/run-program.ts';
import { saboteur } from '../support/saboteur.ts';

afterEach(closeAll);

async function aLab(options: LabOptions = {}): Promise<Lab> {
  const lab = await startLab({ seed: 1, ...options });
  onTestFinished(() => lab.close());
  return lab;
}

describe('record', () => {
  it('records for as long as it was told, prints where, and what it recorded can be queried', async () => {
    const lab = await aLab();
    const recorded = await runProgramFile(['record', '--duration', '2s', lab.url]);
    expect(recorded).toMatchObject({ code: 0, out: expect.stringMatching(/^\/.*\.db\n$/) });
    expect(recorded.err).toMatch(/^Recording into .*\n[1-9][\d,]* log rows, [1-9][\d,]* samples, 0 rejects in \d\.\d s; /);
    expect(statSync(recorded.out.trim()).mode & 0o777).toBe(0o600);
    const { home } = recorded;
    const queried = await runProgramFile(['logs', 'query', '--ndjson', '--limit', '5'], { home });
    expect(queried.out.trim().split('\n').map((line) => JSON.parse(line).schema)).toEqual(Array.from({ length: 5 }, () => 'obs-tui.log/1'));
    const frame = await runProgramFile(['frame', recorded.out.trim(), '--size', '80x24'], { home });
    expect(frame).toMatchObject({ code: 0, out: expect.stringContaining('REPLAY') });
  });

  it('ends in order on Ctrl+C, with what it has', async () => {
    const lab = await aLab();
    const recorded = await runProgramFile(['record', '--out', 'incident.db', lab.url], { endWhen: (err) => (err.includes('Recording into') ? 'SIGINT' : undefined) });
    expect(recorded).toMatchObject({ code: 0, out: 'incident.db\n' });
    expect(readdirSync(recorded.home).filter((name) => name.startsWith('incident'))).toEqual(['incident.db']);
  });

  it('ends with 4 where nothing answers, and where every source refuses', async () => {
    const refused = await runProgramFile(['record', `http://127.0.0.1:${await closedPort()}`]);
    expect(refused).toMatchObject({ code: 4, out: '', err: expect.stringContaining('[SOURCE_REFUSED]') });
    const home = programHome();
    const server = await httpLoopback((_, response) => response.writeHead(401).end());
    onTestFinished(() => server.close());
    writeFileSync(join(home, 'c.yaml'), `sources: [{name: node, kind: scrape, targets: [{url: "${server.url().href}"}]}]`);
    const forbidden = await runProgramFile(['--config', 'c.yaml', 'record', '--out', 'x.db'], { home });
    expect(forbidden).toMatchObject({ code: 4, out: 'x.db\n', err: expect.stringContaining('does not accept the credentials (401)') });
  });

  it('refuses a file that is something else, and leaves it as it is', async () => {
    const lab = await aLab();
    const home = programHome();
    writeFileSync(join(home, 'notes.txt'), 'mine\n');
    const ran = await runProgramFile(['record', '--out', 'notes.txt', lab.url], { home });
    expect(ran).toMatchObject({ code: 5, out: '', err: expect.stringContaining('[SESSION_DAMAGED]') });
    expect(readFileSync(join(home, 'notes.txt'), 'utf8')).toBe('mine\n');
  });

  it('says where it cannot write, before anything is recorded', async () => {
    const lab = await aLab();
    const home = programHome();
    writeFileSync(join(home, 'state'), 'a file where the folder would be');
    const ran = await runProgramFile(['record', lab.url], { home });
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/cannot be written: .*\[SESSION_UNWRITABLE\]\n {2}Set XDG_STATE_HOME/) });
  });

  it('refuses a session that another program writes, which loses nothing by it', async () => {
    // With little history: two programs ask for it, and what they wait for is not the point.
    const lab = await aLab({ openAt: 660, firstRowAt: 600 });
    const home = programHome();
    let refused = (): void => undefined;
    const first = runProgramFile(['record', '--out', 'x.db', lab.url], { home, until: new Promise<void>((resolve) => (refused = resolve)) });
    await expect.poll(() => readdirSync(home).includes('x.db-wal'), { timeout: 60_000 }).toBe(true);
    const second = await runProgramFile(['record', '--out', 'x.db', lab.url], { home });
    refused();
    expect(second).toMatchObject({ code: 5, out: '', err: expect.stringMatching(/is being written by process \d+ \[SESSION_BUSY\]/) });
    expect(await first).toMatchObject({ code: 0, out: 'x.db\n' });
  });
});

describe('a pipe', () => {
  it('that is closed early is no error', async () => {
    const lab = await aLab();
    const { home } = await runProgramFile(['record', '--duration', '1s', lab.url]);
    // More than a pipe holds, so that the program is still writing when `head` has gone.
    const ran = await runProgramFile(['"$OBS" logs query --json --limit 20000 | head -c 10; echo "${PIPESTATUS[@]}"'], { home, shell: true });
    expect(ran).toMatchObject({ code: 0, out: '{"schema":0 0\n', err: '' });
  });

  it('for the messages alone does not end a recording when it closes', async () => {
    const lab = await aLab();
    const ran = await runProgramFile([`"$OBS" record --duration 1s --out x.db ${lab.url} 2> >(exec true)`], { shell: true });
    expect(ran).toMatchObject({ code: 0, out: 'x.db\n' });
  });
});

describe('without a terminal', () => {
  it('demo prints one plain frame after a short run, and ends with 0', async () => {
    const ran = await runProgramFile(['demo', '--no-record']);
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('[NO_TERMINAL]');
    expect(ran.out).toMatch(/^ obs-tui {2}demo/);
    expect(ran.out).not.toMatch(/\u001b/);
  });

  it.each([{ TERM: 'dumb' }, { LANG: 'C' }, { NO_COLOR: '1' }])('frames are plain with %j too', async (env) => {
    const ran = await runProgramFile(['demo', '--no-record'], { env });
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Overview') });
    expect(ran.out).not.toMatch(/\u001b/);
  });

  it('other commands that need one print a frame as well, and end with 2', async () => {
    const lab = await aLab();
    const ran = await runProgramFile(['connect', lab.url]);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('[NO_TERMINAL]'), out: expect.stringContaining('Overview') });
  });

  it('draws with ASCII alone where asked to', async () => {
    const ran = await runProgramFile(['demo', '--no-record', '--ascii']);
    expect(ran.out).toContain('Overview');
    expect(ran.out).not.toMatch(/[─-▟]/);
  });

  it('log lines from a pipe are in the frame', async () => {
    const ran = await runProgramFile(['follow', '-'], { input: '2026-11-21T14:00:00Z ERROR disk is full\n' });
    expect(ran).toMatchObject({ code: 2, out: expect.stringContaining('disk is full') });
  });
});

describe('a mistake of our own', () => {
  it('is told with the path of a private crash file, and ends with 70', async () => {
    const home = programHome();
    const { env, strike } = saboteur('lab');
    const ran = await runProgramFile(['lab'], { home, env, endWhen: (err) => void (err.includes('Ctrl+C') && strike()) });
    expect(ran.code).toBe(70);
    const path = /Crash file: (\S+)/.exec(ran.err)?.[1] ?? '';
    expect(ran.err).toContain('obs-tui: a mistake of obs-tui itself: TypeError: boom ␛[31m [BUG]');
    expect(path.startsWith(join(home, 'state/obs-tui/crashes/'))).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toMatch(/^20.*\nobs-tui \d.*\nNode\.js v.*\n.*\n\nTypeError: boom .*\n\s+at /);
  });

  it('stands on the screen of the shell after the full screen was left', async () => {
    const home = programHome();
    const { env, strike } = saboteur('demo');
    const tui = spawnTui({ args: ['demo'], env: { ...env, XDG_STATE_HOME: join(home, 'state') } });
    await tui.waitFor('FOLLOWING');
    strike();
    expect(await tui.exit()).toMatchObject({ code: 70 });
    expect(tui.terminal.altScreen).toBe(false);
    expect(tui.text()).toContain('TypeError: boom ␛[31m [BUG]');
    expect(tui.text()).toContain('Crash file: ');
  });
});

describe('the Tab key', () => {
  it('completes in an interactive bash', async () => {
    const shell = spawnTui({ program: 'bash', args: ['--norc', '--noprofile', '-i'], cols: 100, rows: 20, env: { PS1: '> ' } });
    const launcher = new URL('../../bin/obs-tui', import.meta.url).pathname;
    await shell.waitFor('> ');
    shell.type(`obs-tui() { ${launcher} "$@"; }; . <(obs-tui completion bash); clear; echo re""ady\r`);
    await shell.waitFor('ready');
    shell.type('obs-tui lo\tq\t--nd\t');
    await shell.waitFor('obs-tui logs query --ndjson ');
    expect(shell.text()).toContain('> obs-tui logs query --ndjson ');
    shell.press('ctrl+u');
    shell.type('exit\r');
    await shell.exit();
  });
});

describe('doctor on a terminal', () => {
  it('draws its table within the width of the terminal', async () => {
    const tui = spawnTui({ args: ['doctor'], cols: 80, rows: 40 });
    expect(await tui.exit()).toMatchObject({ code: 0 });
    expect(tui.text()).toMatch(/┌─+┬─+┬─+┐/);
    expect(tui.text()).toMatch(/│ terminal +│ ok +│ xterm-256color, 80x40 +│/);
  });
});
