// The rows that a waterfall can have, made once for a trace, and the flat list of those that are unfolded. Nothing recurses, so that a
// chain of any depth fits; the list that was made last is kept with its rows and its folds.
import { foldRepeats, type RepeatGroup, type SiblingRow } from '../../analysis/repeats.ts';
import type { TraceNode } from '../../model/trace.ts';
import type { RowKey } from './state.ts';

interface RowBase {
  readonly key: RowKey;
  readonly depth: number;
  readonly parent: WaterfallRow | undefined;
  /** In the order shown; of a group the single spans. */
  readonly children: readonly WaterfallRow[];
}

export interface SpanRow extends RowBase {
  readonly kind: 'span';
  readonly node: TraceNode;
  /** Among all spans, in the order shown when everything is unfolded. */
  readonly index: number;
}

export interface RepeatsRow extends RowBase {
  readonly kind: 'repeats';
  readonly group: RepeatGroup;
}

export type WaterfallRow = SpanRow | RepeatsRow;

export interface AllRows {
  readonly roots: readonly WaterfallRow[];
  /** Every span once, in the order shown when everything is unfolded. */
  readonly spans: readonly SpanRow[];
}

export function allRows(trees: readonly TraceNode[]): AllRows {
  const roots: WaterfallRow[] = [];
  const spans: SpanRow[] = [];
  const waiting: Waiting[] = [];
  const put = (rows: readonly SiblingRow[], parent: WaterfallRow | undefined, siblings: WaterfallRow[]): void => {
    for (const row of rows.toReversed()) waiting.push({ row, parent, siblings });
  };
  put(foldRepeats(trees), undefined, roots);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { row, parent, siblings } = next;
    const children: WaterfallRow[] = [];
    const base = { depth: parent === undefined ? 0 : parent.depth + 1, parent, children };
    if (row.kind === 'repeats') {
      const group: RepeatsRow = { kind: 'repeats', key: 0 - (row.nodes[0]?.span.seq ?? 0), ...base, group: row };
      siblings.push(group);
      put(row.nodes.map((node) => ({ kind: 'span', node })), group, children);
      continue;
    }
    const span: SpanRow = { kind: 'span', key: row.node.span.seq, ...base, node: row.node, index: spans.length };
    siblings.push(span);
    spans.push(span);
    if (row.node.children.length > 0) put(foldRepeats(row.node.children), span, children);
  }
  return { roots, spans };
}

interface Waiting {
  readonly row: SiblingRow;
  readonly parent: WaterfallRow | undefined;
  readonly siblings: WaterfallRow[];
}

/** Spans begin unfolded, groups of repeats folded. */
export function isFolded(row: WaterfallRow, toggled: ReadonlySet<RowKey>): boolean {
  return row.children.length > 0 && toggled.has(row.key) === (row.kind === 'span');
}

interface Flat {
  readonly toggled: ReadonlySet<RowKey>;
  readonly rows: readonly WaterfallRow[];
}

const latest = new WeakMap<AllRows, Flat>();

export function visibleRows(all: AllRows, toggled: ReadonlySet<RowKey>): readonly WaterfallRow[] {
  const known = latest.get(all);
  if (known?.toggled === toggled) return known.rows;
  const rows: WaterfallRow[] = [];
  const waiting = all.roots.toReversed();
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    rows.push(row);
    if (isFolded(row, toggled)) continue;
    for (let child = row.children.length - 1; child >= 0; child -= 1) {
      const below = row.children[child];
      if (below !== undefined) waiting.push(below);
    }
  }
  latest.set(all, { toggled, rows });
  return rows;
}

/** Asked several times a frame with the same key. */
const found = new WeakMap<readonly WaterfallRow[], { readonly key: RowKey; readonly index: number }>();

/** Index of the row under the cursor; the first row where it is not there. */
export function rowIndex(rows: readonly WaterfallRow[], key: RowKey | undefined): number {
  if (key === undefined) return 0;
  const known = found.get(rows);
  if (known?.key === key) return known.index;
  const index = Math.max(0, rows.findIndex((row) => row.key === key));
  found.set(rows, { key, index });
  return index;
}

/** The folds with everything unfolded that hides a row. */
export function unfoldedTo(row: WaterfallRow, toggled: ReadonlySet<RowKey>): ReadonlySet<RowKey> {
  const next = new Set(toggled);
  let changed = false;
  for (let above = row.parent; above !== undefined; above = above.parent) {
    if (!isFolded(above, next)) continue;
    if (!next.delete(above.key)) next.add(above.key);
    changed = true;
  }
  return changed ? next : toggled;
}
