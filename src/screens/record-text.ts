// A log record as one row of text: the message, then the fields that have no column of their own.
import { withoutColours } from '../lib/text.ts';
import type { LogRecord, Value } from '../model/signal.ts';

const MOST_INLINE = 12;

/** Raw text, to be made safe where it is drawn. */
export function recordText(record: LogRecord): string {
  return `${firstLines(withoutColours(record.message))}${inlineFields(record)}`;
}

/** Fields that have no column of their own, behind the message. `prefix` is what stood before it in the file: time and level, shown already. */
export function inlineFields(record: LogRecord): string {
  const fields = Object.entries(record.attributes ?? {}).filter(([name, value]) => name !== 'prefix' && (value === null || typeof value !== 'object'));
  const telling = fields.toSorted(([, a], [, b]) => Number(isOpaque(a)) - Number(isOpaque(b)));
  return telling.slice(0, MOST_INLINE).map(([name, value]) => `  ${name}=${String(value)}`).join('');
}

/** Ids say nothing to the eye: they stand last, where they are cut first. */
function isOpaque(value: Value): boolean {
  return typeof value === 'string' && /^(?:0x)?[\da-f-]{12,}$/i.test(value);
}

/** A record of several lines is one row until it is opened: the first line, and how many follow. */
function firstLines(message: string): string {
  const end = message.indexOf('\n');
  if (end < 0) return message;
  let more = 0;
  for (let at = end; at >= 0 && at < message.length - 1 && more < MOST_COUNTED; at = message.indexOf('\n', at + 1)) more += 1;
  const lines = more === MOST_COUNTED ? `${more} lines and more` : more === 1 ? '1 line' : `${more} lines`;
  return more === 0 ? message.slice(0, end) : `${message.slice(0, end)} ⏎ +${lines}`;
}

/** Lines of one record that are counted: a record of ten megabytes must not cost a frame. */
const MOST_COUNTED = 1_000;
