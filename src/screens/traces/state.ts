// What the operator did to the traces: where the list stands and what it hides, and how far the one that is open is unfolded.
import type { Micros } from '../../lib/micros.ts';
import type { Filter } from '../../model/filter/ast.ts';

export type Sort = 'time' | 'duration' | 'errors';
export const SORTS: readonly Sort[] = ['time', 'duration', 'errors'];

export interface ActiveFilter {
  readonly text: string;
  readonly filter: Filter;
}

/** Names a row of the waterfall: the seq of its span, or that of a group's first span with a minus before it. */
export type RowKey = number;

export interface OpenTrace {
  readonly traceId: string;
  /** The first row when absent. */
  readonly cursor: RowKey | undefined;
  /** Screen row of the cursor, counted from the first row shown. */
  readonly row: number;
  /** Rows that are not as they begin: spans folded, groups of repeats unfolded. */
  readonly toggled: ReadonlySet<RowKey>;
  readonly detail: boolean;
  /** Lines of the detail scrolled away. */
  readonly scrolled: number;
  /** Opened from another screen: closing it leads back there. */
  readonly visited: boolean;
}

export interface TracesState {
  /** The trace under the cursor; the first row when absent. Its start finds the place again where the trace itself has left the list. */
  readonly cursor: { readonly traceId: string; readonly at: Micros } | undefined;
  readonly row: number;
  readonly sort: Sort;
  readonly filter: ActiveFilter | undefined;
  /** The filter before the one being typed: Esc brings it back. */
  readonly before: ActiveFilter | undefined;
  readonly open: OpenTrace | undefined;
}

export const INITIAL: TracesState = { cursor: undefined, row: 0, sort: 'time', filter: undefined, before: undefined, open: undefined };

export function opened(traceId: string, visited: boolean): OpenTrace {
  return { traceId, cursor: undefined, row: 0, toggled: new Set(), detail: false, scrolled: 0, visited };
}
