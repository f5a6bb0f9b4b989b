// How fast counters and gauges change over a range, with the extrapolation to the ends of the range that Prometheus does.
import { SECOND } from '../../lib/micros.ts';
import type { Window } from '../engine/evaluator.ts';
import type { RawPoint } from '../reader.ts';

export interface Extrapolation {
  /** Falls are resets: the count went on from zero. */
  readonly counter: boolean;
  readonly perSecond: boolean;
  /** Prometheus 2 stretched to the zero of a counter before it asked whether the series reaches the start of the range. */
  readonly zeroFirst: boolean;
}

/** rate, increase and delta. Undefined for fewer than two points. */
export function extrapolated(points: readonly RawPoint[], window: Window, how: Extrapolation): number | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  const change = last.value - first.value + (how.counter ? lostInResets(points) : 0);
  const sampled = seconds(last.at - first.at);
  const average = sampled / (points.length - 1);
  const toStart = seconds(first.at - window.from);
  const toEnd = seconds(window.to - last.at);
  const toZero = how.counter && change > 0 && first.value >= 0 ? sampled * (first.value / change) : Infinity;
  const before = how.zeroFirst ? reach(Math.min(toStart, toZero), average) : Math.min(reach(toStart, average), toZero);
  // The order of these operations is that of Prometheus, so that results agree to the last digits.
  const factor = (sampled + before + reach(toEnd, average)) / sampled;
  return change * (how.perSecond ? factor / seconds(window.to - window.from) : factor);
}

/** A series that ends near the edge of the range is taken to reach it, otherwise to go on for half an interval. */
function reach(distance: number, average: number): number {
  return distance < average * 1.1 ? distance : average / 2;
}

function lostInResets(points: readonly RawPoint[]): number {
  let lost = 0;
  let previous: number | undefined;
  for (const { value } of points) {
    if (previous !== undefined && value < previous) lost += previous;
    previous = value;
  }
  return lost;
}

/** irate and idelta: the change between the last two points. */
export function instantChange(points: readonly RawPoint[], rate: boolean): number | undefined {
  const previous = points.at(-2);
  const last = points.at(-1);
  if (previous === undefined || last === undefined || previous.at === last.at) return undefined;
  const change = rate && last.value < previous.value ? last.value : last.value - previous.value;
  return rate ? change / seconds(last.at - previous.at) : change;
}

function seconds(span: number): number {
  return span / SECOND;
}
