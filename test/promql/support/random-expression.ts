// Random expressions over the generated samples, valid by type: what a list thought up by hand forgets. Seeded by the caller.
import { START_SECONDS } from './samples.ts';

const SELECTORS = [
  'cpu_usage', 'cpu_usage{cpu="0"}', 'http_requests_total', 'http_requests_total{code=~"5.."}', 'queue_depth', 'constant', 'build_info',
  'memory_limit_bytes',
  'latency_seconds_bucket', 'latency_seconds_count', 'pair', 'lonely', 'absent_metric', 'negative_counter', 'young_total', 'slow_total',
  '{instance="a:9100",cpu!=""}',
];
const DURATIONS = ['15s', '30s', '37s', '1m', '1m1s', '2m', '5m', '7m', '10m'];
const LABELS = ['instance', 'cpu', 'code', 'job', 'queue', 'le', 'path', 'version', '__name__', 'nope'];
const OVER_RANGE = [
  'rate', 'increase', 'delta', 'irate', 'idelta', 'deriv', 'changes', 'resets', 'avg_over_time', 'sum_over_time', 'min_over_time',
  'max_over_time', 'count_over_time',
  'last_over_time', 'stddev_over_time', 'present_over_time', 'absent_over_time',
];
const OF_VECTOR = ['abs', 'ceil', 'floor', 'sgn', 'sqrt', 'exp', 'timestamp', 'absent', 'sort', 'round', '-', '+'];
// stddev and stdvar of a value that is not finite differ between Prometheus 2 and 3, topk of equal values between any two runs.
const AGGREGATIONS = ['sum', 'avg', 'min', 'max', 'count', 'group'];
const OPERATORS = ['+', '-', '*', '/', '%', '^', '>', '<', '==', '!=', '>=', '> bool', '== bool'];

/** Weighted ways to go on; the first whose share is not used up is taken. */
type Choice = readonly [share: number, make: () => string];

export function randomExpressions(count: number, random: () => number): readonly string[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const choose = (choices: readonly Choice[]): string => {
    let left = random() * choices.reduce((sum, [share]) => sum + share, 0);
    return (choices.find(([share]) => (left -= share) < 0) ?? choices[0] ?? [0, () => '1'])[1]();
  };
  const labels = (): string => Array.from({ length: Math.floor(random() * 3) }, () => pick(LABELS)).join(', ');

  const modifier = (): string =>
    choose([
      [75, () => ''],
      [10, () => ` offset ${pick(['', '-'])}${pick(DURATIONS)}`],
      [8, () => ` @ ${START_SECONDS + Math.floor(random() * 2_400)}`],
      [4, () => ' @ end()'],
    ]);
  const selector = (): string => pick(SELECTORS) + modifier();

  const range = (depth: number): string =>
    depth > 1 && random() < 0.15
      ? `(${vector(depth - 2)})[${pick(DURATIONS)}:${pick(['', '15s', '20s', '1m'])}]${modifier()}`
      : `${pick(SELECTORS)}[${pick(DURATIONS)}]${modifier()}`;

  const scalar = (depth: number): string => {
    const literal = (): string => pick(['1', '2', '0.5', '-1', '10', '0', '1e3']);
    if (depth <= 0) return literal();
    return choose([
      [50, literal],
      [10, () => 'time()'],
      [15, () => `scalar(${vector(depth - 1)})`],
      [15, () => `(${scalar(depth - 1)} ${pick(['+', '-', '*', '/', '%', '^'])} ${scalar(depth - 1)})`],
      [10, () => `${scalar(depth - 1)} ${pick(['==', '>', '<='])} bool ${scalar(depth - 1)}`],
    ]);
  };

  const matched = (depth: number): string => {
    const words = random() < 0.3 ? '' : ` ${pick(['on', 'ignoring'])} (${labels()})`;
    const group = words !== '' && random() < 0.4 ? ` ${pick(['group_left', 'group_right'])} (${pick(['', 'version', 'zone', 'kind'])})` : '';
    return `(${vector(depth - 1)}) ${pick(['+', '-', '*', '/', '>', '==', '>= bool'])}${words}${group} (${vector(depth - 1)})`;
  };

  const vector = (depth: number): string => {
    if (depth <= 0) return selector();
    const inner = (): string => vector(depth - 1);
    return choose([
      [15, selector],
      [20, () => `${pick(OVER_RANGE)}(${range(depth)})`],
      [3, () => `quantile_over_time(${pick(['0.5', '0.9', '0'])}, ${range(depth)})`],
      [2, () => `predict_linear(${range(depth)}, ${scalar(0)})`],
      [20, () => `${pick(AGGREGATIONS)}${random() < 0.3 ? '' : ` ${pick(['by', 'without'])} (${labels()})`} (${inner()})`],
      [2, () => `quantile(${pick(['0.1', '0.5', '0.99'])}, ${inner()})`],
      [3,
      () => `histogram_quantile(${pick(['0.1', '0.5', '0.99'])}, ${pick(['latency_seconds_bucket', 'rate(latency_seconds_bucket[5m])', inner()])})`],
      [5, () => `${pick(OF_VECTOR)}(${inner()})`],
      [8, () => `${inner()} ${pick(OPERATORS)} ${scalar(depth - 1)}`],
      [4, () => `${scalar(depth - 1)} ${pick(OPERATORS)} ${inner()}`],
      [12, () => matched(depth)],
      [4,
      () => `(${inner()}) ${pick(['and', 'or', 'unless'])}${random() < 0.5 ? '' : ` ${pick(['on',
      'ignoring'])} (${labels()})`} (${inner()})`],
      [2, () => `label_replace(${inner()}, "zone", "$1", "instance", "(.).*")`],
    ]);
  };

  return Array.from({ length: count }, () => vector(3));
}
