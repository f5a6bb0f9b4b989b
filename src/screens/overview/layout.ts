// How the overview shares its rows at each size.
import type { Size } from '../../state/command.ts';
import { gridColumns } from '../grid.ts';
import { CELL_ROWS } from '../metric-lines.ts';

export const LEAST_CELL = 36;

export interface Shares {
  /** One row a panel instead of a grid of cells. */
  readonly strip: boolean;
  /** Panels shown. */
  readonly cells: number;
  /** Rows the panels take. */
  readonly metrics: number;
  /** Newest errors shown. */
  readonly errors: number;
}

/** Volume row, its blank line, heading of the errors. */
const FIXED = 4;

export function shareRows(size: Size, panels: number): Shares {
  const strip = size.columns < 100 || size.rows < 18;
  const room = Math.max(1, Math.floor((size.rows - FIXED) * 0.62));
  if (strip) {
    const cells = Math.min(panels, room);
    // Without a panel, one row says why.
    const metrics = Math.max(1, cells);
    return { strip, cells, metrics, errors: Math.max(1, size.rows - FIXED - metrics) };
  }
  const across = gridColumns(size.columns, LEAST_CELL);
  const gridRows = Math.min(Math.ceil(panels / across), Math.max(1, Math.floor((room + 1) / (CELL_ROWS + 1))));
  const metrics = Math.max(1, gridRows * (CELL_ROWS + 1) - 1);
  return { strip, cells: Math.min(panels, gridRows * across), metrics, errors: Math.max(1, size.rows - FIXED - metrics) };
}
