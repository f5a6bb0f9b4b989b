// The axis above bars of one length of time: labels at round steps from zero, the whole length at the right edge.
import { value } from '../lib/format.ts';
import { BLANK, words, type Line } from '../lib/line.ts';

const LABEL_CELLS = 9;

/** `length` in microseconds; the axis begins after `indent` cells. */
export function durationAxis(length: number, columns: number, indent: number): Line {
  const cells = columns - indent;
  if (cells < 4) return BLANK;
  const end = label(length);
  const step = roundStep((length * LABEL_CELLS) / cells);
  let text = ' '.repeat(indent);
  for (let at = 0; at < length; at += step) {
    const place = indent + Math.floor((at / length) * cells);
    const next = label(at);
    if (place + next.length + 1 > columns - end.length) break;
    text = `${text.padEnd(place)}${next}`;
    if (step <= 0) break;
  }
  const room = columns - text.length - 1;
  return words(room >= end.length ? `${text} ${end.padStart(room)}` : text.slice(0, columns), 'dim');
}

function label(micros: number): string {
  return micros === 0 ? '0' : value(micros / 1_000, 'milliseconds');
}

/** The next of 1, 2, 5, 10, 20 … that is not smaller. */
function roundStep(least: number): number {
  if (!(least > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5].map((digit) => digit * power).find((step) => step >= least) ?? 10 * power;
}
