import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeFoldersOf, removeStaleFolders, temporaryFolder } from '../../src/data/temporary.ts';
import { tempFolder } from '../support/session.ts';

/** No process has it: numbers end below. */
const NOBODY = 4_194_305;
let place = '';

beforeEach(() => {
  place = tempFolder();
  vi.stubEnv('TMPDIR', place);
});
afterEach(() => vi.unstubAllEnvs());

function folderOf(pid: number): string {
  const path = join(place, `obs-tui-unkept-${pid}-x`);
  mkdirSync(path);
  return path;
}

describe('temporary folders', () => {
  it('go with the process they belong to, by the next that makes one', () => {
    const [gone, other] = [folderOf(NOBODY), join(place, 'somebody-elses')];
    mkdirSync(other);
    const mine = temporaryFolder();
    expect([gone, mine.path, other].map((path) => existsSync(path))).toEqual([false, true, true]);
    removeStaleFolders();
    expect(existsSync(mine.path)).toBe(true);
    mine.remove();
    expect(existsSync(mine.path)).toBe(false);
  });

  it('of a process that was killed go at once, and no others', () => {
    const [killed, mine] = [folderOf(process.ppid), temporaryFolder()];
    removeFoldersOf(process.ppid);
    expect([killed, mine.path].map((path) => existsSync(path))).toEqual([false, true]);
  });
});
