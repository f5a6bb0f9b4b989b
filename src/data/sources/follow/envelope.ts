// Container runtimes wrap each line of a program's output: CRI files (`TIME stdout F text`), Docker's json-file, and the name
// that `docker compose logs` puts in front. Unwrapped before lines are joined, so a stack trace inside stays whole.
import type { Micros } from '../../../lib/micros.ts';
import type { Attributes } from '../../../model/signal.ts';
import type { TimeContext } from '../decode/find-time.ts';
import { parseFields } from '../decode/json.ts';
import { timeOf } from '../decode/time.ts';

export interface Envelope {
  /** What the program wrote, without its line end. */
  readonly text: string;
  /** When the runtime read it. */
  readonly at?: Micros | undefined;
  readonly service?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** The runtime cut a long line here: the next line goes on in the same word. */
  readonly partial: boolean;
}

/** Undefined where the line is not wrapped. */
export function unwrapped(line: string, context: TimeContext): Envelope | undefined {
  const code = line.charCodeAt(0);
  if (code === 0x7b) return line.startsWith('{"log":"') ? docker(line, context) : undefined;
  return code >= 0x30 && code <= 0x39 ? (cri(line, context) ?? compose(line)) : compose(line);
}

const CRI = /^(\d{4}-\d\d-\d\dT\S{8,32}) (stdout|stderr) ([FP])(?::\S{1,16})? /;

function cri(line: string, context: TimeContext): Envelope | undefined {
  const match = CRI.exec(line);
  const time = match === null ? undefined : timeOf(match[1], context);
  if (match === null || time === undefined) return undefined;
  return { text: line.slice(match[0].length), at: time.at, attributes: { stream: match[2] ?? '' }, partial: match[3] === 'P' };
}

function docker(line: string, context: TimeContext): Envelope | undefined {
  const { log, stream, time } = parseFields(line) ?? {};
  if (typeof log !== 'string' || typeof stream !== 'string' || typeof time !== 'string') return undefined;
  const text = log.replace(/\r?\n$/, '');
  return { text, at: timeOf(time, context)?.at, attributes: { stream }, partial: text.length === log.length };
}

const COMPOSE = /^([A-Za-z0-9][\w.-]{0,62}?)[-_]\d{1,4} {1,64}\| /;

function compose(line: string): Envelope | undefined {
  const match = COMPOSE.exec(line);
  return match === null ? undefined : { text: line.slice(match[0].length), service: match[1], partial: false };
}
