// Answers of Tempo: the list of a search, and one trace. Pure and total.
import { micros, MILLI, shift, type Micros } from '../../../lib/micros.ts';
import { otlpId, otlpNanos, TRACE_ID_BYTES } from '../decode/otlp-ids.ts';
import { decodeOtlpSpans, type OtlpSpans } from '../decode/otlp-spans.ts';
import { isFields } from '../decode/values.ts';

export interface FoundTrace {
  /** Lower-case hex, 32 digits. */
  readonly id: string;
  /** Whatever the search tells of the trace: where this changes, the trace has. */
  readonly told: string;
  readonly start: Micros;
  /** As far as the server knows it. */
  readonly end: Micros;
}

/** The traces of a search, oldest first: the server has no order of its own. Undefined where this is no answer to a search. */
export function decodeSearch(body: Readonly<Record<string, unknown>>): readonly FoundTrace[] | undefined {
  const { traces = [] } = body;
  if (!Array.isArray(traces)) return undefined;
  return traces.flatMap((trace): FoundTrace[] => {
    if (!isFields(trace)) return [];
    // Leading zeros are not written in the answer of a search.
    const id = otlpId(String(trace['traceID']).padStart(TRACE_ID_BYTES * 2, '0'), TRACE_ID_BYTES);
    if (id === undefined) return [];
    const { startTimeUnixNano, durationMs, rootServiceName, rootTraceName, serviceStats } = trace;
    const start = otlpNanos(startTimeUnixNano)?.at ?? micros(0);
    const end = shift(start, typeof durationMs === 'number' ? durationMs * MILLI : 0);
    return [{ id, told: JSON.stringify([startTimeUnixNano, durationMs, rootServiceName, rootTraceName, sortedStats(serviceStats)]), start, end }];
  }).toSorted((a, b) => a.start - b.start);
}

/** Services come in any order, from one answer to the next. */
function sortedStats(stats: unknown): unknown {
  if (!isFields(stats)) return undefined;
  return Object.entries(stats).map(([service, of]) => [service, isFields(of) ? [of['spanCount'], of['errorCount']] : []].flat()).toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

export interface DecodedTempoTrace extends OtlpSpans {
  /** Why the server gave only a part of the trace; undefined where it gave all it has. */
  readonly partial: string | undefined;
}

/** The answer for one trace, of the newer path or the older one. */
export function decodeTempoTrace(body: Readonly<Record<string, unknown>>, now: Micros): DecodedTempoTrace {
  const { trace, status, message } = body;
  const partial = status === 'PARTIAL' ? (typeof message === 'string' && message !== '' ? message : 'the server says no more') : undefined;
  return { ...decodeOtlpSpans(trace ?? body, now), partial };
}
