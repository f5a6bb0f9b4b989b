// Scales of a chart: round numbers on the axis of values, round times on the axis of time.
import { clockTime, dateTime } from '../../lib/format.ts';
import { DAY, HOUR, micros, MINUTE, SECOND, type Interval, type Micros } from '../../lib/micros.ts';

/** Values from the lowest to the highest mark; both ends are marks. */
export interface ValueScale {
  readonly low: number;
  readonly high: number;
  readonly marks: readonly number[];
}

const STEPS: readonly number[] = [1, 2, 2.5, 5, 10];
const MOST_VALUES = 5;
const MOST_TIMES = 9;

/** Zero belongs to the scale unless that would flatten what is drawn. */
export function valueScale(values: readonly number[]): ValueScale {
  const least = values.reduce((low, one) => Math.min(low, one), Infinity);
  const most = values.reduce((high, one) => Math.max(high, one), -Infinity);
  if (least > most) return { low: 0, high: 1, marks: [0, 1] };
  const flat = least === most;
  const from = least > 0 ? 0 : least;
  const to = most < 0 ? 0 : flat && most === 0 ? 1 : most;
  const rough = (to - from) / MOST_VALUES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((one) => one * power >= rough) ?? 10);
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step);
  const marks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
  return { low: marks[0] ?? 0, high: marks.at(-1) ?? 1, marks };
}

const TIMES: readonly number[] = [
  SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY,
];

export interface TimeMark {
  readonly at: Micros;
  readonly text: string;
}

export function timeMarks({ from, to }: Interval): readonly TimeMark[] {
  const step = TIMES.find((one) => (to - from) / one <= MOST_TIMES) ?? Math.ceil((to - from) / MOST_TIMES / DAY) * DAY;
  const first = Math.ceil(from / step);
  const marks = Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => micros((first + index) * step));
  return marks.map((at) => ({ at, text: step >= DAY ? dateTime(at, 'utc').slice(5, 10) : clockTime(at, 'utc', step < MINUTE ? 'seconds' : 'minutes') }));
}
