// The programs that ours is compared with. What is missing is installed from Debian where that is allowed; where it is not, the run says
// so and its rows have no comparison: a benchmark never fails because of what the machine lacks.
import { spawnSync } from 'node:child_process';
import { onPath } from '../test/support/on-path.ts';

/** Each is the name of the program and of its package. */
const PEERS = ['lnav', 'less'];

export interface Peer {
  readonly path: string | undefined;
  /** What the table says instead of figures where it is missing. */
  readonly absent: string;
}

export function peer(name: string): Peer {
  return { path: onPath(name), absent: `${name} not installed` };
}

export interface Installer {
  readonly has: (program: string) => boolean;
  readonly isRoot: boolean;
  /** Runs a program to its end: its exit code, and what it wrote. */
  readonly run: (program: string, args: readonly string[]) => { readonly code: number; readonly output: string };
  readonly say: (line: string) => void;
}

const THIS_MACHINE: Installer = {
  has: (program) => peer(program).path !== undefined,
  isRoot: process.getuid?.() === 0,
  run: (program, args) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    return { code: status ?? 1, output: `${stdout ?? ''}${stderr ?? ''}` };
  },
  say: (line) => process.stderr.write(`${line}\n`),
};

export function installPeers(machine: Installer = THIS_MACHINE): void {
  const missing = PEERS.filter((name) => !machine.has(name));
  if (missing.length === 0) return;
  const command = `apt-get install ${missing.join(' ')}`;
  if (!machine.isRoot || !machine.has('apt-get')) {
    machine.say(`NOT COMPARED, not installed: ${missing.join(', ')} (Debian: ${command}). Installing needs root and apt-get.`);
    return;
  }
  machine.say(`installing ${missing.join(', ')} from the distribution …`);
  const steps = [['-qq', 'update'], ['-qq', 'install', '-y', '--no-install-recommends', ...missing]];
  for (const step of steps) {
    const { code, output } = machine.run('apt-get', step);
    if (code !== 0) return machine.say(`NOT COMPARED: ${command} failed: ${output.trim().split('\n').slice(-3).join(' / ')}`);
  }
}
