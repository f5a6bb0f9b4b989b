// What can be wrong with an expression, always with the place it concerns.
import type { Span } from './ast.ts';

/**
 * - syntax: not PromQL;
 * - type: PromQL, but the parts do not fit together;
 * - unsupported: PromQL that obs-tui does not evaluate; it says which function or modifier, and never yields a number instead;
 * - execution: fine by itself, impossible on these samples (two elements for one label set) or larger than the limits.
 */
export type PromqlErrorKind = 'syntax' | 'type' | 'unsupported' | 'execution';

/** Why an expression cannot be used; `from` and `to` are UTF-16 offsets in its text, for a caret. */
export interface PromqlFault extends Span {
  readonly kind: PromqlErrorKind;
  readonly message: string;
}

/** Thrown by the evaluation; parsing returns the fault as a value. */
export class PromqlError extends Error {
  override readonly name = 'PromqlError';
  readonly fault: PromqlFault;

  constructor(kind: PromqlErrorKind, message: string, span: Span) {
    super(message);
    this.fault = { kind, message, from: span.from, to: span.to };
  }
}
