// Rows of the file as signals of the model. What the writer left out comes back as an absent field, not as null.
import type { Micros } from '../../lib/micros.ts';
import type { FactKind } from '../../model/fact.ts';
import { levelOfRank } from '../../model/level.ts';
import type {
  Attributes, FactRecord, Gap, GapReason, Health, HealthState, LogRecord, Note, PanelDefinition, Reject, Seq, SourceId, Unit,
} from '../../model/signal.ts';

export interface StampRow {
  readonly seq: Seq;
  readonly at: Micros;
  readonly source: SourceId;
  readonly backfilled: number;
}

export interface LogRow extends StampRow {
  readonly ahead: number;
  readonly level: number;
  readonly service: number | null;
  readonly node: number | null;
  readonly trace_id: string | null;
  readonly span_id: string | null;
  readonly message: string;
  readonly attributes: string | null;
  readonly row_id: string | null;
}

export interface HealthRow extends StampRow {
  readonly state: HealthState;
  readonly detail: string;
  readonly code: string | null;
  readonly attempt: number | null;
  readonly retry_at: Micros | null;
}

export interface GapRow extends StampRow {
  readonly gap_id: string;
  readonly until: Micros;
  readonly reason: GapReason;
  readonly detail: string;
  readonly missing: number | null;
  readonly recovered: number;
  readonly signal: 'log' | 'sample' | 'span';
}

export interface RejectRow extends StampRow {
  readonly reason: string;
  readonly excerpt: string;
  readonly line: number | null;
}

export interface NoteRow extends StampRow {
  readonly text: string;
}

export interface FactRow extends StampRow {
  readonly id: string;
  /** The fields of its kind as JSON. */
  readonly body: string;
}

export interface PanelRow {
  readonly id: string;
  readonly title: string;
  readonly expr: string;
  readonly unit: Unit | null;
  readonly threshold: number | null;
  readonly source_name: string;
}

/** Written out field by field: this runs for every row that a filter looks at. */
export function logOf(row: LogRow, word: (id: number) => string): LogRecord {
  const record: Writable<LogRecord> = {
    kind: 'log', seq: row.seq, at: row.at, source: row.source, level: levelOfRank(row.level), message: row.message,
  };
  if (row.backfilled === 1) record.backfilled = true;
  if (row.service !== null) record.service = word(row.service);
  if (row.node !== null) record.node = word(row.node);
  if (row.trace_id !== null) record.traceId = row.trace_id;
  if (row.span_id !== null) record.spanId = row.span_id;
  if (row.attributes !== null) record.attributes = attributesOf(row.attributes);
  if (row.row_id !== null) record.rowId = row.row_id;
  return record;
}

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function attributesOf(json: string): Attributes {
  return JSON.parse(json);
}

export function healthOf(row: HealthRow): Health {
  return {
    kind: 'health',
    ...stampOf(row),
    state: row.state,
    detail: row.detail,
    ...(row.code === null ? undefined : { code: row.code }),
    ...(row.attempt === null ? undefined : { attempt: row.attempt }),
    ...(row.retry_at === null ? undefined : { retryAt: row.retry_at }),
  };
}

export function gapOf(row: GapRow): Gap {
  return {
    kind: 'gap',
    ...stampOf(row),
    gapId: row.gap_id,
    until: row.until,
    reason: row.reason,
    detail: row.detail,
    ...(row.missing === null ? undefined : { missing: row.missing }),
    recovered: row.recovered,
    signal: row.signal,
  };
}

export function rejectOf(row: RejectRow): Reject {
  const line = row.line === null ? undefined : { line: row.line };
  return { kind: 'reject', ...stampOf(row), reason: row.reason, excerpt: row.excerpt, ...line };
}

export function noteOf(row: NoteRow): Note {
  return { kind: 'note', ...stampOf(row), text: row.text };
}

/** What the writer wrote of this kind; the body is a JSON object by the law of the file. */
export function factOf<K extends FactKind>(row: FactRow, kind: K): FactRecord<K> {
  return Object.assign(JSON.parse(row.body), { kind, ...stampOf(row), id: row.id }) as FactRecord<K>;
}

export function panelOf(row: PanelRow): PanelDefinition {
  return {
    id: row.id,
    title: row.title,
    expr: row.expr,
    ...(row.unit === null ? undefined : { unit: row.unit }),
    ...(row.threshold === null ? undefined : { threshold: row.threshold }),
    source: row.source_name,
  };
}

function stampOf({ seq, at, source, backfilled }: StampRow) {
  const stamp = { seq, at, source };
  return backfilled === 1 ? { ...stamp, backfilled: true } : stamp;
}
