// The rows that a waterfall can have, made once for a trace. Nothing recurses, so that a chain of any depth fits.
import { foldRepeats, type RepeatGroup, type SiblingRow } from '../../analysis/repeats.ts';
import type { TraceNode } from '../../model/trace.ts';
import { visibleOf, type Foldable, type Visible } from './folds.ts';

interface RowBase extends Foldable<WaterfallRow> {
  readonly depth: number;
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
  readonly visible: Visible<WaterfallRow>;
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
      const group: RepeatsRow = { kind: 'repeats', key: 0 - (row.nodes[0]?.span.seq ?? 0), ...base, beginsFolded: true, group: row };
      siblings.push(group);
      put(row.nodes.map((node) => ({ kind: 'span', node })), group, children);
      continue;
    }
    const span: SpanRow = { kind: 'span', key: row.node.span.seq, ...base, beginsFolded: false, node: row.node, index: spans.length };
    siblings.push(span);
    spans.push(span);
    if (row.node.children.length > 0) put(foldRepeats(row.node.children), span, children);
  }
  return { visible: visibleOf(roots), spans };
}

interface Waiting {
  readonly row: SiblingRow;
  readonly parent: WaterfallRow | undefined;
  readonly siblings: WaterfallRow[];
}
