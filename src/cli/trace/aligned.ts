// Rows of cells in columns as wide as their longest cell.
import { cellWidth, own, padEnd, padStart, visible, type SafeText } from '../../lib/text.ts';

/** A column is no wider, except the last one. */
const MOST_CELLS = 60;

/** The first `numbers` columns to the right, two cells between all of them. */
export function alignedRows(rows: readonly (readonly string[])[], numbers: number): readonly SafeText[] {
  const safe = rows.map((row) => row.map((cell) => visible(cell, 400)));
  const widths = (safe[0] ?? []).map((_, column) => Math.min(MOST_CELLS, Math.max(...safe.map((row) => cellWidth(row[column] ?? '')))));
  const cell = (text: SafeText, column: number, last: boolean): SafeText => {
    if (column < numbers) return padStart(text, widths[column] ?? 0);
    return last ? text : padEnd(text, widths[column] ?? 0);
  };
  return safe.map((row) => own(row.map((text, column) => cell(text, column, column === row.length - 1)).join('  ').trimEnd()));
}
