// An encrypted incident file is read by the commands that ask nothing: with what opens it they answer, without it they say what to give,
// and what was encrypted is never left in plain, however they end.
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordStory } from '../support/lab-story.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { childrenOf, isAlive, textOf, until } from '../support/processes.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const PASSPHRASE = 'grün wörter 4711';

afterEach(closeAll);

describe('an encrypted incident file', () => {
  let folder = '';
  let environment: NodeJS.ProcessEnv = {};
  const inFolder = (name: string): string => join(folder, name);
  const left = (): readonly string[] => readdirSync(inFolder('tmp'), { recursive: true }).map(String);

  /** In a session of its own there is no terminal to ask at. */
  function run(args: readonly string[], over: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
    return spawnSync('setsid', ['-w', process.execPath, PROGRAM, ...args], { encoding: 'utf8', env: { ...environment, ...over }, timeout: 60_000 });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'obs-tui-locked-'));
    environment = { PATH: process.env['PATH'], HOME: folder, XDG_STATE_HOME: inFolder('state'), XDG_CONFIG_HOME: inFolder('config'), TZ: 'UTC', LANG: 'C.UTF-8', TMPDIR: inFolder('tmp') };
    mkdirSync(inFolder('tmp'));
    recordStory(inFolder('story.db'), 1);
    const identity = await generateX25519Identity();
    writeFileSync(inFolder('identity'), `${identity}\n`, { mode: 0o600 });
    writeFileSync(inFolder('passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 });
    const save = ['incident', 'save', '--session', inFolder('story.db'), '--around', '2026-11-21T14:38:00Z', '--title', 'Anchor backlog', '--severity', 'high'];
    run([...save, '--lock-with', inFolder('passphrase'), '--out', inFolder('words.obsx')]);
    run([...save, '--encrypt-to', await identityToRecipient(identity), '--out', inFolder('keys.obsx')]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [['status', '--session'], /Anchor backlog/], [['logs', 'query', '--limit', '5', 'level>=error', '--session'], /\n/], [['correlate', '--session'], /Timeline around/],
    [['trace', 'search', '--limit', '2', '--session'], /ms/], [['alert', 'list', '--session'], /^/], [['frame'], /REPLAY/], [['incident', 'show'], /severity +high/], [['incident', 'report'], /^# Anchor backlog/],
  ])('is read by %j with the passphrase of the environment', (args, shown) => {
    const { status, stdout, stderr } = run([...args, inFolder('words.obsx')], { OBS_TUI_PASSPHRASE: PASSPHRASE });
    expect({ status, stderr: stderr.replace(/^There are more.*\n|^No alert.*\n/, '') }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(shown);
    expect(left()).toEqual([]);
  });

  it('is read with the passphrase of a file, and with the key of a recipient', () => {
    expect(run(['status', '--session', inFolder('words.obsx'), '--passphrase-file', inFolder('passphrase')]).stdout).toContain('Anchor backlog');
    expect(run(['status', '--session', inFolder('keys.obsx'), '--identity', inFolder('identity')]).stdout).toContain('Anchor backlog');
    expect(left()).toEqual([]);
  });

  it.each([['words.obsx', /OBS_TUI_PASSPHRASE, or with --passphrase-file/], ['keys.obsx', /for the keys of its recipients[^]*--identity/]])('%s without it is refused with what to give', (name, words) => {
    const { status, stderr } = run(['status', '--session', inFolder(name)]);
    expect({ status, stderr }).toEqual({ status: 5, stderr: expect.stringMatching(words) });
    expect(stderr).toContain('[INCIDENT_LOCKED]');
    // From outside it can be shown all the same.
    expect(run(['incident', 'show', inFolder(name)])).toMatchObject({ status: 0, stdout: expect.stringContaining('encrypted') });
  });

  /** A save from the screen with a passphrase, just begun. */
  async function savedOnScreen(): Promise<Tui> {
    const tui = spawnTui({ args: ['replay', inFolder('story.db'), '--utc', '--at', '14:38'], env: { TMPDIR: inFolder('tmp') }, cols: 120, rows: 40 });
    await tui.waitFor(/REPLAY/);
    tui.press('ctrl+o');
    await tui.waitFor(/will write +[\d,]+ rows/);
    expect(tui.text()).toContain('`obs-tui incident key` makes one');
    tui.press('G', 'k', 'enter', 's');
    for (const label of ['passphrase', 'again']) {
      await tui.waitFor(`${label} ▸ █`);
      tui.type(PASSPHRASE);
      await tui.waitFor(`${label} ▸ ${'•'.repeat(PASSPHRASE.length)}█`);
      tui.press('enter');
    }
    return tui;
  }

  it('is written from the screen with a passphrase that is typed twice and never shown', async () => {
    const tui = await savedOnScreen();
    await tui.waitFor(/✔ Saved [\d,]+ rows .*, not signed, encrypted with a passphrase/);
    const file = /file +(\S+\.obsx)/.exec(tui.text())?.[1] ?? '';
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);
    expect(tui.rawBytes().toString()).not.toContain('wörter');
    expect(run(['incident', 'show', file], { OBS_TUI_PASSPHRASE: PASSPHRASE })).toMatchObject({ status: 0, stdout: expect.stringContaining('HighCPUUsage') });
  });

  it('is not left half in plain by who quits while it is written', async () => {
    const tui = await savedOnScreen();
    await until(() => left().some((name) => name.endsWith('incident.obsx')), 'the job writes');
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);
    expect(left()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('leaves nothing in plain after %s, nor its passphrase in an argument', async (signal) => {
    const child = spawn(process.execPath, [PROGRAM, 'status', '--session', inFolder('words.obsx')], { env: { ...environment, OBS_TUI_PASSPHRASE: PASSPHRASE }, stdio: 'ignore' });
    await until(() => left().some((name) => name.endsWith('incident.obsx')), 'the job decrypts');
    const processes = [child.pid ?? 0, ...childrenOf(child.pid ?? 0)];
    expect(processes).toHaveLength(2);
    for (const pid of processes) expect(textOf(`/proc/${pid}/cmdline`)).not.toContain(PASSPHRASE);
    const ended = new Promise((resolve) => void child.once('close', resolve));
    child.kill(signal);
    await ended;
    await until(() => !processes.some(isAlive), 'both processes are gone');
    // Nothing can clean up after itself that was killed: the next one does.
    if (signal === 'SIGKILL') run(['status', '--session', inFolder('words.obsx'), '--passphrase-file', inFolder('passphrase')]);
    expect(left()).toEqual([]);
  });
});
