// Keeps foreign values within the bounds of the model: at most 64 deep, numbers finite, and no key that reaches a prototype.
import type { Value } from '../../../model/signal.ts';

const MOST_DEEP = 64;
/** Stands where something nested deeper was cut. */
export const TOO_DEEP = '…nested deeper than 64 levels';

/** What had to be changed while bounding; one for each record. */
export interface Losses {
  /** Something lay deeper than the bound and was cut. */
  deep: boolean;
  /** An integer beyond 2^53 passed: its last digits are already lost unless it is read again as text. */
  digits: boolean;
}

/** Any parsed JSON as a Value; nothing in it is shared with what was given. */
export function bounded(value: unknown, losses: Losses, depth = 1): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return boundedNumber(value, losses);
    case 'object':
      if (value === null) return null;
      if (depth >= MOST_DEEP) return cut(losses);
      return Array.isArray(value) ? boundedList(value, losses, depth) : boundedFields(value, losses, depth);
    default:
      return String(value);
  }
}

function boundedNumber(value: number, losses: Losses): Value {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) losses.digits = true;
  return value;
}

function boundedList(list: readonly unknown[], losses: Losses, depth: number): Value {
  return list.map((value) => bounded(value, losses, depth + 1));
}

function boundedFields(fields: object, losses: Losses, depth: number): Value {
  const kept: Record<string, Value> = {};
  for (const [key, value] of Object.entries(fields)) setField(kept, key, bounded(value, losses, depth + 1));
  return kept;
}

function cut(losses: Losses): Value {
  losses.deep = true;
  return TOO_DEEP;
}

/** Plain assignment of `__proto__` would replace the prototype instead of storing a field. */
export function setField<T>(target: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

/** A field of the object itself, never one of its prototype. */
export function ownField(fields: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(fields, key)?.value;
}

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmpty(fields: object): boolean {
  for (const _key in fields) return false;
  return true;
}
