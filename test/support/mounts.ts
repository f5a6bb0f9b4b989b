// Programs that run with a small file system of their own, which nobody else sees and which goes with them.
import { execFileSync, spawnSync } from 'node:child_process';

export const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status === 0;

/** Runs a script of the shell, in which "$1", "$2" … are `args`; gives what it said. */
export function ownMounts(script: string, ...args: readonly string[]): string {
  return execFileSync('unshare', ['-rm', 'sh', '-ec', script, 'sh', ...args], { encoding: 'utf8' });
}
