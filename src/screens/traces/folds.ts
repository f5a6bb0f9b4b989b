// Rows with rows below them, of which some are folded: the flat list of those in sight, and where one of them stands in it. Nothing
// recurses, so that a chain of any depth fits.

/** Names a row: the seq of its span, or that of a group's first span with a minus before it. */
export type RowKey = number;

export interface Foldable<R> {
  readonly key: RowKey;
  readonly parent: R | undefined;
  /** In the order shown. */
  readonly children: readonly R[];
  /** How it is as long as its key is not among those toggled. */
  readonly beginsFolded: boolean;
}

export function isFolded(row: Foldable<unknown>, toggled: ReadonlySet<RowKey>): boolean {
  return row.children.length > 0 && toggled.has(row.key) !== row.beginsFolded;
}

/** The rows in sight with these folds. */
export type Visible<R> = (toggled: ReadonlySet<RowKey>) => readonly R[];

/** The list that was made last is kept: it is asked for several times a frame, mostly with the same folds. */
export function visibleOf<R extends Foldable<R>>(roots: readonly R[]): Visible<R> {
  let last: { readonly toggled: ReadonlySet<RowKey>; readonly rows: readonly R[] } | undefined;
  return (toggled) => {
    if (last?.toggled !== toggled) last = { toggled, rows: flat(roots, toggled) };
    return last.rows;
  };
}

function flat<R extends Foldable<R>>(roots: readonly R[], toggled: ReadonlySet<RowKey>): readonly R[] {
  const rows: R[] = [];
  const waiting = roots.toReversed();
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    rows.push(row);
    if (isFolded(row, toggled)) continue;
    for (let child = row.children.length - 1; child >= 0; child -= 1) {
      const below = row.children[child];
      if (below !== undefined) waiting.push(below);
    }
  }
  return rows;
}

type Keyed = Pick<Foldable<unknown>, 'key'>;

/** Asked several times a frame with the same key. */
const found = new WeakMap<readonly Keyed[], { readonly key: RowKey; readonly index: number }>();

/** Index of the row under the cursor; the first row where it is not there. */
export function rowIndex(rows: readonly Keyed[], key: RowKey | undefined): number {
  if (key === undefined) return 0;
  const known = found.get(rows);
  if (known?.key === key) return known.index;
  const index = Math.max(0, rows.findIndex((row) => row.key === key));
  found.set(rows, { key, index });
  return index;
}

/** The folds with everything unfolded that hides a row. */
export function unfoldedTo<R extends Foldable<R>>(row: R, toggled: ReadonlySet<RowKey>): ReadonlySet<RowKey> {
  const next = new Set(toggled);
  let changed = false;
  for (let above = row.parent; above !== undefined; above = above.parent) {
    if (!isFolded(above, next)) continue;
    if (!next.delete(above.key)) next.add(above.key);
    changed = true;
  }
  return changed ? next : toggled;
}
