// One trace with everything that is computed once for it. The answer depends on session, frame and trace alone; what was computed last is
// kept, because a trace of 80,000 spans must not be read and built anew for every frame.
import { bottleneck, type Bottleneck } from '../../analysis/bottleneck.ts';
import { criticalPath } from '../../analysis/critical-path.ts';
import { buildTrace } from '../../analysis/trace-tree.ts';
import { shift, type Interval, type Micros } from '../../lib/micros.ts';
import type { Session } from '../../model/session.ts';
import type { SpanOddity, TraceNode, TraceTree } from '../../model/trace.ts';
import type { PanelContext } from '../../state/command.ts';
import { allRows, type AllRows } from './rows.ts';

export interface LoadedTrace {
  readonly traceId: string;
  readonly tree: TraceTree;
  readonly rows: AllRows;
  /** Stretches of each span on the critical path, in order of time. */
  readonly critical: ReadonlyMap<TraceNode, readonly Interval[]>;
  /** Length of the critical path, microseconds. */
  readonly criticalTime: number;
  readonly bottleneck: Bottleneck | undefined;
  readonly services: readonly string[];
  readonly oddities: readonly SpanOddity[];
}

interface Known {
  readonly seq: number;
  /** What the list knew of the trace; a trace only grows, so equal figures are the same spans. Absent where the list has no row for it. */
  readonly figures: string | undefined;
  readonly trace: LoadedTrace;
}

const latest = new WeakMap<Session, Known>();

/** Undefined where no span of it is known at the head. */
export function loadTrace(context: PanelContext, traceId: string): LoadedTrace | undefined {
  const { session, frame } = context;
  const before = latest.get(session);
  const known = before?.trace.traceId === traceId ? before : undefined;
  if (known?.seq === frame.head.seq) return known.trace;
  if (known?.figures !== undefined && figuresOf(context, traceId, known.trace.tree.from) === known.figures) {
    latest.set(session, { ...known, seq: frame.head.seq });
    return known.trace;
  }
  // Let go of first: two long traces at once would take twice the memory.
  latest.delete(session);
  const spans = session.trace(frame, traceId);
  if (spans.length === 0) return undefined;
  const trace = load(traceId, buildTrace(spans));
  latest.set(session, { seq: frame.head.seq, figures: figuresOf(context, traceId, trace.tree.from), trace });
  return trace;
}

/** Lets go of the trace that was read last, for whoever is about to read others. */
export function forgetTrace(session: Session): void {
  latest.delete(session);
}

const MOST_AT_ONCE = 50;

/** What the list says of a trace that starts at `from`: where it is the same as before, so are its spans. Undefined where that is not known. */
export function figuresOf({ session, frame }: PanelContext, traceId: string, from: Micros): string | undefined {
  const span = { from, to: shift(from, 1) };
  const row = session.traces(frame, { span, limit: MOST_AT_ONCE }).rows.find((summary) => summary.traceId.toLowerCase() === traceId.toLowerCase());
  return row === undefined ? undefined : `${row.at} ${row.duration} ${row.spans} ${row.errors}`;
}

function load(traceId: string, tree: TraceTree): LoadedTrace {
  const rows = allRows(tree.roots);
  const path = criticalPath(tree);
  const byStart = rows.spans.toSorted((a, b) => a.node.span.at - b.node.span.at);
  return {
    traceId, tree, rows,
    critical: Map.groupBy(path, ({ node }) => node),
    criticalTime: path.reduce((sum, { from, to }) => sum + (to - from), 0),
    bottleneck: bottleneck(tree, path),
    services: [...new Set(byStart.flatMap(({ node }) => node.span.service ?? []))],
    oddities: [...new Set(rows.spans.flatMap(({ node }) => node.oddity ?? []))].toSorted(),
  };
}
