// What one field's value says in its role, or nothing where the value does not fit: a level named `purple` is no level.
import type { Level } from '../../../model/level.ts';
import type { TimeContext } from './find-time.ts';
import { levelOfValue } from './levels.ts';
import { timeOf, type FieldTime } from './time.ts';
import { bounded, type Losses } from './values.ts';

/** Short names that elsewhere mean a duration or a temperature: a small number in them is no moment. */
const SHORT_TIME_NAMES: ReadonlySet<string> = new Set(['t', 'time', 'date']);
const OLDEST_SECONDS = 100_000_000;

export function timeMeaning(key: string, value: unknown, context: TimeContext): FieldTime | undefined {
  return SHORT_TIME_NAMES.has(key) && Number(value) < OLDEST_SECONDS ? undefined : timeOf(value, context);
}

/** Names whose numbers are those of OpenTelemetry; all others count as syslog and pino do. */
const OTEL_NAMES: ReadonlySet<string> = new Set(['severityNumber', 'severity_number']);

export function levelMeaning(key: string, value: unknown): Level | undefined {
  return levelOfValue(value, OTEL_NAMES.has(key) ? 'otel' : 'syslog');
}

/** Names that only ever hold the text: whatever stands there is the message, even an object. */
const PURE_TEXT: ReadonlySet<string> = new Set(['message', 'msg', '@message', 'MESSAGE', 'body']);

export function messageMeaning(key: string, value: unknown, losses: Losses): string | undefined {
  if (typeof value === 'string') {
    const text = key === 'log' ? value.replace(/\r?\n$/, '') : value;
    return text === '' ? undefined : text;
  }
  if (!PURE_TEXT.has(key) || value === null || value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(bounded(value, losses)) : String(value);
}

export function serviceMeaning(key: string, value: unknown): string | undefined {
  const text = nameOf(value);
  return text === undefined || key !== 'target' ? text : text.split('::', 1)[0] || text;
}

export function nodeMeaning(value: unknown): string | undefined {
  const text = nameOf(value);
  return text === undefined ? undefined : shortNode(text);
}

/** Of a trace or a span: one of zeros alone says that there is none. */
export function idMeaning(value: unknown): string | undefined {
  const text = nameOf(value);
  return text === undefined || (text.charCodeAt(0) === 0x30 && /^0+$/.test(text)) ? undefined : text;
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'string' ? trimmed(value) || undefined : undefined;
}

/** Most names need no trimming, and to look at their ends is much cheaper than to trim them. */
function trimmed(text: string): string {
  return isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)) ? text : text.trim();
}

function isInk(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

const DID = 'did:vm:node:';

/** `did:vm:node:brick-02` is shown as `brick-02`. */
export function shortNode(node: string): string {
  return node.length > DID.length && node.startsWith(DID) ? node.slice(DID.length) : node;
}
