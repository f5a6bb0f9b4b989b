import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { FullDiskReport } from '../support/full-disk-child.ts';
import { tempFolder } from '../support/session.ts';

const CHILD = fileURLToPath(new URL('../support/full-disk-child.ts', import.meta.url));

function mayMount(): boolean {
  return spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status === 0;
}

const permitted = mayMount();
if (!permitted) process.stderr.write('FULL DISK NOT TRIED: this user may not mount a file system of its own (unshare -m)\n');

it.runIf(permitted)('refuses the commit that does not fit on a full disk, keeps the ones before, and goes on when there is room', () => {
  const output = execFileSync('unshare', ['-m', process.execPath, CHILD, tempFolder()], { encoding: 'utf8' });
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
