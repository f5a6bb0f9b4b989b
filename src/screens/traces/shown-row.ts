// A row of the waterfall with everything that stands on it, made for rows in sight only.
import { endOf } from '../../analysis/trace-tree.ts';
import type { Interval } from '../../lib/micros.ts';
import type { SpanOddity } from '../../model/trace.ts';
import { isFolded, type RowKey } from './folds.ts';
import { criticalTime, groupFacts } from './group-facts.ts';
import type { LoadedTrace } from './loaded.ts';
import type { RepeatsRow, SpanRow, WaterfallRow } from './rows.ts';

export interface ShownRow {
  readonly kind: WaterfallRow['kind'];
  readonly name: string;
  readonly service: string | undefined;
  readonly depth: number;
  readonly fold: 'folded' | 'unfolded' | 'leaf';
  /** Spans that a fold hides. */
  readonly below: number;
  /** How often a group repeats; 1 for a span. */
  readonly count: number;
  readonly errors: number;
  readonly oddity: SpanOddity | undefined;
  readonly at: Interval;
  /** Microseconds; of a group added up. */
  readonly duration: number;
  readonly selfTime: number;
  readonly critical: readonly Interval[];
  /** Of the whole critical path, 0 to 1. */
  readonly criticalShare: number;
}

export function shownRow(row: WaterfallRow, toggled: ReadonlySet<RowKey>, trace: LoadedTrace): ShownRow {
  const fold = row.children.length === 0 ? 'leaf' : isFolded(row, toggled) ? 'folded' : 'unfolded';
  return row.kind === 'span' ? spanRow(row, fold, trace) : groupRow(row, fold, trace);
}

function spanRow({ node, depth }: SpanRow, fold: ShownRow['fold'], trace: LoadedTrace): ShownRow {
  const { span } = node;
  return {
    kind: 'span', name: span.name, service: span.service, depth, below: node.below, count: 1, oddity: node.oddity,
    fold,
    errors: span.status === 'error' ? 1 : 0,
    at: { from: span.at, to: endOf(span) }, duration: span.duration, selfTime: node.selfTime,
    critical: (trace.critical.get(node) ?? []).map(({ from, to }) => ({ from, to })),
    criticalShare: share(criticalTime(node, trace), trace),
  };
}

function groupRow({ group, depth }: RepeatsRow, fold: ShownRow['fold'], trace: LoadedTrace): ShownRow {
  const { at, selfTime, below, oddity, critical, criticalTime: time } = groupFacts(group, trace);
  return {
    kind: 'repeats', name: group.name, service: group.service, depth, fold, below, count: group.count,
    errors: group.errors, oddity, at, duration: group.duration, selfTime, critical, criticalShare: share(time, trace),
  };
}

function share(time: number, { criticalTime: whole }: LoadedTrace): number {
  return whole === 0 ? 0 : time / whole;
}
