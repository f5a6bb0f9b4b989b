// Drives a program in a real pseudo-terminal, as a person at a shell would: keys in, screen out. A small shell stands between, as
// the login shell does, so that what the program left behind (exit code, terminal settings) can be asked afterwards.
// Everything started here is ended by `closeAll`, which a test file calls in afterEach.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyBytes } from './keys.ts';
import { childrenOf, endGroup, textOf, within } from './processes.ts';
import { readSlowly } from './slow-read.ts';
import { memoryTerminal, type Cell, type MemoryTerminal } from './terminal.ts';

const { spawn } = createRequire(import.meta.url)('@lydell/node-pty') as typeof import('@lydell/node-pty');

/** Runs the program and notes how it left the terminal. As a login shell does, it outlives the keyboard but not a hang-up. */
const SHELL = 'trap : INT QUIT; "$@"; code=$?; stty -a >"$REPORT"; exit "$code"';
const DEFAULT_TIMEOUT_MILLIS = 60_000;
const CLOSE_MILLIS = 4_000;

export interface TuiOptions {
  readonly args?: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  /** Added to a clean environment: own HOME and XDG folders, UTF-8, 24-bit colour. `undefined` removes a name. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** The program to run; the launcher of this checkout unless named. */
  readonly program?: string;
  /** Reads what the program writes no faster than this, as a slow line does. */
  readonly bytesPerSecond?: number;
}

export interface Exit {
  /** As the shell saw it: 128+n for a death by signal n. */
  readonly code: number;
  /** Output of `stty -a` afterwards; empty where the terminal was gone. */
  readonly settings: string;
}

/** Part of the screen's text, a pattern over it, or anything that can be said about the terminal. */
export type Wanted = string | RegExp | ((tui: Tui) => boolean);

export interface Tui {
  readonly terminal: MemoryTerminal;
  /** A folder of its own for this run, removed at the end: HOME lies in it. */
  readonly folder: string;
  /** Each key by its name (`enter`, `ctrl+p`, `j`). */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  resize(cols: number, rows: number): void;
  screen(): readonly string[];
  text(): string;
  cell(x: number, y: number): Cell;
  /** Rejects after `timeoutMillis` or at the program's end, with the screen in the message. */
  waitFor(wanted: Wanted, timeoutMillis?: number): Promise<void>;
  /** Everything the program has written so far. */
  rawBytes(): Buffer;
  /** Resolves when the program has ended and its last output is on the screen. */
  exit(timeoutMillis?: number): Promise<Exit>;
  /** Sends a signal to the process that was started (the launcher). */
  kill(signal: NodeJS.Signals): void;
  /** The process ids below `pid`; without it those directly below the shell: the launcher. */
  children(pid?: number): readonly number[];
  /** Closes the terminal under the program, as a lost connection does. */
  hangUp(): void;
  /** Stops reading what the program writes, as a connection that hangs does, until `unstall`. */
  stall(): void;
  unstall(): void;
  close(): Promise<void>;
}

const open = new Set<Tui>();

export async function closeAll(): Promise<void> {
  await Promise.all([...open].map((tui) => tui.close()));
}

export function spawnTui(options: TuiOptions = {}): Tui {
  const { cols = 120, rows = 40 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-pty-'));
  const report = join(folder, 'stty');
  const program = options.program ?? fileURLToPath(new URL('../../bin/obs-tui', import.meta.url));
  const pty = spawn('/bin/sh', ['-c', SHELL, 'sh', program, ...(options.args ?? [])], {
    cols,
    rows,
    cwd: options.cwd ?? folder,
    env: defined({ ...environment(folder), REPORT: report, ...options.env }),
    encoding: null,
  });
  const terminal = memoryTerminal(cols, rows, (answer) => pty.write(answer));
  const chunks: Buffer[] = [];
  const watchers = new Set<() => void>();
  let ended: Exit | undefined;
  const notify = (): void => watchers.forEach((watcher) => watcher());

  const take = (bytes: Buffer): void => {
    chunks.push(bytes);
    void terminal.write(bytes).then(notify);
  };
  // Typed as text by the package, but bytes with `encoding: null`.
  pty.onData((data: unknown) => take(data as Buffer));
  if (options.bytesPerSecond !== undefined) {
    pty.pause();
    pty.onExit(readSlowly((pty as unknown as { readonly fd: number }).fd, options.bytesPerSecond, take));
  }
  const finished = new Promise<Exit>((resolve) => {
    pty.onExit(async ({ exitCode, signal }) => {
      await terminal.write('');
      ended = { code: signal ? 128 + signal : exitCode, settings: textOf(report) };
      resolve(ended);
      notify();
    });
  });

  const tui: Tui = {
    terminal,
    folder,
    press: (...keys) => keys.forEach((key) => pty.write(keyBytes(key))),
    type: (text) => pty.write(text),
    resize(toCols, toRows) {
      terminal.resize(toCols, toRows);
      pty.resize(toCols, toRows);
    },
    screen: () => terminal.screen(),
    text: () => terminal.screen().join('\n'),
    cell: (x, y) => terminal.cell(x, y),
    rawBytes() {
      // Asked again and again while something is waited for: what was joined once stays joined.
      if (chunks.length !== 1) chunks.splice(0, chunks.length, Buffer.concat(chunks));
      return chunks[0] ?? Buffer.alloc(0);
    },
    waitFor: (wanted, timeoutMillis = DEFAULT_TIMEOUT_MILLIS) =>
      new Promise((resolve, reject) => {
        const settle = (failure?: string): void => {
          watchers.delete(look);
          clearTimeout(timer);
          if (failure === undefined) resolve();
          else reject(new Error(`${failure} while waiting for ${String(wanted)}; the screen is:\n${tui.text()}`));
        };
        const look = (): void => {
          if (isWhole(terminal) && holds(tui, wanted)) settle();
          else if (ended !== undefined) settle(`the program ended with ${ended.code}`);
        };
        const timer = setTimeout(() => settle(`${timeoutMillis} ms passed`), timeoutMillis);
        watchers.add(look);
        look();
      }),
    exit: (timeoutMillis = DEFAULT_TIMEOUT_MILLIS) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        const fail = (): void => reject(new Error(`still running after ${timeoutMillis} ms; the screen is:\n${tui.text()}`));
        timer = setTimeout(fail, timeoutMillis);
      });
      return Promise.race([finished, late]).finally(() => clearTimeout(timer));
    },
    kill: (signal) => tui.children().forEach((pid) => process.kill(pid, signal)),
    children: (pid = pty.pid) => childrenOf(pid),
    hangUp: () => (pty as unknown as { destroy(): void }).destroy(),
    stall: () => pty.pause(),
    unstall: () => pty.resume(),
    async close() {
      if (!open.delete(tui)) return;
      // In order first: a program that is killed leaves its temporary files and its children behind.
      if (ended === undefined) tui.kill('SIGTERM');
      await within(finished, CLOSE_MILLIS);
      if (ended === undefined) endGroup(pty.pid);
      await within(finished, CLOSE_MILLIS);
      terminal.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  open.add(tui);
  return tui;
}

/** Between the two marks of synchronized output the screen is a mix of two frames, which nobody ever sees. */
function isWhole(terminal: MemoryTerminal): boolean {
  return !terminal.inputModes.includes('sync');
}

function holds(tui: Tui, wanted: Wanted): boolean {
  if (typeof wanted === 'function') return wanted(tui);
  return typeof wanted === 'string' ? tui.text().includes(wanted) : wanted.test(tui.text());
}

function environment(folder: string): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    OBS_TUI_NODE: process.execPath,
    // Shared: with a cold cache of compiled code every run would measure the compiler.
    XDG_CACHE_HOME: join(tmpdir(), 'obs-tui-test-cache'),
  };
}

/** The package would pass on the text `undefined`. */
function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
