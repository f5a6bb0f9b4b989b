// The metric families of the story at one moment. Every value is a pure function of the moment; counters are areas under the
// curves of the story, so they never fall unless the pretended process starts again.
import { HOMES, NODES, SERVICES, type Service } from './kinds.ts';
import { memoryPercent } from './node-gauges.ts';
import { wander } from './noise.ts';
import { lineShare } from './odds.ts';
import { WIRE_LEVELS } from './row.ts';
import { laneOf, RECEIPTS, type Story } from './story.ts';

export interface Moment {
  readonly story: Story;
  readonly seed: number;
  /** Ordinary log rows a story second. */
  readonly rate: number;
  /** Seconds after 14:20:00. */
  readonly second: number;
  /** When the process started, same unit: counters count from here. */
  readonly since: number;
  /** Unix time of 14:20:00. */
  readonly startSecond: number;
}

export interface MetricSample {
  /** After the family's name: empty, `_bucket`, `_sum`, `_count`. */
  readonly suffix: '' | '_bucket' | '_sum' | '_count';
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: (moment: Moment) => readonly MetricSample[];
}

const sample = (labels: Readonly<Record<string, string>>, value: number): MetricSample => ({ suffix: '', labels, value });
const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** What was counted between the start of the process and now. */
function counted({ second, since }: Moment, until: (second: number) => number): number {
  return Math.max(0, until(second) - until(since));
}

/** Requests a second of a service on one of its nodes, and how much of them the backlog can spoil. */
const LOAD: Readonly<Record<Service, { readonly perSecond: number; readonly spoiled: number }>> = {
  guardian: { perSecond: 2, spoiled: 0.05 },
  treasury: { perSecond: 4.5, spoiled: 0.14 },
  portal: { perSecond: 22, spoiled: 0.09 },
  oracle: { perSecond: 3, spoiled: 0 },
  mesh: { perSecond: 3, spoiled: 0 },
};

/** Seconds of ordinary activity: time itself with a sway of its pace; never falls, since the sway's slope is at most 0.3. */
function activity(seed: number, lane: number, second: number): number {
  return second + 3 * wander(seed, lane, second, 20);
}

function requests(moment: Moment, service: Service, node: string): readonly MetricSample[] {
  const { trouble } = moment.story;
  const { perSecond, spoiled } = LOAD[service];
  const lane = laneOf(service + node);
  const byStatus: readonly (readonly [string, (second: number) => number])[] = [
    ['200', (second) => perSecond * (0.99 * activity(moment.seed, lane, second) - spoiled * trouble.area(second))],
    ['404', (second) => perSecond * 0.008 * second],
    ['500', (second) => perSecond * (0.002 * second + 0.2 * spoiled * trouble.area(second))],
    ['504', (second) => perSecond * 0.8 * spoiled * trouble.area(second)],
  ];
  return byStatus.map(([status, until]) => sample({ service, node, status }, Math.floor(counted(moment, until))));
}

/** Upper bounds in seconds, and the share of quick and of held-up requests that end by each. */
const BUCKETS: readonly (readonly [le: string, quick: number, slow: number])[] = [
  ['0.005', 0.08, 0], ['0.01', 0.2, 0], ['0.025', 0.48, 0], ['0.05', 0.72, 0.01], ['0.1', 0.88, 0.03], ['0.25', 0.965, 0.08],
  ['0.5', 0.99, 0.15], ['1', 0.997, 0.28], ['2.5', 0.9992, 0.6], ['5', 0.9998, 0.97], ['10', 1, 1], ['+Inf', 1, 1],
];

function durations(moment: Moment, service: Service): readonly MetricSample[] {
  const { trouble } = moment.story;
  const { perSecond, spoiled } = LOAD[service];
  const load = perSecond * HOMES[service].length;
  const slow = counted(moment, (second) => load * 2 * spoiled * trouble.area(second));
  const quick = counted(moment, (second) => load * (activity(moment.seed, laneOf(service), second) - 2 * spoiled * trouble.area(second)));
  const buckets = BUCKETS.map(([le, ofQuick, ofSlow]) => ({ suffix: '_bucket', labels: { service, le }, value: Math.floor(quick * ofQuick + slow * ofSlow) }) as const);
  return [
    ...buckets,
    { suffix: '_sum', labels: { service }, value: rounded(quick * 0.045 + slow * 2.4, 3) },
    { suffix: '_count', labels: { service }, value: Math.floor(quick + slow) },
  ];
}

/** Of the services and levels that occur at all. */
const LINE_SHARES = SERVICES.flatMap((service) => WIRE_LEVELS.map((level) => ({ service, level, ...lineShare(service, level) }))).filter(
  ({ quiet, perHeight }) => quiet > 0 || perHeight > 0,
);

/** Where receipts are emitted. */
const TREASURY = { service: 'treasury', node: 'brick-01' } as const;

export const FAMILIES: readonly Family[] = [
  {
    name: 'cpu_percent', type: 'gauge', help: 'Processor time in use, 0 to 100.',
    samples: ({ story, second }) => NODES.map((node) => sample({ node }, rounded(story.cpu(node, second), 2))),
  },
  {
    name: 'memory_percent', type: 'gauge', help: 'Memory in use, 0 to 100.',
    samples: ({ story, seed, second }) =>
      NODES.map((node) => sample({ node }, rounded(memoryPercent(story, seed, node, second), 2))),
  },
  { name: 'mesh_node_up', type: 'gauge', help: '1 while the node answers the mesh.', samples: () => NODES.map((node) => sample({ node }, 1)) },
  {
    name: 'http_requests_total', type: 'counter', help: 'Requests answered, by status.',
    samples: (moment) => SERVICES.flatMap((service) => HOMES[service].flatMap((node) => requests(moment, service, node))),
  },
  {
    name: 'http_request_duration_seconds', type: 'histogram', help: 'Time from request to answer.',
    samples: (moment) => SERVICES.flatMap((service) => durations(moment, service)),
  },
  {
    name: 'log_lines_total', type: 'counter', help: 'Log lines written, on average over the generator.',
    samples: (moment) =>
      LINE_SHARES.map(({ service, level, quiet, perHeight }) =>
        sample({ service, level }, Math.floor(moment.rate * counted(moment, (second) => quiet * second + perHeight * moment.story.trouble.area(second)))),
      ),
  },
  {
    name: 'guardian_anchor_queue_depth', type: 'gauge', help: 'Anchors waiting.',
    samples: ({ story, second }) => HOMES.guardian.map((node) => sample({ service: 'guardian', node }, Math.round(story.queueDepth(node, second)))),
  },
  {
    name: 'treasury_receipts_total', type: 'counter', help: 'Receipts emitted.',
    samples: (moment) => [sample(TREASURY, Math.floor(counted(moment, (second) => RECEIPTS.area(second) / 60)))],
  },
  {
    name: 'treasury_receipts_per_minute', type: 'gauge', help: 'Receipts emitted a minute; 10 to 50 is normal.',
    samples: ({ story, second }) => [sample(TREASURY, rounded(story.receiptsPerMinute(second), 2))],
  },
  {
    name: 'process_start_time_seconds', type: 'gauge', help: 'Start of the process, Unix time.',
    samples: ({ startSecond, since }) => [sample({}, rounded(startSecond + since, 3))],
  },
];
