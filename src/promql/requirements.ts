// What an expression needs to be evaluated: which raw series, and how far back. The recorder keeps no more than that.
import type { Expr, Matcher, VectorSelector } from './ast.ts';
import { DEFAULT_LOOKBACK_MICROS, DEFAULT_SUBQUERY_STEP_MICROS } from './evaluate.ts';

export interface Requirements {
  /** Age of the oldest sample that can matter, in microseconds; infinite where `@` names a fixed moment. */
  readonly lookbackMicros: number;
  /** A series matters when it meets all matchers of one selector (`meets` in matcher.ts). */
  readonly selectors: readonly (readonly Matcher[])[];
}

export function requirements(expr: Expr): Requirements {
  const selectors: (readonly Matcher[])[] = [];
  let lookbackMicros = 0;

  const need = (selector: VectorSelector, reach: number, before: number): void => {
    selectors.push(selector.matchers);
    const age = selector.at?.kind === 'time' ? Infinity : (selector.at === undefined ? before : 0) + selector.offsetMicros + reach;
    lookbackMicros = Math.max(lookbackMicros, age);
  };

  /** `before` is how long before the moment asked for the expression may be evaluated. */
  const walk = (part: Expr, before: number): void => {
    switch (part.kind) {
      case 'selector': need(part, DEFAULT_LOOKBACK_MICROS, before); return;
      case 'range': need(part.selector, part.rangeMicros, before); return;
      case 'subquery': {
        const fixed = part.at?.kind === 'time' ? Infinity : part.at === undefined ? before : 0;
        // The first step may stand a step after the start of the range, never before it.
        walk(part.expr, fixed + part.offsetMicros + Math.max(part.rangeMicros, part.stepMicros ?? DEFAULT_SUBQUERY_STEP_MICROS));
        return;
      }
      case 'call': part.args.forEach((arg) => walk(arg, before)); return;
      case 'aggregate':
        walk(part.expr, before);
        if (part.param !== undefined) walk(part.param, before);
        return;
      case 'binary':
        walk(part.left, before);
        walk(part.right, before);
        return;
      case 'negate': walk(part.expr, before); return;
      case 'number': case 'string':
    }
  };

  walk(expr, 0);
  return { lookbackMicros, selectors };
}
