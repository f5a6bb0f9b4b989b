// Where the suite keeps its temporary files: in a folder of its own that goes when it ends, and in memory where the system offers that.
// Tests record sessions by the hundred, and a disk would take longer over their flushes than the processor over the tests.
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const LEAST_FREE_BYTES = 2 ** 30;

let folder = '';

/** Before the first worker starts: the workers, and what they start, inherit the name of the folder. */
export function setup(): void {
  folder = mkdtempSync(join(isRoomy(MEMORY) ? MEMORY : tmpdir(), 'obs-tui-tests-'));
  // As the system's own: some tests run a program as another user.
  chmodSync(folder, 0o1777);
  process.env['TMPDIR'] = folder;
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** There, writable, with room, and programs may be run from it: some tests make little ones. */
function isRoomy(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    const { bavail, bsize } = statfsSync(path);
    const mount = readFileSync('/proc/mounts', 'utf8').split('\n').find((line) => line.split(' ')[1] === path);
    return bavail * bsize > LEAST_FREE_BYTES && mount !== undefined && !/\bnoexec\b/.test(mount);
  } catch {
    return false;
  }
}
