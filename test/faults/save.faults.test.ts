import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { saveIncident } from '../../src/data/incident/save.ts';
import { mayMount, ownMounts } from '../support/mounts.ts';
import { canTrace } from '../support/power-loss/trace.ts';
import { checkSaved, numberedSession, planOfNumbers } from '../support/saved-files.ts';
import { tempFolder } from '../support/session.ts';

const SAVER = fileURLToPath(new URL('../support/save-child.ts', import.meta.url));
const LIBRARY = fileURLToPath(new URL('../../src/data/incident/library.ts', import.meta.url));
const FULL = 'ENOSPC: no space left on device';

const traces = canTrace();
if (!mayMount) process.stderr.write('SAVING ON A FULL DISK NOT TRIED: this user may not mount a file system of its own (unshare -rm)\n');
if (!traces) process.stderr.write('SAVING ON A BROKEN DISK NOT TRIED: strace is not there, or may not trace\n');

/** A session to save, and a folder to save into. */
function places(): { readonly session: string; readonly folder: string } {
  const own = tempFolder();
  const folder = join(own, 'saved');
  mkdirSync(folder);
  return { session: numberedSession(join(own, 'run.db'), 3_000), folder };
}

describe.runIf(mayMount)('saving', () => {
  it('on a disk that gets full keeps the files before whole, leaves no half one, and says so in one sentence', () => {
    const { session, folder } = places();
    const script = 'mount -t tmpfs -o size=1m tmpfs "$3"; "$1" "$2" "$4" "$3" 500; echo; ls -A "$3"; echo; sha256sum "$3"/* | cut -d " " -f 1 | sort -u | wc -l';
    const [said = '', left = '', different] = ownMounts(script, process.execPath, SAVER, folder, session).split('\n\n');
    const lines = said.split('\n');
    const saved = lines.length - 2;
    expect(saved).toBeGreaterThan(3);
    expect(lines.at(-1)).toBe(`SESSION_UNWRITABLE ${folder}/${saved + 1}.obsx cannot be written: ${FULL}, write`);
    expect(left.split('\n').toSorted()).toEqual(Array.from({ length: saved }, (_, index) => `${index + 1}.obsx`).toSorted());
    expect(different?.trim()).toBe('1');
  });

  it('on a read-only disk says so in one sentence', () => {
    const { session, folder } = places();
    const said = ownMounts('mount -t tmpfs -o ro tmpfs "$3"; "$1" "$2" "$4" "$3" 1; ls -A "$3"', process.execPath, SAVER, folder, session);
    expect(said).toMatch(/^ready\nSESSION_UNWRITABLE [^\n]+1\.obsx cannot be written: EROFS: read-only file system[^\n]*\n$/);
  });

  it('is not in the way of looking at a read-only folder with a half file of a dead writer in it', () => {
    const script = 'mount -t tmpfs tmpfs "$3"; touch "$3/.1.obsx.tmp-1999999999"; mount -o remount,ro "$3"; "$1" -e "$4" "$2" "$3"';
    const look = 'import(process.argv[1]).then((module) => console.log(module.listIncidents(process.argv[2]).length))';
    expect(ownMounts(script, process.execPath, LIBRARY, tempFolder(), look)).toBe('0\n');
  });
});

describe.runIf(traces)('saving where a call of the system fails', () => {
  /** What the saver said after its start, with every `call` from the `when`th on failing. */
  function saidWith(call: string, error: string, when = 1): { readonly said: string; readonly folder: string; readonly left: readonly string[] } {
    const { session, folder } = places();
    const inject = ['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${when}+`];
    const { stdout } = spawnSync('strace', [...inject, process.execPath, SAVER, session, folder, '1'], { encoding: 'utf8', timeout: 30_000 });
    return { said: stdout.replace(/^ready\n/, '').trim(), folder, left: readdirSync(folder) };
  }

  it.each([
    ['the disk fails to sync the file', 'EIO', 1, 'EIO: i/o error, fsync'],
    ['the disk fails to sync the folder', 'EIO', 2, 'EIO: i/o error, fsync'],
    ['the disk of another machine is full', 'ENOSPC', 1, `${FULL}, fsync`],
    ['the quota is used up', 'EDQUOT', 1, 'the quota of the disk is used up (EDQUOT)'],
  ])('leaves nothing and says so in one sentence: %s', (_, error, when, why) => {
    const { said, folder, left } = saidWith('fsync', error, when);
    expect(said).toBe(`SESSION_UNWRITABLE ${folder}/1.obsx cannot be written: ${why}`);
    expect(left).toEqual([]);
  });

  it.each(['EPERM', 'EOPNOTSUPP'])('saves the whole file all the same on a disk that knows no links (%s)', (error) => {
    const { said, folder } = saidWith('link', error);
    expect(said).toBe('1');
    saveIncident(planOfNumbers(join(folder, '..', 'run.db')), join(folder, '2.obsx'), { redactor: undefined });
    expect(checkSaved(folder, readFileSync(join(folder, '2.obsx')), 1)).toEqual([]);
  });

  it('saves where folders cannot be synced, as on some network disks', () => {
    const { said, left } = saidWith('fsync', 'EINVAL', 2);
    expect(said).toBe('1');
    expect(left).toEqual(['1.obsx']);
  });
});
