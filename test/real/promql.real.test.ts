// The evaluation against a real Prometheus over the same samples: every expression at several moments, values to nine digits.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/random.ts';
import { evaluate } from '../../src/promql/evaluate.ts';
import { PromqlError } from '../../src/promql/error.ts';
import { parsePromql } from '../../src/promql/parse.ts';
import { answerOf, differences, valueOf, type Answer } from '../promql/support/compare.ts';
import { COMPARED, REFUSED, SINCE_3 } from '../promql/support/expressions.ts';
import { randomExpressions } from '../promql/support/random-expression.ts';
import { atMillis, generatedSeries, openMetrics, ringOf, START_SECONDS } from '../promql/support/samples.ts';
import { binary, describeReal, majorVersion, runTool, startPrometheus, temporaryFolder, type RealServer } from '../support/real.ts';

/** Before any sample, on a sample, between samples, on the end of the lookback of some, past the end but inside the lookback, after everything. */
const MOMENTS_MILLIS = [-60_000, 300_000, 960_500, 1_207_123, 1_800_000, 2_250_000, 2_700_000];

describeReal('PromQL over generated samples', ['prometheus', 'promtool'], () => {
  const series = generatedSeries();
  const ring = ringOf(series);
  let server: RealServer;
  let folder: string;
  let major: number;

  beforeAll(async () => {
    folder = temporaryFolder('promql');
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(folder, 'samples.txt'), openMetrics(series));
    await runTool(binary('promtool'), ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'samples.txt'), data]);
    server = await startPrometheus({ dataDir: data });
    major = await majorVersion(binary('prometheus'));
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ours = (expression: string, millis: number): Answer => {
    const parsed = parsePromql(expression);
    if (!parsed.ok) return { kind: 'error', message: parsed.error.message };
    try {
      return valueOf(evaluate(parsed.expr, atMillis(millis), ring, { rangeLeftOpen: major >= 3 }));
    } catch (error) {
      if (error instanceof PromqlError) return { kind: 'error', message: error.message };
      throw error;
    }
  };

  interface Comparison {
    readonly differences: readonly string[];
    /** How many of the server's answers hold a value: a comparison of nothing with nothing proves little. */
    readonly filled: number;
    readonly errors: number;
    readonly all: number;
  }

  const compare = async (expressions: readonly string[], moments: readonly number[]): Promise<Comparison> => {
    const found: string[] = [];
    let [filled, errors, all] = [0, 0, 0];
    for (const expression of expressions) {
      for (const moment of moments) {
        const millis = START_SECONDS * 1_000 + moment;
        const theirs = await answerOf(server.url, expression, millis);
        const difference = differences(ours(expression, millis), theirs);
        if (difference !== undefined) found.push(`${expression} at ${moment} ms: ${difference}`);
        all += 1;
        if (theirs.kind === 'error') errors += 1;
        else if (theirs.kind === 'string' || theirs.rows.length > 0) filled += 1;
      }
    }
    return { differences: found, filled, errors, all };
  };

  test.for(Object.keys(COMPARED).filter((topic) => topic !== REFUSED))('agrees with Prometheus on %s', async (topic, { skip }) => {
    skip(SINCE_3.has(topic) && major < 3, `the installed Prometheus ${major} is older than 3`);
    const comparison = await compare(COMPARED[topic] ?? [], MOMENTS_MILLIS);
    expect(comparison.differences).toEqual([]);
    expect(comparison.filled).toBeGreaterThan(comparison.all / 3);
  });

  test('agrees with Prometheus on what has no answer', async () => {
    const comparison = await compare(COMPARED[REFUSED] ?? [], MOMENTS_MILLIS.slice(0, 2));
    expect(comparison.differences).toEqual([]);
    expect(comparison.errors).toBe(comparison.all);
  });

  test('agrees with Prometheus on random expressions', async () => {
    const expressions = randomExpressions(400, seededRandom(20_261_101));
    const comparison = await compare(expressions, [300_000, 1_207_123, 2_250_000]);
    expect(comparison.differences).toEqual([]);
    expect(comparison.filled).toBeGreaterThan(comparison.all / 3);
  });
});
