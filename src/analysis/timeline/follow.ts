// The timeline of one id: rows that carry a value, whatever would make them quiet otherwise.
import type { LogRecord } from '../../model/signal.ts';
import type { Place, Timeline } from '../../model/timeline.ts';
import type { TraceSummary } from '../../model/trace.ts';
import { inOrder } from './build.ts';
import { logRow } from './log-rows.ts';
import type { Row } from './row.ts';
import { traceRow } from './trace-rows.ts';

/** An id or a label, under the name that filters know it by. */
export interface Followed {
  readonly key: string;
  readonly value: string;
}

/** Beside rows of the other kinds: `logs` are those that carry the value, `traces` those among which its own are looked for. */
export function followTimeline(timeline: Timeline, { key, value }: Followed, logs: readonly LogRecord[], traces: readonly TraceSummary[]): Timeline {
  const why = `it carries ${key} ${value}`;
  const named = new Set(logs.flatMap((record) => record.traceId ?? []));
  const own = traces.filter((trace) => (key === 'trace_id' ? trace.traceId === value : key === 'service' ? trace.services.includes(value) : named.has(trace.traceId)));
  const known = timeline.entries.filter((entry) => carries(entry.place, key, value)).map((entry) => ({ ...entry, why, quiet: undefined }));
  const keys = new Set(known.map((entry) => entry.key));
  const more: readonly Row[] = [
    ...logs.map((record) => logRow(record, undefined, why)),
    ...own.slice(0, MOST_TRACES).map((trace) => ({ ...traceRow(trace), why: key === 'trace_id' || key === 'service' ? why : `a log row of it carries ${key} ${value}` })),
  ];
  const entries = [...known, ...more.filter((row) => !keys.has(row.key)).map((row) => ({ ...row, pinned: false }))].toSorted(inOrder);
  return { ...timeline, entries, beyond: Math.max(0, own.length - MOST_TRACES) };
}

const MOST_TRACES = 50;

/** Whether two places have something in common that names one thing. */
export function isRelated(one: Place, two: Place): boolean {
  return same(one.traceId, two.traceId) || same(one.node, two.node) || same(one.service, two.service);
}

function carries(place: Place, key: string, value: string): boolean {
  if (key === 'trace_id') return place.traceId === value;
  if (key === 'node') return place.node === value;
  if (key === 'service') return place.service === value;
  return place.labels?.[key] === value;
}

function same(one: string | undefined, two: string | undefined): boolean {
  return one !== undefined && one !== '' && one === two;
}
