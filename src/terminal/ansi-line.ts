// A line as text with colours, without a screen: for `obs-tui frame --ansi`.
import type { Line } from '../lib/line.ts';
import { Palette } from './sgr.ts';

const palette = new Palette('sixteen');

export function ansiLine(row: Line): string {
  return row.spans.map((piece) => palette.text(piece)).join('');
}
