// A subquery: an expression evaluated at every step of a range, its results gathered into series.
import type { Subquery } from '../ast.ts';
import { labelsKey, type Labels } from '../labels.ts';
import type { RawPoint } from '../reader.ts';
import { moment, type Evaluator, type RangeVector } from './evaluator.ts';
import { lookedAt } from './select.ts';

export function subqueryPoints(subquery: Subquery, at: number, evaluator: Evaluator): RangeVector {
  const { query } = evaluator;
  const to = lookedAt(subquery, at, query);
  const from = to - subquery.rangeMicros;
  const step = subquery.stepMicros ?? query.subqueryStepMicros;
  const series = new Map<string, { readonly labels: Labels; readonly points: RawPoint[] }>();
  for (let time = firstStep(from, step, query.rangeLeftOpen); time <= to; time += step) {
    query.budget.spend(1, subquery);
    if (time < 0) continue;
    for (const { labels, value } of evaluator.vector(subquery.expr, time)) {
      const key = labelsKey(labels);
      const one = series.get(key) ?? { labels, points: [] };
      one.points.push({ at: moment(time), value });
      series.set(key, one);
    }
  }
  return { from, to, series: [...series.values()] };
}

/** Steps stand at whole multiples since the epoch, so that neighbouring evaluations see the same ones. */
function firstStep(from: number, step: number, leftOpen: boolean): number {
  const aligned = step * Math.floor(from / step);
  return aligned < from || (leftOpen && aligned === from) ? aligned + step : aligned;
}
