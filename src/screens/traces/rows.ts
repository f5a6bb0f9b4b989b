// The waterfall as a flat list of what is unfolded. Nothing recurses, so that a chain of any depth fits; the list that was made last is
// kept with its trace and its folds.
import type { RepeatGroup, SiblingRow } from '../../analysis/repeats.ts';
import type { TraceNode } from '../../model/trace.ts';
import type { LoadedTrace } from './loaded.ts';
import type { RowKey } from './state.ts';

export type WaterfallRow =
  | { readonly kind: 'span'; readonly key: RowKey; readonly depth: number; readonly node: TraceNode; readonly folded: boolean }
  | { readonly kind: 'repeats'; readonly key: RowKey; readonly depth: number; readonly group: RepeatGroup; readonly folded: boolean };

interface Flat {
  readonly toggled: ReadonlySet<RowKey>;
  readonly rows: readonly WaterfallRow[];
}

const latest = new WeakMap<LoadedTrace, Flat>();

export function visibleRows(trace: LoadedTrace, toggled: ReadonlySet<RowKey>): readonly WaterfallRow[] {
  const known = latest.get(trace);
  if (known?.toggled === toggled) return known.rows;
  const rows = flatten(trace, toggled);
  latest.set(trace, { toggled, rows });
  return rows;
}

export function keyOf(node: TraceNode): RowKey {
  return node.span.seq;
}

export function groupKey(group: RepeatGroup): RowKey {
  return -(group.nodes[0]?.span.seq ?? 0);
}

/** Index of the row under the cursor; the first row where it is not there. */
export function rowIndex(rows: readonly WaterfallRow[], key: RowKey | undefined): number {
  return key === undefined ? 0 : Math.max(0, rows.findIndex((row) => row.key === key));
}

/** The folds with everything unfolded that hides a span. */
export function unfoldedTo(trace: LoadedTrace, toggled: ReadonlySet<RowKey>, node: TraceNode): ReadonlySet<RowKey> {
  const next = new Set(toggled);
  let changed = false;
  for (let place = trace.places.get(node); place !== undefined; place = place.parent === undefined ? undefined : trace.places.get(place.parent)) {
    if (place.group !== undefined && !next.has(groupKey(place.group))) {
      next.add(groupKey(place.group));
      changed = true;
    }
    if (place.parent !== undefined && next.delete(keyOf(place.parent))) changed = true;
  }
  return changed ? next : toggled;
}

interface Level {
  readonly rows: readonly SiblingRow[];
  readonly depth: number;
  next: number;
}

function flatten(trace: LoadedTrace, toggled: ReadonlySet<RowKey>): readonly WaterfallRow[] {
  const flat: WaterfallRow[] = [];
  const levels: Level[] = [{ rows: trace.roots, depth: 0, next: 0 }];
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const row = level.rows[level.next];
    level.next += 1;
    if (row === undefined) {
      levels.pop();
      continue;
    }
    const { depth } = level;
    if (row.kind === 'repeats') {
      const key = groupKey(row);
      const folded = !toggled.has(key);
      flat.push({ kind: 'repeats', key, depth, group: row, folded });
      if (!folded) levels.push({ rows: row.nodes.map((node) => ({ kind: 'span', node })), depth: depth + 1, next: 0 });
      continue;
    }
    const key = keyOf(row.node);
    const children = trace.below.get(row.node);
    const folded = children !== undefined && toggled.has(key);
    flat.push({ kind: 'span', key, depth, node: row.node, folded });
    if (children !== undefined && !folded) levels.push({ rows: children, depth: depth + 1, next: 0 });
  }
  return flat;
}
