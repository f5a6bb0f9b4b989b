import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { atomicFile, removeStale } from '../../../src/data/incident/atomic-file.ts';
import { ObsError } from '../../../src/model/errors.ts';
import { tempFolder } from '../../support/session.ts';

function errorOf(act: () => unknown): ObsError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof ObsError) return error;
    throw error;
  }
}

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync('true').pid;
}

it('shows nothing under the name before the commit, then the whole file, for its owner only', () => {
  const path = join(tempFolder(), 'new', 'folder', 'a.obsx');
  const file = atomicFile(path);
  file.write(Buffer.from('one '));
  file.write(Buffer.from('two'));
  expect(existsSync(path)).toBe(false);
  file.commit();
  expect(readFileSync(path, 'utf8')).toBe('one two');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(path, '..'))).toEqual(['a.obsx']);
});

it('leaves nothing when it is abandoned, also twice', () => {
  const folder = tempFolder();
  const file = atomicFile(join(folder, 'a.obsx'));
  file.write(Buffer.from('half'));
  file.abandon();
  file.abandon();
  expect(readdirSync(folder)).toEqual([]);
});

it.each(['a file', 'a link to nowhere', 'a folder'])('does not take the place of %s', (what) => {
  const folder = tempFolder();
  const path = join(folder, 'a.obsx');
  if (what === 'a file') writeFileSync(path, 'kept');
  else if (what === 'a folder') mkdirSync(path);
  else symlinkSync(join(folder, 'nowhere'), path);
  expect(errorOf(() => atomicFile(path))?.code).toBe('SESSION_BUSY');
  expect(readdirSync(folder)).toEqual(['a.obsx']);
});

it('does not take a name that was taken while it wrote, and keeps nothing of its own', () => {
  const folder = tempFolder();
  const path = join(folder, 'a.obsx');
  const file = atomicFile(path);
  file.write(Buffer.from('late'));
  writeFileSync(path, 'early');
  expect(errorOf(() => file.commit())?.code).toBe('SESSION_BUSY');
  file.abandon();
  expect(readFileSync(path, 'utf8')).toBe('early');
  expect(readdirSync(folder)).toEqual(['a.obsx']);
});

it('says in one sentence that the way leads through a file', () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'file'), '');
  const error = errorOf(() => atomicFile(join(folder, 'file', 'a.obsx')));
  expect(error?.code).toBe('SESSION_UNWRITABLE');
  expect(error?.message).toMatch(/^[^\n]+a\.obsx cannot be written: [^\n]+$/);
});

it('takes away what a dead writer left, and nothing else', () => {
  const folder = tempFolder();
  const kept = [`.a.obsx.tmp-${process.pid}`, '.hidden', '.a.obsx.tmp-0', '.a.obsx.tmp-x', 'a.obsx.tmp-1', 'b.obsx'];
  for (const name of [...kept, `.a.obsx.tmp-${endedProcess()}`]) writeFileSync(join(folder, name), '');
  removeStale(folder);
  expect(readdirSync(folder).toSorted()).toEqual(kept.toSorted());
});

it('finds nothing to take away in a folder that is not there', () => {
  expect(() => removeStale(join(tempFolder(), 'nowhere'))).not.toThrow();
});

it('writes beside what an earlier process of the same id left', () => {
  const folder = tempFolder();
  writeFileSync(join(folder, `.a.obsx.tmp-${process.pid}`), 'old');
  chmodSync(join(folder, `.a.obsx.tmp-${process.pid}`), 0o400);
  const file = atomicFile(join(folder, 'a.obsx'));
  file.write(Buffer.from('new'));
  file.commit();
  expect(readFileSync(join(folder, 'a.obsx'), 'utf8')).toBe('new');
  expect(lstatSync(join(folder, 'a.obsx')).nlink).toBe(1);
});
