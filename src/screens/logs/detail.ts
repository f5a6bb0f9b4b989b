// Every field of one record, in an order that helps: what it is, what ties it to others, then everything else by name.
import { dateTime } from '../../lib/format.ts';
import type { Value } from '../../model/signal.ts';
import type { LogRecord } from '../../model/signal.ts';

export interface DetailField {
  readonly name: string;
  /** Raw text; made safe where it is drawn. */
  readonly value: string;
  /** What include and exclude filter by; undefined for fields that no filter can name. */
  readonly filterValue: Value | undefined;
}

export function detailFields(record: LogRecord, zone: string): readonly DetailField[] {
  const named = (name: string, value: string | undefined): readonly DetailField[] =>
    value === undefined || value === '' ? [] : [{ name, value, filterValue: value }];
  return [
    ...named('message', record.message),
    ...named('level', record.level),
    ...named('service', record.service),
    ...named('node', record.node),
    ...named('trace_id', record.traceId),
    ...named('span_id', record.spanId),
    ...Object.entries(record.attributes ?? {}).flatMap(([name, value]) => flattened(name, value, 0)),
    { name: 'time', value: dateTime(record.at, zone, 'millis'), filterValue: undefined },
    { name: 'seq', value: `${record.seq}${record.backfilled === true ? ' · back-filled' : ''}`, filterValue: undefined },
    ...(record.rowId === undefined ? [] : [{ name: 'row id', value: record.rowId, filterValue: undefined }]),
  ];
}

const MOST_DEPTH = 4;

function flattened(name: string, value: Value, depth: number): readonly DetailField[] {
  if (value === null || typeof value !== 'object') return [{ name, value: String(value), filterValue: value }];
  if (Array.isArray(value) || depth >= MOST_DEPTH) return [{ name, value: JSON.stringify(value), filterValue: undefined }];
  return Object.entries(value).flatMap(([key, inner]) => flattened(`${name}.${key}`, inner, depth + 1));
}
