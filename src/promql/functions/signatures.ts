// Every function that is evaluated: the types it takes and gives. A name missing here is refused while parsing.
import type { ValueType } from '../value-type.ts';

export interface Signature {
  readonly args: readonly ValueType[];
  readonly returns: ValueType;
  /** How many of the last arguments may be left out. */
  readonly optional: number;
  /** The last argument may be repeated. */
  readonly repeats: boolean;
}

function takes(args: readonly ValueType[], returns: ValueType = 'vector', optional = 0, repeats = false): Signature {
  return { args, returns, optional, repeats };
}

const ofVector = takes(['vector']);
const ofRange = takes(['matrix']);
const ofMoments = takes(['vector'], 'vector', 1);

export const SIGNATURES = {
  abs: ofVector, absent: ofVector, absent_over_time: ofRange,
  acos: ofVector, acosh: ofVector, asin: ofVector, asinh: ofVector, atan: ofVector, atanh: ofVector,
  avg_over_time: ofRange, ceil: ofVector, changes: ofRange,
  clamp: takes(['vector', 'scalar', 'scalar']), clamp_max: takes(['vector', 'scalar']), clamp_min: takes(['vector', 'scalar']),
  cos: ofVector, cosh: ofVector, count_over_time: ofRange,
  day_of_month: ofMoments, day_of_week: ofMoments, day_of_year: ofMoments, days_in_month: ofMoments,
  deg: ofVector, delta: ofRange, deriv: ofRange, exp: ofVector, floor: ofVector,
  histogram_quantile: takes(['scalar', 'vector']), hour: ofMoments, idelta: ofRange, increase: ofRange, irate: ofRange,
  label_join: takes(['vector', 'string', 'string', 'string'], 'vector', 1, true),
  label_replace: takes(['vector', 'string', 'string', 'string', 'string']),
  last_over_time: ofRange, ln: ofVector, log10: ofVector, log2: ofVector, max_over_time: ofRange, min_over_time: ofRange,
  minute: ofMoments, month: ofMoments, pi: takes([], 'scalar'), predict_linear: takes(['matrix', 'scalar']),
  present_over_time: ofRange, quantile_over_time: takes(['scalar', 'matrix']), rad: ofVector, rate: ofRange, resets: ofRange,
  round: takes(['vector', 'scalar'], 'vector', 1), scalar: takes(['vector'], 'scalar'), sgn: ofVector, sin: ofVector, sinh: ofVector,
  sort: ofVector, sort_desc: ofVector, sqrt: ofVector, stddev_over_time: ofRange, stdvar_over_time: ofRange,
  sum_over_time: ofRange, tan: ofVector, tanh: ofVector, time: takes([], 'scalar'), timestamp: ofVector,
  vector: takes(['scalar']), year: ofMoments,
} as const satisfies Record<string, Signature>;

export type FunctionName = keyof typeof SIGNATURES;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(SIGNATURES, name);
}

export function signatureOf(name: FunctionName): Signature {
  return SIGNATURES[name];
}
