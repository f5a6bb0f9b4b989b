// One row becomes one draft. Total: a row that cannot be understood becomes a reject, never an exception.
import { SECOND, type Micros } from '../../../lib/micros.ts';
import { levelOfWord, type Level } from '../../../model/level.ts';
import type { LogDraft, RejectDraft, Value } from '../../../model/signal.ts';
import { draftOfFields } from '../decode/fields.ts';
import { parseFields } from '../decode/json.ts';
import { parseLogfmt } from '../decode/logfmt.ts';
import { ROLES, type Role } from '../decode/roles.ts';
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
  const level = typeof word === 'string' ? levelOfWord(word) : undefined;
  const base: LogDraft = {
    kind: 'log',
    at,
    level: level ?? 'info',
    message,
    attributes: attributesOf(row.fields, level),
    rowId: `${context.epoch}:${row.id}`,
    ...(context.backfilled ? { backfilled: true } : undefined),
  };
  return lifted(base, context.format, row);
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
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value === null || value === '' || PLACED.has(key)) continue;
    setField(attributes, key, bounded(value, { deep: false, digits: false }));
  }
  const { level: word, message } = fields;
  if (typeof word === 'string' && word.toLowerCase() !== level) attributes['level'] = word;
  const sentinel = typeof message === 'string' ? SENTINELS.get(message) : undefined;
  if (sentinel !== undefined) attributes['encryption'] = sentinel;
  return attributes;
}

/** The draft with what its message says in pairs; as it was where the message is not written that way. */
function lifted(base: LogDraft, format: MessageFormat, row: WireRow): LogDraft {
  const { message, at, level, attributes } = base;
  if (format === 'text' || message.length > MOST_LIFTED) return base;
  const fields = format === 'json' ? parseFields(message) : parseLogfmt(message, { flags: 8 });
  if (fields === undefined) return base;
  if (keyOf(fields, 'message') === undefined) setField(fields, 'message', message);
  const { log, timed } = draftOfFields(fields, { at, level, attributes, zone: UTC, now: at });
  const kept: Record<string, Value> = { ...log.attributes };
  const believed = timed && log.at >= at && log.at < at + SECOND / unitsPerSecond(row.timestamp);
  const told = timed && !believed ? keyOf(fields, 'time') : undefined;
  if (told !== undefined) setField(kept, told, bounded(fields[told], { deep: false, digits: false }));
  // The row's own level is what the server filters by, so it rules.
  return { ...base, ...log, level, at: believed ? log.at : at, attributes: kept };
}

function keyOf(fields: Readonly<Record<string, unknown>>, role: Role): string | undefined {
  return Object.keys(fields).find((key) => ROLES.get(key)?.role === role);
}
