import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { FullDiskReport } from '../support/full-disk-child.ts';
import { mayMount, ownMounts } from '../support/mounts.ts';
import { tempFolder } from '../support/session.ts';

const CHILD = fileURLToPath(new URL('../support/full-disk-child.ts', import.meta.url));

if (!mayMount) process.stderr.write('FULL DISK NOT TRIED: this user may not mount a file system of its own (unshare -rm)\n');

it.runIf(mayMount)('refuses the commit that does not fit on a full disk, keeps the ones before, and goes on when there is room', () => {
  const output = ownMounts('"$1" "$2" "$3"', process.execPath, CHILD, tempFolder());
  const report = JSON.parse(output) as FullDiskReport;
  expect(report.committed).toBeGreaterThan(1_000);
  expect(report).toMatchObject({
    refusedWith: 'SESSION_UNWRITABLE',
    refusedAgainWith: 'SESSION_UNWRITABLE',
    readableWhileFull: report.committed,
    afterRoom: report.committed + 500,
    readOnlyWriter: 'SESSION_UNWRITABLE',
    readOnlyRows: report.committed + 500,
  });
});
