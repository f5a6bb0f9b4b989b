// GET /obs/metrics: snapshots of nodes and services, one document for each node and what it is about, oldest first.
import { SECOND } from '../../../lib/micros.ts';
import { parseDuration } from '../../../lib/parse-time.ts';
import { HOMES, NODES, SERVICES, type Service } from '../../kinds.ts';
import { memoryPercent, nodeGauges } from '../../node-gauges.ts';
import { hash01 } from '../../noise.ts';
import type { Scene } from '../../scene.ts';
import { stampSeconds } from '../../stamp.ts';
import { laneOf } from '../../story.ts';
import { json, type Reply } from '../asked.ts';
import { bareNode, did, isReply, limitOf, refused, windowOf, wrong } from './window.ts';

const EVERY_SECONDS = 5;
const MOST_DOCUMENTS = 20_000;

interface Subject {
  readonly node: string;
  /** Third part of the document's id. */
  readonly about: string;
  readonly service: Service | undefined;
  /** Values at a second after 14:20:00. */
  readonly values: (scene: Scene, second: number) => Readonly<Record<string, number>>;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

const SUBJECTS: readonly Subject[] = [
  ...NODES.map((node) => ({
    node, about: 'cpu', service: SERVICES.find((service) => HOMES[service].includes(node)),
    values: ({ story, seed }: Scene, second: number) => ({
      cpu_percent: rounded(story.cpu(node, second)), memory_percent: rounded(memoryPercent(story, seed, node, second)), ...nodeGauges(story, seed, node, second),
    }),
  })),
  ...HOMES.guardian.map((node) => ({
    node, about: 'guardian', service: 'guardian' as const,
    values: ({ story }: Scene, second: number) => ({ guardian_anchor_queue_depth: Math.round(story.queueDepth(node, second)) }),
  })),
  { node: 'brick-01', about: 'treasury', service: 'treasury', values: ({ story }, second) => ({ treasury_receipts_per_minute: rounded(story.receiptsPerMinute(second)) }) },
];

/** The newest snapshot where no time is given, else those of the time, one a `step`. */
export function portalMetrics(scene: Scene, params: URLSearchParams): Reply {
  const step = params.has('step') ? stepOf(params.get('step') ?? '') : EVERY_SECONDS;
  if (step === undefined) return refused('step', params);
  const window = windowOf(params, scene, 0);
  if (isReply(window)) return window;
  const newest = !['from', 'to', 'last'].some((name) => params.has(name));
  const [askedNode, askedService] = [params.get('node'), params.get('service')];
  const subjects = SUBJECTS.filter(({ node, service }) => (askedNode === null || bareNode(askedNode) === node) && (askedService === null || askedService === service));
  const last = Math.floor(window.to / SECOND / step);
  const first = newest ? last : Math.ceil(window.from / SECOND / step);
  if ((last - first + 1) * subjects.length > MOST_DOCUMENTS) return wrong(`more than ${MOST_DOCUMENTS} documents: ask for less time or a longer step`);
  const times = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
  const documents = times.flatMap((unix) => subjects.flatMap((subject) => documentOf(scene, subject, unix, params.get('metric'))));
  // The newest count where there is a limit.
  const limit = params.has('limit') ? limitOf(params, MOST_DOCUMENTS) : MOST_DOCUMENTS;
  return json(documents.slice(Math.max(0, documents.length - limit)));
}

/** None where the subject has not got the metric asked for; with it, the metric alone. */
function documentOf(scene: Scene, { node, about, service, values }: Subject, unix: number, metric: string | null): readonly unknown[] {
  const all = values(scene, unix - scene.startSecond);
  const metrics = metric === null ? all : Object.fromEntries(Object.entries(all).filter(([name]) => name === metric));
  if (Object.keys(metrics).length === 0) return [];
  const timestamp = stampSeconds(unix * SECOND);
  return [
    {
      metric_id: `metric:${node}:${about}:${timestamp}`,
      node: did(node),
      timestamp,
      metrics,
      labels: { environment: 'production', region: 'eu-west', service },
      collection_method: 'prometheus_scrape',
      scrape_duration_ms: 32 + Math.floor(30 * hash01(scene.seed, 90 + laneOf(node), unix - scene.startSecond)),
    },
  ];
}

/** Seconds, as a number or a length of time; whole and at least 1. */
function stepOf(text: string): number | undefined {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : (parseDuration(text) ?? 0) / SECOND;
  return Number.isInteger(seconds) && seconds >= 1 ? seconds : undefined;
}
