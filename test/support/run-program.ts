// Runs the built program without a terminal, as a script or a pipe does, with folders of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly home: string;
}

export interface RunOptions {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in; standard input is empty when absent. */
  readonly input?: string;
  /** A shell command line in which `$OBS` is the program, instead of the program with arguments. */
  readonly shell?: boolean;
  /** Called with what was written so far, to end the program with a signal. */
  readonly endWhen?: (err: string) => NodeJS.Signals | undefined;
  /** Ends the program with SIGINT once it resolves. */
  readonly until?: Promise<unknown>;
}

const LAUNCHER = fileURLToPath(new URL('../../bin/obs-tui', import.meta.url));
const PATIENCE_MILLIS = 60_000;

export function programHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'obs-tui-run-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

export function runProgramFile(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { home = programHome(), env = {}, input = '', shell = false, endWhen, until } = options;
  const [file, args] = shell ? ['bash', ['-o', 'pipefail', '-c', argv.join(' ')]] : [LAUNCHER, [...argv]];
  const child = spawn(file, args, {
    cwd: home,
    timeout: PATIENCE_MILLIS,
    killSignal: 'SIGKILL',
    env: {
      PATH: process.env['PATH'], HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_CONFIG_HOME: join(home, 'config'), TERM: 'xterm-256color', LANG: 'C.UTF-8',
      TZ: 'UTC', OBS_TUI_NODE: process.execPath, OBS: LAUNCHER, XDG_CACHE_HOME: join(tmpdir(), 'obs-tui-test-cache'), ...env,
    },
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  let ended = false;
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    err.push(chunk);
    const signal = ended ? undefined : endWhen?.(Buffer.concat(err).toString('utf8'));
    ended ||= signal !== undefined;
    if (signal !== undefined) child.kill(signal);
  });
  void until?.finally(() => child.kill('SIGINT'));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8'), home }));
  });
}
