// Functions that map the value of every element by itself.
import type { FunctionName } from './signatures.ts';

export const MATHS = {
  abs: Math.abs, acos: Math.acos, acosh: Math.acosh, asin: Math.asin, asinh: Math.asinh, atan: Math.atan, atanh: Math.atanh,
  ceil: Math.ceil, cos: Math.cos, cosh: Math.cosh, exp: Math.exp, floor: Math.floor, ln: Math.log, log10: Math.log10, log2: Math.log2,
  sin: Math.sin, sinh: Math.sinh, sqrt: Math.sqrt, tan: Math.tan, tanh: Math.tanh,
  deg: (radians) => (radians * 180) / Math.PI,
  rad: (degrees) => (degrees * Math.PI) / 180,
  sgn: (value) => (value < 0 ? -1 : value > 0 ? 1 : value),
} as const satisfies Partial<Record<FunctionName, (value: number) => number>>;

/** Half a step rounds up. */
export function roundTo(value: number, step: number): number {
  const inverse = 1 / step;
  return Math.floor(value * inverse + 0.5) / inverse;
}

/** NaN stays NaN, but for one rule of Go's: an infinity that is the limit itself beats NaN. */
export function clampTo(value: number, least: number, most: number): number {
  return larger(least, smaller(most, value));
}

function smaller(a: number, b: number): number {
  return a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b);
}

function larger(a: number, b: number): number {
  return a === Infinity || b === Infinity ? Infinity : Math.max(a, b);
}
