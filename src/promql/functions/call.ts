// Calls: which code answers to which name. The tables hold the plain ones, the switch what needs more than values.
import { SECOND } from '../../lib/micros.ts';
import type { Call, Expr } from '../ast.ts';
import type { Element, Evaluator } from '../engine/evaluator.ts';
import { quantileOf } from '../engine/quantile.ts';
import { newestPoints } from '../engine/select.ts';
import { Bug } from '../../lib/invariant.ts';
import { NO_LABELS, withoutName } from '../labels.ts';
import { absentLabels } from './absent.ts';
import { dateOf, DATES } from './dates.ts';
import { histogramQuantile } from './histogram.ts';
import { clampTo, MATHS, roundTo } from './maths.ts';
import { OVER_TIME, valuesOf, type OverTime } from './over-time.ts';
import { lineThrough } from './regression.ts';
import { labelJoin, labelReplace } from './relabel.ts';
import type { FunctionName } from './signatures.ts';

type Table<T> = Readonly<Partial<Record<FunctionName, T>>>;

const maths: Table<(value: number) => number> = MATHS;
const dates: Table<(date: Date) => number> = DATES;
const overTime: Table<OverTime> = OVER_TIME;

/** time, pi and scalar. */
export function callScalar(call: Call, at: number, evaluator: Evaluator): number {
  if (call.name === 'time') return at / SECOND;
  if (call.name === 'pi') return Math.PI;
  const [only, ...others] = evaluator.vector(argument(call, 0), at);
  return only === undefined || others.length > 0 ? NaN : only.value;
}

export function callVector(call: Call, at: number, evaluator: Evaluator): readonly Element[] {
  const math = maths[call.name];
  if (math !== undefined) return mapped(evaluator.vector(argument(call, 0), at), math);
  const date = dates[call.name];
  if (date !== undefined) {
    const elements = call.args.length === 0 ? [{ labels: NO_LABELS, value: at / SECOND }] : evaluator.vector(argument(call, 0), at);
    return mapped(elements, (seconds) => date(dateOf(seconds)));
  }
  const fold = overTime[call.name];
  if (fold !== undefined) return overRange(call, 0, at, evaluator, fold, call.name === 'last_over_time');
  return special(call, at, evaluator);
}

function special(call: Call, at: number, evaluator: Evaluator): readonly Element[] {
  const vector = (index: number): readonly Element[] => evaluator.vector(argument(call, index), at);
  const scalar = (index: number): number => evaluator.scalar(argument(call, index), at);
  switch (call.name) {
    case 'vector': return [{ labels: NO_LABELS, value: scalar(0) }];
    case 'timestamp': return timestamps(argument(call, 0), at, evaluator);
    case 'sort': return sorted(vector(0), 1);
    case 'sort_desc': return sorted(vector(0), -1);
    case 'round': return rounded(vector(0), call.args.length > 1 ? scalar(1) : 1);
    case 'clamp': return clamped(vector(0), scalar(1), scalar(2));
    case 'clamp_min': return clamped(vector(0), scalar(1), Infinity);
    case 'clamp_max': return clamped(vector(0), -Infinity, scalar(1));
    case 'absent': return vector(0).length > 0 ? [] : [{ labels: absentLabels(argument(call, 0)), value: 1 }];
    case 'absent_over_time':
      return evaluator.range(argument(call, 0), at).series.length > 0 ? [] : [{ labels: absentLabels(argument(call, 0)), value: 1 }];
    case 'histogram_quantile': return histogramQuantile(scalar(0), vector(1));
    case 'label_replace': return labelReplace(call, vector(0), texts(call, evaluator));
    case 'label_join': return labelJoin(call, vector(0), texts(call, evaluator));
    case 'quantile_over_time': {
      const quantile = scalar(0);
      return overRange(call, 1, at, evaluator, (points) => quantileOf(quantile, valuesOf(points)));
    }
    case 'predict_linear': {
      const ahead = scalar(1);
      return overRange(call, 0, at, evaluator, (points) => {
        const line = lineThrough(points, at);
        return line === undefined ? undefined : line.slope * ahead + line.intercept;
      });
    }
    default: throw new Bug(`no code answers to ${call.name}`);
  }
}

/** The parser has counted the arguments. */
function argument(call: Call, index: number): Expr {
  const expr = call.args[index];
  if (expr === undefined) throw new Bug(`${call.name} lacks argument ${index + 1}`);
  return expr;
}

function texts(call: Call, evaluator: Evaluator): readonly string[] {
  return call.args.slice(1).map((arg) => evaluator.text(arg));
}

function mapped(elements: readonly Element[], change: (value: number) => number): readonly Element[] {
  return elements.map(({ labels, value }) => ({ labels: withoutName(labels), value: change(value) }));
}

function rounded(elements: readonly Element[], step: number): readonly Element[] {
  return mapped(elements, (value) => roundTo(value, step));
}

function clamped(elements: readonly Element[], least: number, most: number): readonly Element[] {
  return most < least ? [] : mapped(elements, (value) => clampTo(value, least, most));
}

function overRange(call: Call, index: number, at: number, evaluator: Evaluator, fold: OverTime, keepsName = false): readonly Element[] {
  const range = evaluator.range(argument(call, index), at);
  return range.series.flatMap(({ labels, points }) => {
    const value = fold(points, range, evaluator.query);
    return value === undefined ? [] : [{ labels: keepsName ? labels : withoutName(labels), value }];
  });
}

/** Only a selector has samples with times of their own; any other vector is as old as its evaluation. */
function timestamps(expr: Expr, at: number, evaluator: Evaluator): readonly Element[] {
  if (expr.kind !== 'selector') return mapped(evaluator.vector(expr, at), () => at / SECOND);
  return newestPoints(expr, at, evaluator.query).map(({ labels, point }) => ({ labels: withoutName(labels), value: point.at / SECOND }));
}

/** NaN comes last in either direction. */
function sorted(elements: readonly Element[], direction: 1 | -1): readonly Element[] {
  return elements.toSorted((a, b) => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value)) return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
    return a.value === b.value ? 0 : a.value < b.value ? -direction : direction;
  });
}
