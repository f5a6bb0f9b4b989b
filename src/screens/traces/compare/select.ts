// The model of a comparison: which two, what they differ in, and the rows in sight. One pure read of the session at the frame.
import type { ErrorChange, SpanChange } from '../../../analysis/trace-diff.ts';
import type { Micros } from '../../../lib/micros.ts';
import type { TraceTree } from '../../../model/trace.ts';
import type { PanelContext, Size } from '../../../state/command.ts';
import { firstRow } from '../cursor.ts';
import { isFolded, rowIndex, type RowKey } from '../folds.ts';
import type { OpenComparison } from '../state.ts';
import { compareLayout, type CompareLayout } from './layout.ts';
import { loadComparison } from './loaded.ts';
import type { PairRow } from './rows.ts';

export interface ComparedSide {
  readonly traceId: string;
  readonly name: string;
  readonly at: Micros;
  readonly duration: number;
  readonly spans: number;
  readonly errors: number;
}

export interface ShownPair {
  readonly name: string;
  readonly service: string | undefined;
  readonly depth: number;
  readonly fold: 'folded' | 'unfolded' | 'leaf';
  /** Pairs that a fold hides. */
  readonly below: number;
  /** How often repeats were made in either trace; undefined for a single pair. */
  readonly counts: readonly [a: number, b: number] | undefined;
  readonly a: number | undefined;
  readonly b: number | undefined;
  readonly change: SpanChange;
  readonly errors: ErrorChange;
}

export interface CompareModel {
  readonly kind: 'compare';
  readonly shown: OpenComparison;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly blame: string;
  readonly whole: string;
  readonly changes: string;
  readonly longest: number;
  readonly rows: readonly ShownPair[];
  readonly cursor: number;
  readonly zone: string;
  readonly unicode: boolean;
  readonly layout: CompareLayout;
}

export interface MissingSide {
  readonly kind: 'missing';
  readonly traceId: string;
  readonly visited: boolean;
}

export function selectComparison(context: PanelContext, shown: OpenComparison, size: Size): CompareModel | MissingSide {
  const loaded = loadComparison(context, shown);
  if (loaded.kind === 'missing') return { ...loaded, visited: true };
  const layout = compareLayout(size);
  const all = loaded.rows.visible(shown.toggled);
  const { first, row } = firstRow(rowIndex(all, shown.cursor), shown.row, all.length, layout.rows);
  const { diff, blame, whole, changes, longest } = loaded;
  return {
    kind: 'compare', shown, a: sideOf(shown.a, diff.a), b: sideOf(shown.b, diff.b), blame, whole, changes, longest,
    rows: all.slice(first, first + layout.rows).map((one) => shownPair(one, shown.toggled)),
    cursor: row, zone: context.zone, unicode: context.unicode, layout,
  };
}

function sideOf(traceId: string, tree: TraceTree): ComparedSide {
  return { traceId, name: tree.roots[0]?.span.name ?? '', at: tree.from, duration: tree.to - tree.from, spans: tree.spans, errors: tree.errors };
}

function shownPair(row: PairRow, toggled: ReadonlySet<RowKey>): ShownPair {
  const pair = row.kind === 'pair' ? row.pair : row.pairs[0];
  const span = (pair?.a ?? pair?.b)?.span;
  return {
    name: span?.name ?? '', service: span?.service, depth: row.depth,
    fold: row.children.length === 0 ? 'leaf' : isFolded(row, toggled) ? 'folded' : 'unfolded',
    below: row.kind === 'pair' ? row.pair.below : row.pairs.length,
    counts: row.kind === 'pair' ? undefined : row.counts,
    a: row.a, b: row.b, change: row.change, errors: row.errors,
  };
}
