// Where the cursor stands in a comparison, and where jumps lead from there.
import type { PanelContext } from '../../../state/command.ts';
import { rowIndex, type RowKey } from '../folds.ts';
import type { TracesState } from '../state.ts';
import { loadComparison, type LoadedComparison } from './loaded.ts';
import { isInFoldedGroup, type PairRow } from './rows.ts';

export interface ComparedPlace {
  readonly loaded: LoadedComparison;
  readonly toggled: ReadonlySet<RowKey>;
  readonly row: PairRow;
}

export function comparedPlace({ comparison }: TracesState, context: PanelContext): ComparedPlace | undefined {
  const loaded = comparison === undefined ? undefined : loadComparison(context, comparison);
  if (comparison === undefined || loaded === undefined || loaded.kind === 'missing') return undefined;
  const rows = loaded.rows.visible(comparison.toggled);
  const row = rows[rowIndex(rows, comparison.cursor)];
  return row === undefined ? undefined : { loaded, toggled: comparison.toggled, row };
}

/** The next row that is wanted, also where it is folded away; of repeats that are folded only the one row that stands for them. */
export function nextPair({ loaded, toggled, row }: ComparedPlace, direction: 1 | -1, wanted: (row: PairRow) => boolean): PairRow | undefined {
  const { all } = loaded.rows;
  for (let at = all.indexOf(row) + direction; at >= 0 && at < all.length; at += direction) {
    const one = all[at];
    if (one !== undefined && wanted(one) && !isInFoldedGroup(one, toggled)) return one;
  }
  return undefined;
}

export function hasError({ errors }: PairRow): boolean {
  return errors !== 'none';
}
