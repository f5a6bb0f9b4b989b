// Runs one command line inside the test, with folders of its own and its output caught. Commands that need the built workers (demo,
// record) are run by the end-to-end suite instead.
import { runProgram } from '../../src/cli/program.ts';
import { tempFolder } from './session.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  /** Where sessions, crash files and the configuration lie; a new folder when absent. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Not for tests that run at the same time in one file: output and environment belong to the whole process. */
export async function runCli(argv: readonly string[], { home = tempFolder(), env = {} }: CliOptions = {}): Promise<Ran> {
  const before = { ...process.env };
  const out = caught(process.stdout);
  const err = caught(process.stderr);
  Object.assign(process.env, { XDG_STATE_HOME: `${home}/state`, XDG_CONFIG_HOME: `${home}/config`, TZ: 'UTC', LANG: 'C.UTF-8', ...env });
  try {
    const code = await runProgram(argv);
    return { code, out: out.text(), err: err.text() };
  } finally {
    out.restore();
    err.restore();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** The folder in which `runCli` finds recorded sessions. */
export function sessionsBelow(home: string): string {
  return `${home}/state/obs-tui/sessions`;
}

function caught(stream: NodeJS.WriteStream): { text(): string; restore(): void } {
  const chunks: string[] = [];
  const write = stream.write;
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.find((one): one is () => void => typeof one === 'function');
    done?.();
    return true;
  };
  return {
    text: () => chunks.join(''),
    restore: () => {
      stream.write = write;
    },
  };
}
