// The axis of time under a chart or a histogram: as many labels as fit, evenly placed.
import { clockTime } from '../lib/format.ts';
import { words, type Line } from '../lib/line.ts';
import type { Interval } from '../lib/micros.ts';
import { shift } from '../lib/micros.ts';

export function timeAxis(span: Interval, columns: number, indent: number, zone: string): Line {
  const width = columns - indent;
  const precision = span.to - span.from <= 10 * 60_000_000 ? 'seconds' : 'minutes';
  const labelCells = precision === 'seconds' ? 8 : 5;
  const count = Math.max(2, Math.min(7, Math.floor(width / (labelCells + 8))));
  let text = ' '.repeat(indent);
  for (let index = 0; index < count; index += 1) {
    const share = index / (count - 1);
    const label = clockTime(shift(span.from, (span.to - span.from) * share), zone, precision);
    const at = indent + Math.round(share * (width - label.length));
    text = text.padEnd(at) + label;
  }
  return words(text.slice(0, columns), 'dim');
}
