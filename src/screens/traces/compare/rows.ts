// The rows that a comparison can have, made once for two traces: a pair of spans each, repeats as one. What is the same begins folded.
// Nothing recurses, so that a chain of any depth fits.
import { changeOf, stepOf, type ErrorChange, type SpanChange, type SpanPair, type TraceDiff } from '../../../analysis/trace-diff.ts';
import { isFolded, visibleOf, type Foldable, type RowKey, type Visible } from '../folds.ts';

interface PairRowBase extends Foldable<PairRow> {
  readonly depth: number;
  /** The repeats it is one of, or is below of. */
  readonly group: GroupRow | undefined;
  /** Microseconds; undefined where there is none, added up for repeats. */
  readonly a: number | undefined;
  readonly b: number | undefined;
  readonly change: SpanChange;
  readonly errors: ErrorChange;
}

export interface SinglePairRow extends PairRowBase {
  readonly kind: 'pair';
  readonly pair: SpanPair;
}

export interface GroupRow extends PairRowBase {
  readonly kind: 'group';
  readonly pairs: readonly SpanPair[];
  /** How often the step was made in either trace. */
  readonly counts: readonly [a: number, b: number];
}

export type PairRow = SinglePairRow | GroupRow;

export interface AllPairRows {
  readonly visible: Visible<PairRow>;
  /** Every row once, in the order shown when everything is unfolded. */
  readonly all: readonly PairRow[];
}

/** Fewer are shown one by one. */
const FEWEST = 5;

interface Waiting {
  readonly pairs: readonly SpanPair[];
  readonly parent: PairRow | undefined;
  readonly siblings: PairRow[];
}

export function pairRows({ roots, noise }: TraceDiff): AllPairRows {
  const top: PairRow[] = [];
  const all: PairRow[] = [];
  const waiting: Waiting[] = [];
  const put = (rows: readonly (readonly SpanPair[])[], parent: PairRow | undefined, siblings: PairRow[]): void => {
    for (const pairs of rows.toReversed()) waiting.push({ pairs, parent, siblings });
  };
  put(folded(roots), undefined, top);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { pairs, parent, siblings } = next;
    const [first] = pairs;
    if (first === undefined) continue;
    const children: PairRow[] = [];
    const row = pairs.length === 1 ? single(first, parent, children) : group(pairs, parent, children, noise);
    siblings.push(row);
    all.push(row);
    put(row.kind === 'pair' ? folded(row.pair.children) : pairs.map((pair) => [pair]), row, children);
  }
  return { visible: visibleOf(top), all };
}

/** Every pair in exactly one row; a group stands where its first one starts. */
function folded(siblings: readonly SpanPair[]): readonly (readonly SpanPair[])[] {
  if (siblings.length < FEWEST) return siblings.map((pair) => [pair]);
  const alike = Map.groupBy(siblings, stepOf);
  return siblings.flatMap((pair) => {
    const pairs = alike.get(stepOf(pair)) ?? [];
    if (pairs.length < FEWEST) return [[pair]];
    return pairs[0] === pair ? [pairs] : [];
  });
}

function keyOf({ a, b }: SpanPair): RowKey {
  return (a ?? b)?.span.seq ?? 0;
}

function single(pair: SpanPair, parent: PairRow | undefined, children: PairRow[]): SinglePairRow {
  return {
    kind: 'pair', key: keyOf(pair), parent, children, beginsFolded: !pair.differs, depth: depthBelow(parent), group: groupAbove(parent),
    a: pair.a?.span.duration, b: pair.b?.span.duration, change: pair.change, errors: pair.errors, pair,
  };
}

function group(pairs: readonly SpanPair[], parent: PairRow | undefined, children: PairRow[], noise: number): GroupRow {
  const as = pairs.flatMap(({ a }) => a?.span.duration ?? []);
  const bs = pairs.flatMap(({ b }) => b?.span.duration ?? []);
  const [a, b] = [together(as), together(bs)];
  return {
    kind: 'group', key: 0 - pairs.reduce((least, pair) => Math.min(least, keyOf(pair)), Infinity), parent, children, beginsFolded: true,
    depth: depthBelow(parent), group: groupAbove(parent), a, b, change: changeOf(a, b, noise), errors: worst(pairs), pairs, counts: [as.length, bs.length],
  };
}

function together(durations: readonly number[]): number | undefined {
  return durations.length === 0 ? undefined : durations.reduce((total, one) => total + one, 0);
}

function worst(pairs: readonly SpanPair[]): ErrorChange {
  return (['new', 'gone', 'both'] as const).find((errors) => pairs.some((pair) => pair.errors === errors)) ?? 'none';
}

function depthBelow(parent: PairRow | undefined): number {
  return parent === undefined ? 0 : parent.depth + 1;
}

function groupAbove(parent: PairRow | undefined): GroupRow | undefined {
  return parent === undefined || parent.kind === 'group' ? parent : parent.group;
}

/** Something changed in this very row, be it only how often. */
export function isDifferent(row: PairRow): boolean {
  return row.change !== 'same' || row.errors === 'new' || row.errors === 'gone' || (row.kind === 'group' && row.counts[0] !== row.counts[1]);
}

/** Repeats that are folded are one difference, not many. */
export function isInFoldedGroup({ group }: PairRow, toggled: ReadonlySet<RowKey>): boolean {
  for (let above = group; above !== undefined; above = above.group) if (isFolded(above, toggled)) return true;
  return false;
}
