// Lines of an incident file as drafts. The text comes from anybody: every field is looked at before a session gets it, and what does not
// hold is an error that says so; the caller names the line.
import { FACT_KINDS } from '../../model/fact.ts';
import { LEVELS } from '../../model/level.ts';
import type { Draft, FlowDraft, LogDraft, SampleDraft, SpanDraft } from '../../model/signal.ts';
import { wrongField } from './fact-schema.ts';
import type { RecordedSums, RecordedTick } from '../session/import.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** What a line lacks, in words. */
export class LineError extends Error {
  override readonly name = 'LineError';
}

const MOST_TIME = Number.MAX_SAFE_INTEGER;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function whole(line: Fields, key: string): number {
  const value = line[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new LineError(`"${key}" is no whole number`);
  return value;
}

export function text(line: Fields, key: string): string {
  const value = line[key];
  if (typeof value !== 'string') throw new LineError(`"${key}" is no text`);
  return value;
}

function wholeOrNull(line: Fields, key: string): number | null {
  return line[key] === undefined || line[key] === null ? null : whole(line, key);
}

function optional<T>(line: Fields, key: string, read: (line: Fields, key: string) => T): Record<string, T> {
  return line[key] === undefined ? {} : { [key]: read(line, key) };
}

function object(line: Fields, key: string): Fields {
  const value = line[key];
  if (!isFields(value)) throw new LineError(`"${key}" is no object`);
  return value;
}

function oneOf<T extends string>(line: Fields, key: string, words: readonly T[]): T {
  const found = words.find((word) => word === line[key]);
  if (found === undefined) throw new LineError(`"${key}" is none of ${words.join(', ')}`);
  return found;
}

function stamp(line: Fields): { readonly at: never; readonly backfilled?: boolean } {
  const at = whole(line, 'at');
  if (Math.abs(at) > MOST_TIME) throw new LineError('"at" lies beyond all time');
  return { at: at as never, ...(line['backfilled'] === true ? { backfilled: true } : {}) };
}

export function tickOf(line: Fields): RecordedTick {
  const levels = line['levels'];
  if (!Array.isArray(levels) || levels.length !== 6 || !levels.every((count) => Number.isSafeInteger(count))) throw new LineError('"levels" is no list of six counts');
  return {
    seq: whole(line, 'seq'), learned: whole(line, 'learned'), latest: whole(line, 'latest'), live: wholeOrNull(line, 'live'),
    oldestLog: wholeOrNull(line, 'oldestLog'), newestLog: wholeOrNull(line, 'newestLog'), levels,
    samples: whole(line, 'samples'), rejects: whole(line, 'rejects'), shed: whole(line, 'shed'), looseTraces: whole(line, 'looseTraces'), bytes: whole(line, 'bytes'),
  };
}

/** Written out: most lines of a file are these. */
export function logOf(line: Fields): LogDraft {
  return {
    kind: 'log', ...stamp(line), level: oneOf(line, 'level', LEVELS), message: text(line, 'message'),
    ...optional(line, 'service', text), ...optional(line, 'node', text), ...optional(line, 'traceId', text), ...optional(line, 'spanId', text),
    ...optional(line, 'attributes', object), ...optional(line, 'rowId', text),
  } as unknown as LogDraft;
}

export interface SeriesOfFile {
  readonly source: number;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly panel?: string;
}

export function seriesOf(line: Fields): SeriesOfFile {
  return { source: whole(line, 'source'), name: text(line, 'name'), labels: texts(object(line, 'labels')), ...optional(line, 'panel', text) };
}

function texts(fields: Fields): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries(fields)) if (typeof value !== 'string') throw new LineError(`"${key}" is no text`);
  return fields as Readonly<Record<string, string>>;
}

export function sampleOf(line: Fields, { name, labels, panel }: SeriesOfFile): SampleDraft {
  const { value } = line;
  const known = value === null ? Number.NaN : value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value;
  if (typeof known !== 'number') throw new LineError('"value" is no number');
  return { kind: 'sample', ...stamp(line), name, labels, value: known, ...(panel === undefined ? {} : { panel }) };
}

const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const SPAN_STATES = ['unset', 'ok', 'error'] as const;

export function spanOf(line: Fields): SpanDraft {
  const rest = line['rest'] === undefined ? {} : object(line, 'rest');
  for (const key of ['events', 'links']) if (rest[key] !== undefined && !(Array.isArray(rest[key]) && rest[key].every(isFields))) throw new LineError(`"${key}" is no list of objects`);
  return {
    kind: 'span', ...stamp(line), traceId: text(line, 'traceId'), spanId: text(line, 'spanId'), name: text(line, 'name'), duration: whole(line, 'duration'),
    spanKind: oneOf(line, 'spanKind', SPAN_KINDS), status: oneOf(line, 'status', SPAN_STATES),
    ...optional(line, 'parentId', text), ...optional(line, 'service', text), ...optional(line, 'node', text), ...optional(line, 'statusMessage', text),
    ...optional(line, 'resource', object), ...optional(rest, 'attributes', object), ...optional(rest, 'resource', object),
    ...(rest['events'] === undefined ? {} : { events: rest['events'] }), ...(rest['links'] === undefined ? {} : { links: rest['links'] }),
  } as unknown as SpanDraft;
}

export function flowOf(line: Fields): { readonly draft: FlowDraft; readonly sums: RecordedSums } {
  const sums = object(line, 'sums');
  return {
    draft: { kind: 'flow', ...stamp(line), logs: whole(line, 'logs'), samples: whole(line, 'samples'), rejects: whole(line, 'rejects'), bytes: whole(line, 'bytes') },
    sums: { logs: whole(sums, 'logs'), samples: whole(sums, 'samples'), rejects: whole(sums, 'rejects'), bytes: whole(sums, 'bytes'), lastLearned: wholeOrNull(sums, 'lastLearned') },
  };
}

const STATES = ['connecting', 'ok', 'degraded', 'retrying', 'refused', 'ended'] as const;
const REASONS = ['disconnected', 'overrun', 'shed', 'server-dropped', 'truncated', 'recorder-stopped'] as const;

/** The kinds of which there are few. */
export function rareOf(k: string, line: Fields): Draft | undefined {
  switch (k) {
    case 'health':
      return { kind: 'health', ...stamp(line), state: oneOf(line, 'state', STATES), detail: text(line, 'detail'), ...optional(line, 'code', text), ...optional(line, 'attempt', whole), ...optional(line, 'retryAt', whole) } as unknown as Draft;
    case 'gap':
      return {
        kind: 'gap', ...stamp(line), gapId: text(line, 'gapId'), until: whole(line, 'until'), reason: oneOf(line, 'reason', REASONS), detail: text(line, 'detail'),
        recovered: whole(line, 'recovered'), signal: oneOf(line, 'signal', ['log', 'sample', 'span']), ...optional(line, 'missing', whole),
      } as unknown as Draft;
    case 'reject':
      return { kind: 'reject', ...stamp(line), reason: text(line, 'reason'), excerpt: text(line, 'excerpt'), ...optional(line, 'line', whole) } as unknown as Draft;
    case 'note':
      return { kind: 'note', ...stamp(line), text: text(line, 'text') };
    case 'panel':
      return { kind: 'panel', ...stamp(line), panel: panelOf(line) } as unknown as Draft;
    case 'fact':
      return factOf(line);
    default:
      return undefined;
  }
}

function factOf(line: Fields): Draft {
  const kind = oneOf(line, 'kind', FACT_KINDS);
  const body = object(line, 'body');
  const wrong = wrongField(kind, body);
  if (wrong !== undefined) throw new LineError(`${wrong} is not what it must be`);
  return { ...body, kind, id: text(line, 'id'), ...stamp(line) } as unknown as Draft;
}

function panelOf(line: Fields): Fields {
  const threshold = line['threshold'];
  if (threshold !== undefined && typeof threshold !== 'number') throw new LineError('"threshold" is no number');
  return { id: text(line, 'id'), title: text(line, 'title'), expr: text(line, 'expr'), source: text(line, 'sourceName'), ...optional(line, 'unit', text), ...(threshold === undefined ? {} : { threshold }) };
}
