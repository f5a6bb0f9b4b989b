// The evidence outlives the systems: an incident saved around the lab's alert is opened in an empty home without a network, shows every
// screen, and opens no socket.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordStory } from '../support/lab-story.ts';
import { closeAll, spawnTui } from '../support/pty.ts';
import { programHome, runProgramFile, type Run } from '../support/run-program.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/obs-tui', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** A network with nothing in it, not even a loopback that is up. */
const offline = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];
const CALLS = 'socket,connect,bind,listen,accept,accept4,sendto,sendmsg';
const traced = spawnSync('strace', ['-V']).status === 0;

afterEach(closeAll);

describe('an incident saved around the alert of the lab', () => {
  let folder = '';
  let file = '';
  let saved: Run | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'obs-tui-incident-'));
    const session = join(folder, 'story.db');
    recordStory(session, 1);
    saved = await runProgramFile(['incident', 'save', '--session', session, '--around', '2026-11-21T14:38:00Z', '--title', 'Anchor backlog', '--severity', 'high', '--out', `${session}.obsx`], { home: folder });
    file = `${session}.obsx`;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is one file, opened without a network where this user may be', () => {
    if (offline.length === 0) process.stderr.write('NOT TRIED WITHOUT A NETWORK: this user may not unshare it\n');
    expect(saved).toMatchObject({ code: 0, out: `${file}\n` });
  });

  it('replays every screen without a network, in an empty home', async () => {
    const home = programHome();
    const copy = join(home, 'copy.obsx');
    copyFileSync(file, copy);
    const [program, ...before] = [...offline, LAUNCHER];
    const tui = spawnTui({ program: program ?? LAUNCHER, args: [...before, 'replay', copy, '--utc', '--at', '14:40'], cols: 120, rows: 40 });
    const screens: readonly (readonly [string, RegExp])[] = [
      ['1', /cpu_percent[^]*newest errors/], ['2', /receipt|anchor/], ['3', /cpu_percent/], ['4', /anchor_request|emit_receipt|start/], ['5', /HighCPUUsage fired/],
      ['6', /HighCPUUsage/], ['7', /lab/], ['8', /overall|live|ready|no health/i], ['9', /Anchor Latency|target|no SLO/i],
    ];
    await tui.waitFor(/REPLAY/);
    for (const [key, shown] of screens) {
      tui.press(key);
      await tui.waitFor((now) => shown.test(now.text()) && now.text().includes('REPLAY'));
    }
    tui.press('2', 'f');
    tui.type('level>=error');
    tui.press('enter');
    await tui.waitFor(/filter: level>=error/);
    tui.press('/');
    tui.type('anchor');
    tui.press('enter');
    await tui.waitFor((now) => /anchor/.test(now.text()));
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);
  });

  it('is reported on, verified and searched without a network', () => {
    const run = (...args: readonly string[]) => spawnSync(offline[0] ?? process.execPath, [...offline.slice(1), ...(offline.length === 0 ? [] : [process.execPath]), PROGRAM, ...args], { encoding: 'utf8', env: { ...process.env, HOME: '/nonexistent', TZ: 'UTC' } });
    expect(run('incident', 'verify', file)).toMatchObject({ status: 0, stdout: expect.stringContaining('are as they were sealed') });
    expect(run('incident', 'report', file).stdout).toMatch(/# Anchor backlog[^]*HighCPUUsage on brick-02 fired/);
    expect(run('logs', 'query', '--session', file, '--limit', '3', 'level>=error').stdout.trim().split('\n').length).toBeGreaterThan(0);
  });

  it('opens no socket', () => {
    const out = join(programHome(), 'strace.txt');
    const watched = traced ? ['strace', '-f', '-qq', '-e', `trace=${CALLS}`, '-o', out] : [];
    if (!traced) process.stderr.write('NOT WATCHED FOR SOCKETS: strace is not there\n');
    const [program, ...args] = [...watched, process.execPath, PROGRAM, 'frame', file, '--screen', 'timeline'];
    expect(spawnSync(program ?? '', args, { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: expect.stringContaining('HighCPUUsage') });
    expect(traced ? readFileSync(out, 'utf8').split('\n').filter((call) => /^\d+ +\w+\(/.test(call)) : []).toEqual([]);
  });
});
