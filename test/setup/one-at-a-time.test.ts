import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const LOCK = fileURLToPath(new URL('../../scripts/setup/lock.cjs', import.meta.url));
/** Above every process id that a system gives out. */
const NOBODY = 99_999_999;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'obs-tui-lock-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Takes the lock in a process of its own, writes `begin`, waits, writes `end`; resolves with its exit code. */
function worker(millis: number): Promise<number | null> {
  const work = `
    const fs = require('fs');
    require(${JSON.stringify(LOCK)}).withLock(process.argv[1], () => {
      fs.appendFileSync(process.argv[1] + '/log', 'begin ');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.argv[2]));
      fs.appendFileSync(process.argv[1] + '/log', 'end ');
    });`;
  const child = spawn(process.execPath, ['-e', work, root, String(millis)], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

function leaveLock(owner: string, ageSeconds: number): void {
  mkdirSync(join(root, '.tmp'));
  const file = join(root, '.tmp', 'setup.lock');
  writeFileSync(file, owner);
  const then = new Date(Date.now() - ageSeconds * 1_000);
  utimesSync(file, then, then);
}

describe('set-up', () => {
  it('runs one at a time in a folder, and leaves no lock behind', async () => {
    expect(await Promise.all([worker(60), worker(60), worker(60)])).toEqual([0, 0, 0]);
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('begin end begin end begin end ');
    expect(existsSync(join(root, '.tmp', 'setup.lock'))).toBe(false);
  });

  it.each([
    ['whose owner is gone', String(NOBODY), 1],
    ['that never got an owner', '', 60],
    ['of a living process, but far too old', String(process.pid), 3_600],
  ])('takes over a lock %s', async (_, owner, age) => {
    leaveLock(owner, age);
    expect(await worker(0)).toBe(0);
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('begin end ');
  });

  it('gives the lock back when its work fails', async () => {
    const failing = `require(${JSON.stringify(LOCK)}).withLock(process.argv[1], () => { throw new Error('no'); })`;
    const child = spawn(process.execPath, ['-e', failing, root], { stdio: 'ignore' });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
    expect(existsSync(join(root, '.tmp', 'setup.lock'))).toBe(false);
  });
});
