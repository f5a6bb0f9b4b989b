// Traces as rows: of thousands the slowest one that did not fail, and the failing ones as one row with their number.
import { duration } from '../../lib/format.ts';
import { MILLI } from '../../lib/micros.ts';
import type { Seq, SpanRecord } from '../../model/signal.ts';
import type { Place, TimelineMaterial } from '../../model/timeline.ts';
import type { TraceSummary } from '../../model/trace.ts';
import { bottleneck, partWords } from '../bottleneck.ts';
import { buildTrace } from '../trace-tree.ts';
import { rowOf, within, type Row } from './row.ts';
import type { Ties } from './ties.ts';

/** Traces with more spans are told without their bottleneck: the whole tree is not read for one line. */
export const MOST_SPANS = 5_000;

/** The traces whose spans are worth reading, slowest first. */
export function slowest(traces: readonly TraceSummary[], count: number): readonly TraceSummary[] {
  return traces
    .filter((trace) => trace.errors === 0)
    .toSorted((a, b) => b.duration - a.duration || a.at - b.at)
    .slice(0, count);
}

export function traceRows(material: TimelineMaterial, ties: Ties): readonly Row[] {
  const tied = material.traces.filter((trace) => within(trace.at, material.window) && ties.inTrace(trace));
  const [slow] = slowest(tied, 1);
  const failing = tied.filter((trace) => trace.errors > 0);
  return [
    ...(slow === undefined ? [] : [slowRow(slow, material.spans, ties)]),
    ...failingRow(failing, slow === undefined, material.allTraces),
  ];
}

function slowRow(trace: TraceSummary, spans: readonly SpanRecord[], ties: Ties): Row {
  return { ...traceRow(trace, spans), why: `the slowest trace of this window that did not fail; ${ties.of(placeOf(trace)) ?? 'it has a part in what this window is about'}`, quiet: undefined };
}

/** A trace by itself. */
export function traceRow(trace: TraceSummary, spans: readonly SpanRecord[] = []): Row {
  const own = spans.filter((span) => span.traceId === trace.traceId);
  const found = own.length === 0 || own.length > MOST_SPANS ? undefined : bottleneck(buildTrace(own));
  const figures = [`${trace.spans} ${trace.spans === 1 ? 'span' : 'spans'}`, ...(found === undefined || trace.spans === 1 ? [] : [`${found.node.span.name} ${partWords(found.share)} of it`])];
  const outcome = trace.errors === 0 ? 'normal' : `${trace.errors} failed`;
  return rowOf(orderOf(trace), {
    kind: 'trace', key: `trace:${trace.traceId}`, subject: trace.service ?? '', what: `${trace.name} ${duration(trace.duration)}`, detail: figures.join(', '),
    text: `${shortName(trace.traceId)} completed (${Math.round(trace.duration / MILLI)}ms, ${outcome})`, place: placeOf(trace),
    target: { kind: 'trace', traceId: trace.traceId, at: trace.at }, why: '', quiet: undefined,
  });
}

function failingRow(failing: readonly TraceSummary[], alone: boolean, all: boolean): readonly Row[] {
  const [first] = failing.toSorted((a, b) => a.at - b.at);
  if (first === undefined) return [];
  const what = `${all ? '' : 'at least '}${failing.length === 1 ? '1 trace' : `${failing.length} traces`} failed`;
  return [
    {
      ...traceRow(first), key: `trace:${first.traceId}`, what, text: what, detail: `the first is ${first.name}`,
      why: 'no trace of this window went well', quiet: alone ? undefined : 'failing traces are common: alerts and new log rows tell where they matter',
    },
  ];
}

function placeOf(trace: TraceSummary): Place {
  return { service: trace.service, traceId: trace.traceId };
}

/** A summary has no seq: its rows come after what happened in the same microsecond. */
function orderOf({ at }: TraceSummary): { readonly kind: string; readonly at: TraceSummary['at']; readonly seq: Seq } {
  return { kind: 'trace', at, seq: Number.MAX_SAFE_INTEGER as Seq };
}

function shortName(traceId: string): string {
  return traceId.startsWith('trace-') ? traceId : `trace-${traceId}`;
}
