import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/promql/evaluate.ts';
import { meets } from '../../src/promql/matcher.ts';
import { parsePromql } from '../../src/promql/parse.ts';
import { requirements } from '../../src/promql/requirements.ts';
import { exprOf } from './support/builders.ts';
import { COMPARED } from './support/expressions.ts';
import { differences, valueOf } from './support/compare.ts';
import { atMillis, generatedSeries, ringOf, START_SECONDS } from './support/samples.ts';

describe('the lookback', () => {
  test.each([
    ['time()', 0], ['x', 300], ['x offset 1h', 3_900], ['x offset -1h', 0], ['rate(x[1m])', 60], ['rate(x[1m] offset 2m)', 180],
    ['x + rate(y[10m])', 600], ['max_over_time(x[1h:1m])', 3_900], ['max_over_time(rate(x[2m])[1h:1m] offset 10m)', 4_320],
    ['x @ 5', Infinity], ['x @ end() offset 1m', 360], ['max_over_time((x @ start())[1h:1m])', 300],
    ['max_over_time(x[10m:1m] @ 5)', Infinity], ['topk(scalar(y offset 1h), x)', 3_900], ['-x', 300],
  ])('of %s is %d seconds', (text, seconds) => {
    expect(requirements(exprOf(text)).lookbackMicros).toBe(seconds * 1e6);
  });
});

test('every selector is named with its matchers', () => {
  const { selectors } = requirements(exprOf('sum(rate(x{a="1"}[5m])) / scalar(y) * vector(1)'));
  expect(selectors).toEqual([
    [{ name: '__name__', op: '=', value: 'x' }, { name: 'a', op: '=', value: '1' }],
    [{ name: '__name__', op: '=', value: 'y' }],
  ]);
});

test('what is required suffices: dropping the rest changes no result', () => {
  const all = generatedSeries();
  const full = ringOf(all);
  const millis = START_SECONDS * 1_000 + 1_500_000;
  const changed: string[] = [];
  let compared = 0;
  for (const text of Object.values(COMPARED).flat()) {
    const parsed = parsePromql(text);
    if (!parsed.ok) continue;
    const { lookbackMicros, selectors } = requirements(parsed.expr);
    const kept = all
      .filter(({ name, labels }) => selectors.some((matchers) => meets({ ...labels, __name__: name }, matchers)))
      .map((one) => ({ ...one, points: one.points.filter((point) => point.millis >= millis - lookbackMicros / 1_000) }));
    const answer = (reader: ReturnType<typeof ringOf>): ReturnType<typeof valueOf> => {
      try {
        return valueOf(evaluate(parsed.expr, atMillis(millis), reader));
      } catch (error) {
        return { kind: 'error', message: String(error) };
      }
    };
    compared += 1;
    if (differences(answer(ringOf(kept)), answer(full)) !== undefined) changed.push(text);
  }
  expect(changed).toEqual([]);
  expect(compared).toBeGreaterThan(300);
});
