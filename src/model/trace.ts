// A trace as the operator sees it: a list row, and the tree of its spans. Types only; src/analysis builds them.
import type { Micros } from '../lib/micros.ts';
import type { SpanRecord } from './signal.ts';

/** One row of the list of traces, as known at the head. */
export interface TraceSummary {
  readonly traceId: string;
  /** Start of the earliest span known. */
  readonly at: Micros;
  /** From the earliest start to the latest end, microseconds. */
  readonly duration: number;
  /** Name and service of the root; of the earliest span while no root is known. */
  readonly name: string;
  readonly service: string | undefined;
  /** In the order first seen; at most 64. */
  readonly services: readonly string[];
  readonly spans: number;
  readonly errors: number;
  /** False where the trace has more services than are listed here; all else counts every span known. */
  readonly complete: boolean;
}

/** What is odd about the place of a span in its tree. Shown with a mark, never hidden. */
export type SpanOddity = 'orphan' | 'cycle' | 'outside-parent' | 'duplicate';

/** A span in its place. Every span of the trace is exactly one node, for any parent graph. */
export interface TraceNode {
  readonly span: SpanRecord;
  readonly depth: number;
  /** In order of start. */
  readonly children: readonly TraceNode[];
  readonly oddity: SpanOddity | undefined;
  /** Time in which no child ran, microseconds. */
  readonly selfTime: number;
  /** Spans below it. */
  readonly below: number;
}

/** A stretch of the critical path: what kept the trace from ending earlier. Stretches of one trace follow each other without overlap. */
export interface CriticalStretch {
  readonly node: TraceNode;
  readonly from: Micros;
  readonly to: Micros;
}

export interface TraceTree {
  /** Roots and what stands in for them, in order of start. */
  readonly roots: readonly TraceNode[];
  readonly from: Micros;
  readonly to: Micros;
  readonly spans: number;
  readonly errors: number;
}
