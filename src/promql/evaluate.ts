// Evaluates an expression at one moment over the samples of a reader, as Prometheus 3 does. Pure: the same samples give the
// same value. The parser has checked the types, so every sub-expression is asked for the type it has.
import { assertNever, Bug } from '../lib/invariant.ts';
import { MINUTE, type Micros } from '../lib/micros.ts';
import type { Expr } from './ast.ts';
import { aggregate } from './engine/aggregate.ts';
import { binaryScalar, binaryVector } from './engine/binary.ts';
import { Budget, type Element, type Evaluator, type Query, type RangeVector } from './engine/evaluator.ts';
import { newestPoints, rangePoints } from './engine/select.ts';
import { subqueryPoints } from './engine/subquery.ts';
import { unique } from './engine/unique.ts';
import { callScalar, callVector } from './functions/call.ts';
import { withoutName } from './labels.ts';
import type { SampleReader } from './reader.ts';
import { typeOf } from './syntax/types.ts';
import type { Value } from './value.ts';

export interface EvaluateOptions {
  /** How long a sample counts after its time; default 5 min. */
  readonly lookbackMicros?: number;
  /**
   * Default true: ranges and the lookback leave out their oldest moment, as Prometheus 3 does. False evaluates as Prometheus 2
   * did: they include it, and a counter is extrapolated to its zero before its distance to the start of the range counts.
   */
  readonly rangeLeftOpen?: boolean;
  /** Step of a subquery that names none; default 1 min, the evaluation interval of a Prometheus without configuration. */
  readonly subqueryStepMicros?: number;
  /** Points read before the evaluation gives up with an error; default 5,000,000. */
  readonly mostPoints?: number;
}

export const DEFAULT_LOOKBACK_MICROS = 5 * MINUTE;
export const DEFAULT_SUBQUERY_STEP_MICROS = MINUTE;

/** Throws PromqlError of kind `execution` where these samples give no answer, such as two elements with the same labels. */
export function evaluate(expr: Expr, at: Micros, reader: SampleReader, options: EvaluateOptions = {}): Value {
  const evaluator = new TreeEvaluator({
    reader,
    at,
    lookbackMicros: options.lookbackMicros ?? DEFAULT_LOOKBACK_MICROS,
    rangeLeftOpen: options.rangeLeftOpen ?? true,
    subqueryStepMicros: options.subqueryStepMicros ?? DEFAULT_SUBQUERY_STEP_MICROS,
    budget: new Budget(options.mostPoints ?? 5_000_000),
  });
  const type = typeOf(expr);
  switch (type) {
    case 'scalar': return { kind: 'scalar', at, value: evaluator.scalar(expr, at) };
    case 'string': return { kind: 'string', at, value: evaluator.text(expr) };
    case 'vector': return { kind: 'vector', at, samples: evaluator.vector(expr, at) };
    case 'matrix': return { kind: 'matrix', at, series: evaluator.range(expr, at).series };
    default: return assertNever(type);
  }
}

class TreeEvaluator implements Evaluator {
  readonly query: Query;

  constructor(query: Query) {
    this.query = query;
  }

  vector(expr: Expr, at: number): readonly Element[] {
    switch (expr.kind) {
      case 'selector': return newestPoints(expr, at, this.query).map(({ labels, point }) => ({ labels, value: point.value }));
      case 'aggregate': return aggregate(expr, at, this);
      case 'call': return unique(callVector(expr, at, this), expr);
      case 'binary': return unique(binaryVector(expr, at, this), expr);
      case 'negate': {
        const negated = this.vector(expr.expr, at).map(({ labels, value }) => ({ labels: withoutName(labels), value: -value }));
        return unique(negated, expr);
      }
      default: throw new Bug(`${expr.kind} is no instant vector`);
    }
  }

  scalar(expr: Expr, at: number): number {
    switch (expr.kind) {
      case 'number': return expr.value;
      case 'negate': return -this.scalar(expr.expr, at);
      case 'binary': return binaryScalar(expr, at, this);
      case 'call': return callScalar(expr, at, this);
      default: throw new Bug(`${expr.kind} is no scalar`);
    }
  }

  range(expr: Expr, at: number): RangeVector {
    switch (expr.kind) {
      case 'range': return rangePoints(expr, at, this.query);
      case 'subquery': return subqueryPoints(expr, at, this);
      default: throw new Bug(`${expr.kind} is no range vector`);
    }
  }

  text(expr: Expr): string {
    if (expr.kind !== 'string') throw new Bug(`${expr.kind} is no string`);
    return expr.value;
  }
}
