// One start of the program in a pseudo-terminal of 120x40, with the moment at which each piece of its output arrived. What was on the
// screen then is found out afterwards, so that looking costs the program no time.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryTerminal } from '../test/support/terminal.ts';

const { spawn } = createRequire(import.meta.url)('@lydell/node-pty') as typeof import('@lydell/node-pty');

const LAUNCHER = fileURLToPath(new URL('../bin/obs-tui', import.meta.url));
const SIZE = { cols: 120, rows: 40 };
const PATIENCE_MILLIS = 20_000;

/** Milliseconds from spawning the launcher. */
export interface Started {
  /** Its first byte. */
  readonly paint: number;
  /** The last byte of the first whole frame. */
  readonly frame: number;
}

/**
 * Ends the program once its first frame is there: `header` is what its first row says. Rejects where it does not come. It is left with a
 * key, since compiled code is only kept by a program that ends in order.
 */
export async function startOf(args: readonly string[], header: RegExp): Promise<Started> {
  const home = mkdtempSync(join(tmpdir(), 'obs-tui-start-'));
  const begin = performance.now();
  const pty = spawn(LAUNCHER, [...args], { ...SIZE, cwd: home, env: environment(home), encoding: null });
  const pieces: { readonly at: number; readonly bytes: Buffer }[] = [];
  let heard: () => void = () => undefined;
  // Typed as text by the package, but bytes with `encoding: null`.
  pty.onData((data: unknown) => {
    pieces.push({ at: performance.now() - begin, bytes: data as Buffer });
    heard();
  });
  const gone = new Promise<void>((resolve) => pty.onExit(() => resolve()));
  const late = setTimeout(() => pty.kill('SIGTERM'), PATIENCE_MILLIS);
  const terminal = memoryTerminal(SIZE.cols, SIZE.rows);
  try {
    const program = { ended: false };
    void gone.then(() => (program.ended = true)).then(() => heard());
    for (let next = 0; ; next += 1) {
      while (pieces[next] === undefined && !program.ended) await new Promise<void>((resolve) => (heard = resolve));
      const piece = pieces[next];
      if (piece === undefined) throw new Error(`no whole frame came; the screen is:\n${terminal.screen().join('\n')}`);
      await terminal.write(piece.bytes);
      const rows = terminal.screen();
      const isWhole = header.test(rows[0] ?? '') && (rows.at(-1) ?? '').includes('help') && !terminal.inputModes.includes('sync');
      if (isWhole) return { paint: pieces[0]?.at ?? piece.at, frame: piece.at };
    }
  } finally {
    pty.write('Q');
    await gone;
    clearTimeout(late);
    terminal.dispose();
    rmSync(home, { recursive: true, force: true });
  }
}

function environment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '', HOME: home, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', TZ: 'UTC', OBS_TUI_NODE: process.execPath,
    // One for all rounds: what is measured is a start that is not the first.
    XDG_CACHE_HOME: join(tmpdir(), 'obs-tui-test-cache'),
  };
}
