// What the operator did to the traces: where the list stands and what it hides, and how far the one that is open is unfolded.
import type { Micros } from '../../lib/micros.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { Standing } from './cursor.ts';

export type Sort = 'time' | 'duration' | 'errors';
export const SORTS: readonly Sort[] = ['time', 'duration', 'errors'];

export interface ActiveFilter {
  readonly text: string;
  readonly filter: Filter;
}

export interface OpenTrace extends Standing {
  readonly traceId: string;
  readonly detail: boolean;
  /** Lines of the detail scrolled away. */
  readonly scrolled: number;
  /** Opened from another screen: closing it leads back there. */
  readonly visited: boolean;
}

/** Two traces side by side; covers what was there when it was opened. */
export interface OpenComparison extends Standing {
  /** Trace ids: the one that was marked, and the one that it is compared with. */
  readonly a: string;
  readonly b: string;
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
  /** Id of the trace that others are compared with. */
  readonly marked: string | undefined;
  readonly comparison: OpenComparison | undefined;
}

export const INITIAL: TracesState = { cursor: undefined, row: 0, sort: 'time', filter: undefined, before: undefined, open: undefined, marked: undefined, comparison: undefined };

export function opened(traceId: string, visited: boolean): OpenTrace {
  return { traceId, cursor: undefined, row: 0, toggled: new Set(), detail: false, scrolled: 0, visited };
}

export function compared(a: string, b: string): OpenComparison {
  return { a, b, cursor: undefined, row: 0, toggled: new Set() };
}
