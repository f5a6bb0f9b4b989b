// One set of samples for the comparison with a real Prometheus: counters with resets, gaps and late starts, gauges with NaN and
// infinities, histograms, odd labels. Seeded, so that both sides and every run see the same.
import { micros, SECOND, type Micros } from '../../../src/lib/micros.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { SampleRing } from '../../../src/promql/ring.ts';
import type { Labels } from '../../../src/promql/labels.ts';

/** 2026-11-01T10:00:00Z, a whole multiple of every step used. */
export const START_SECONDS = 1_793_527_200;
const STEP_SECONDS = 15;
const STEPS = 140;

export interface GeneratedSeries {
  readonly name: string;
  readonly labels: Labels;
  /** Times in whole milliseconds since the epoch. */
  readonly points: readonly { readonly millis: number; readonly value: number }[];
}

export function generatedSeries(seed = 7): readonly GeneratedSeries[] {
  const random = seededRandom(seed);
  const series: GeneratedSeries[] = [];

  const add = (name: string, labels: Labels, valueAt: (step: number) => number | undefined, jitterMillis = 0): void => {
    const points = Array.from({ length: STEPS }, (_, step) => {
      const millis = (START_SECONDS + step * STEP_SECONDS) * 1_000 + Math.floor(random() * jitterMillis);
      return { millis, value: valueAt(step) };
    });
    series.push({ name, labels, points: points.flatMap(({ millis, value }) => (value === undefined ? [] : [{ millis, value }])) });
  };

  /** Grows by up to `most` a step; falls to near zero with probability `reset`. */
  const counter = (most: number, reset: number, start = 0): ((step: number) => number) => {
    let total = start;
    return () => {
      total = random() < reset ? random() * most : total + Math.floor(random() * most);
      return total;
    };
  };

  for (const [index, instance] of ['a:9100', 'b:9100', 'c:9100'].entries()) {
    for (const code of ['200', '404', '500']) {
      const next = counter(code === '200' ? 900 : 7, code === '500' ? 0.1 : 0.02, index * 1_000);
      const labels = { job: index < 2 ? 'api' : 'web', instance, code };
      add('http_requests_total', labels, (step) => {
        const value = next(step);
        // One series starts late, one stops early, one has a gap longer than the lookback.
        if (code === '404' && index === 0 && step < 60) return undefined;
        if (code === '404' && index === 1 && step > 70) return undefined;
        if (code === '500' && index === 2 && step > 40 && step < 75) return undefined;
        return value;
      }, index === 1 ? 4_000 : 0);
    }
  }
  for (const instance of ['a:9100', 'b:9100', 'c:9100']) {
    for (const cpu of ['0', '1']) {
      const phase = random() * 6;
      add('cpu_usage', { instance, cpu }, (step) => (random() < 0.1 ? undefined : 50 + 40 * Math.sin(step / 9 + phase) + random()), 3_000);
    }
    add('memory_limit_bytes', { instance, kind: 'limit' }, () => 2 ** 33);
  }
  for (const [queue, odd] of [['mail', NaN], ['work', Infinity], ['cold', -Infinity], ['calm', 0]] as const) {
    add('queue_depth', { queue, team: queue === 'cold' ? '' : `team-${queue.length % 2}` }, (step) =>
      step % 11 === 3 ? odd : Math.round((random() - 0.4) * 100));
  }
  for (const path of ['/', '/login']) {
    for (const instance of ['a:9100', 'b:9100']) {
      const bounds = ['0.005', '0.1', '0.5', '1', '5', '+Inf'];
      const growths = bounds.map((_, index) => 3 + index * 2);
      let counts = bounds.map(() => 0);
      let restart = -1;
      const at = (step: number): readonly number[] => {
        if (restart !== step) {
          restart = step;
          if (random() < 0.02) counts = bounds.map(() => 0);
          let below = 0;
          counts = counts.map((count, index) => {
            below += Math.floor(random() * (growths[index] ?? 0));
            return count + below;
          });
        }
        return counts;
      };
      const columns = Array.from({ length: STEPS }, (_, step) => at(step));
      for (const [index, le] of bounds.entries()) {
        add('latency_seconds_bucket', { path, instance, le }, (step) => columns[step]?.[index]);
      }
      add('latency_seconds_count', { path, instance }, (step) => columns[step]?.at(-1));
      add('latency_seconds_sum', { path, instance }, (step) => (columns[step]?.at(-1) ?? 0) * 0.37 + step);
    }
  }
  // Counts that fall towards larger bounds, as unsynchronised scrapes give them; and a histogram without +Inf.
  for (const [le, count] of [['1', 10], ['2', 8], ['4', 30], ['+Inf', 31]] as const) add('ragged_bucket', { le }, () => count);
  for (const [le, count] of [['1', 10], ['2', 18]] as const) add('open_bucket', { le }, () => count);
  for (const [instance, version] of [['a:9100', '1.2.3'], ['b:9100', '1.3.0'], ['c:9100', '1.3.0']] as const) {
    add('build_info', { instance, version, 'branch': 'main' }, () => 1);
  }
  add('lonely', { text: 'a"b\\c\nd', unicode: 'é→😀' }, (step) => (step === 50 ? 42 : undefined));
  add('pair', {}, (step) => (step === 50 || step === 53 ? step : undefined));
  add('constant', { kind: 'steady' }, () => 3);
  add('constant', { kind: 'zero' }, () => 0);
  add('negative_counter', {}, (step) => step - 20);
  add('tiny', {}, (step) => 1e-9 * step);
  add('huge', {}, (step) => 1e300 * step);
  add('slow_total', {}, (step) => (step % 8 === 0 ? step * 2 : undefined));
  add('young_total', {}, (step) => (step >= 90 ? (step - 90) * 3 + 1 : undefined));
  return series;
}

export function ringOf(series: readonly GeneratedSeries[]): SampleRing {
  const ring = new SampleRing({ retentionMicros: 365 * 24 * 3_600 * SECOND });
  for (const { name, labels, points } of series) {
    for (const { millis, value } of points) ring.append({ ...labels, __name__: name }, atMillis(millis), value);
  }
  return ring;
}

/** The samples as an OpenMetrics page, the form that promtool makes blocks of. */
export function openMetrics(series: readonly GeneratedSeries[]): string {
  const lines = series.flatMap(({ name, labels, points }) => {
    const inside = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    const full = inside.length === 0 ? name : `${name}{${inside.join(',')}}`;
    return points.map(({ millis, value }) => `${full} ${numberText(value)} ${(millis / 1_000).toFixed(3)}`);
  });
  return `${lines.join('\n')}\n# EOF\n`;
}

function numberText(value: number): string {
  return Number.isNaN(value) ? 'NaN' : Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

export function atMillis(millis: number): Micros {
  return micros(millis * 1_000);
}
