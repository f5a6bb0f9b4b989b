// What this terminal is and can do, decided once before Ink is imported: Ink reads the environment at import and ignores NO_COLOR.
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { ObsError } from '../model/errors.ts';
import { InputTap } from '../terminal/input-tap.ts';
import { coloursOf, isHardware, speaksUnicode } from '../terminal/kind.ts';
import type { Colours } from '../terminal/sgr.ts';

export interface Terminal {
  readonly stdin: InputTap;
  readonly stdout: NodeJS.WriteStream;
  readonly unicode: boolean;
  /** Colours that may be sent. */
  readonly colours: Colours;
  /** No more is expected of it than of the oldest. */
  readonly hardware: boolean;
  /** Frames a second at most. */
  readonly fps: number;
  /** The same for what only follows new data: nobody reads faster, and the time belongs to the keys, which are answered at once. */
  readonly dataFps: number;
  /** What frames of new data may take of the line in the long run. */
  readonly bytesPerSecond: number;
}

const DATA_FPS = 5;
const DATA_BYTES_PER_SECOND = 5 * 1_024;

export interface TerminalWishes {
  readonly ascii: boolean;
  readonly fps: number | undefined;
}

/** Throws NO_TERMINAL where a full screen cannot work. */
function openTerminal(env: NodeJS.ProcessEnv, wishes: TerminalWishes, stdin: NodeJS.ReadStream): Terminal {
  if (!stdin.isTTY || !process.stdout.isTTY) throw new ObsError('NO_TERMINAL', 'standard input and output must be a terminal');
  if (env['TERM'] === 'dumb') throw new ObsError('NO_TERMINAL', 'TERM=dumb cannot show a full screen');
  // No more keys will ever come: without a controlling terminal nobody else says that it is gone.
  stdin.once('end', hangUp).once('error', hangUp);
  return {
    stdin: new InputTap(stdin),
    stdout: process.stdout,
    unicode: !wishes.ascii && speaksUnicode(env),
    colours: coloursOf(env),
    hardware: isHardware(env),
    fps: wishes.fps ?? (env['SSH_CONNECTION'] === undefined ? 20 : 10),
    dataFps: wishes.fps ?? DATA_FPS,
    bytesPerSecond: wishes.fps === undefined ? DATA_BYTES_PER_SECOND : Number.POSITIVE_INFINITY,
  };
}

/** The same, or undefined where a full screen cannot work. `logsOnStdin` as in keysInput. */
export function terminalIfAny(wishes: TerminalWishes, logsOnStdin = false): Terminal | undefined {
  try {
    return openTerminal(process.env, wishes, keysInput(logsOnStdin));
  } catch (error) {
    if (error instanceof ObsError && error.code === 'NO_TERMINAL') return undefined;
    throw error;
  }
}

function hangUp(): void {
  process.kill(process.pid, 'SIGHUP');
}

/** Says NO_COLOR and --color in the words that Ink's colour library understands. Call before Ink is imported. */
export function settleColour(env: NodeJS.ProcessEnv, wish: 'auto' | 'never' | 'always' | undefined): void {
  if (wish === 'never' || (wish !== 'always' && (env['NO_COLOR'] ?? '') !== '')) {
    env['FORCE_COLOR'] = '0';
    delete env['NO_COLOR'];
  } else if (wish === 'always') {
    env['FORCE_COLOR'] = '2';
    delete env['NO_COLOR'];
  }
}

/** Where keys come from: the terminal itself while standard input carries log lines. */
function keysInput(logsOnStdin: boolean): NodeJS.ReadStream {
  if (!logsOnStdin) return process.stdin;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch (error) {
    throw new ObsError('NO_TERMINAL', 'there is no terminal to read keys from', { cause: error });
  }
}
