// One row becomes one draft. Total: a row that cannot be understood becomes a reject, never an exception.
import { SECOND, type Micros } from '../../../lib/micros.ts';
import { levelOfWord, type Level } from '../../../model/level.ts';
import type { LogDraft, RejectDraft, Value } from '../../../model/signal.ts';
import { draftOfFields, draftOfLogfmt } from '../decode/fields.ts';
import { parseFields } from '../decode/json.ts';
import type { NewLog, Surroundings } from '../decode/mapped.ts';
import { bounded, setField } from '../decode/values.ts';
import { UTC } from '../decode/zone.ts';
import type { LogsTailConfig } from './config.ts';
import { timeOfRow, unitsPerSecond, type WireRow } from './row.ts';

export type MessageFormat = LogsTailConfig['message'];

export interface RowContext {
  readonly format: MessageFormat;
  readonly epoch: number;
  /** Read by search, not seen live. */
  readonly backfilled: boolean;
  /** The time of a reject whose row has none. */
  readonly around: Micros;
}

/** Longer messages stay text: nobody writes pairs of that length, and a hostile row must stay cheap. */
const MOST_LIFTED = 65_536;
const EXCERPT = 512;

export function draftOfRow(row: WireRow, context: RowContext): LogDraft | RejectDraft {
  const { level: word, message } = row.fields;
  const at = timeOfRow(row);
  if (typeof message !== 'string') return reject('a row without a message', row.fields, at ?? context.around);
  if (at === undefined) return reject('a row without a usable timestamp', row.fields, context.around);
  const known = typeof word === 'string' ? levelOfWord(word) : undefined;
  const level = known ?? 'info';
  const attributes = attributesOf(row.fields, known);
  const log: NewLog = lifted(message, context.format, {
    // Servers write whole seconds: a time within the row's own is finer, any other is not believed.
    at, trust: SECOND / unitsPerSecond(row.timestamp), level, message, attributes, zone: UTC, now: at,
  }) ?? { kind: 'log', at, level, message };
  // The row's own level is what the server filters by, so it rules.
  log.level = level;
  log.attributes ??= attributes;
  log.rowId = `${context.epoch}:${row.id}`;
  if (context.backfilled) log.backfilled = true;
  return log;
}

/** What a message says in pairs; undefined where it is not written that way. */
function lifted(message: string, format: MessageFormat, around: Surroundings): NewLog | undefined {
  if (format === 'text' || message.length > MOST_LIFTED) return undefined;
  if (format === 'logfmt') return draftOfLogfmt(message, around, { flags: 8 })?.log;
  const fields = parseFields(message);
  return fields === undefined ? undefined : draftOfFields(fields, around).log;
}

/** A value that is no row at all, or a message that holds none. */
export function reject(reason: string, value: unknown, at: Micros): RejectDraft {
  return { kind: 'reject', at, reason, excerpt: typeof value === 'string' ? value.slice(0, EXCERPT) : excerptOf(value) };
}

/** Flat on purpose: to print a value of any depth could overflow the stack. */
function excerptOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value).slice(0, EXCERPT);
  const pairs = Object.entries(value).map(([key, member]) => `${key}: ${typeof member === 'object' && member !== null ? '…' : String(member)}`);
  return pairs.join(', ').slice(0, EXCERPT);
}

/** Fields that have a place of their own, or say nothing more here. */
const PLACED = new Set(['id', 'timestamp', 'level', 'message']);
const SENTINELS: ReadonlyMap<string, string> = new Map([['<encrypted>', 'encrypted'], ['<decrypt-failed>', 'decrypt-failed']]);

function attributesOf(fields: Readonly<Record<string, unknown>>, level: Level | undefined): Record<string, Value> {
  const attributes: Record<string, Value> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value === null || value === '' || PLACED.has(key)) continue;
    setField(attributes, key, typeof value === 'string' ? value : bounded(value, { deep: false, digits: false }));
  }
  const { level: word, message } = fields;
  if (typeof word === 'string' && word.toLowerCase() !== level) attributes['level'] = word;
  const sentinel = typeof message === 'string' && message.startsWith('<') ? SENTINELS.get(message) : undefined;
  if (sentinel !== undefined) attributes['encryption'] = sentinel;
  return attributes;
}
