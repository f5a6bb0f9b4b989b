// What one field's value says in its role, or nothing where the value does not fit: a level named `purple` is no level.
import type { Level } from '../../../model/level.ts';
import type { TimeContext } from './find-time.ts';
import { levelOfValue } from './levels.ts';
import type { Role } from './roles.ts';
import { timeOf, type FieldTime } from './time.ts';
import { bounded, type Losses } from './values.ts';

export interface Meaning {
  readonly time?: FieldTime;
  readonly level?: Level;
  readonly text?: string;
}

export function meaningOf(role: Role, key: string, value: unknown, context: TimeContext, losses: Losses): Meaning | undefined {
  switch (role) {
    case 'time':
      return timeMeaning(key, value, context);
    case 'level': {
      const level = levelOfValue(value, /number$/i.test(key) ? 'otel' : 'syslog');
      return level === undefined ? undefined : { level };
    }
    case 'message':
      return messageMeaning(key, value, losses);
    case 'service': {
      const text = nameOf(value);
      return text === undefined ? undefined : { text: key === 'target' ? text.split('::', 1)[0] || text : text };
    }
    case 'node': {
      const text = nameOf(value);
      return text === undefined ? undefined : { text: shortNode(text) };
    }
    case 'trace':
    case 'span': {
      const text = nameOf(value);
      return text === undefined || /^0+$/.test(text) ? undefined : { text };
    }
  }
}

/** Short names that elsewhere mean a duration or a temperature: a small number in them is no moment. */
const SHORT_TIME_NAMES: ReadonlySet<string> = new Set(['t', 'time', 'date']);
const OLDEST_SECONDS = 100_000_000;

function timeMeaning(key: string, value: unknown, context: TimeContext): Meaning | undefined {
  if (SHORT_TIME_NAMES.has(key) && Number(value) < OLDEST_SECONDS) return undefined;
  const time = timeOf(value, context);
  return time === undefined ? undefined : { time };
}

/** Names that only ever hold the text: whatever stands there is the message, even an object. */
const PURE_TEXT: ReadonlySet<string> = new Set(['message', 'msg', '@message', 'MESSAGE', 'body']);

function messageMeaning(key: string, value: unknown, losses: Losses): Meaning | undefined {
  if (typeof value === 'string') {
    const text = key === 'log' ? value.replace(/\r?\n$/, '') : value;
    return text === '' ? undefined : { text };
  }
  if (!PURE_TEXT.has(key) || value === null || value === undefined) return undefined;
  return { text: typeof value === 'object' ? JSON.stringify(bounded(value, losses)) : String(value) };
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

const DID = 'did:vm:node:';

/** `did:vm:node:brick-02` is shown as `brick-02`. */
export function shortNode(node: string): string {
  return node.startsWith(DID) && node.length > DID.length ? node.slice(DID.length) : node;
}
