// The story of the specification as facts, with the noise that surrounds it: what the analyst and the sources record of it.
import type { Draft } from '../../../src/model/signal.ts';
import { aPanel } from '../../support/builders.ts';
import { aPattern, anAlert, anAnomaly, anInflection } from '../../support/facts.ts';
import { aLog, aSpan } from '../../support/session.ts';

/** A time of the story in seconds after START, which is 14:00. */
export function story(hour: number, minute: number, second = 0): number {
  return (hour - 14) * 3_600 + minute * 60 + second;
}

const MS = 1_000;
const GUARDIAN = { service: 'guardian', node: 'brick-02' } as const;
const QUEUE = { metric: 'anchor queue depth', panel: 'p3', ...GUARDIAN, labels: GUARDIAN } as const;

const settlement = [
  ['a', 'http_request', 'portal', 'portal-01', 0, 2_345],
  ['b', 'validate_settlement', 'treasury', 'brick-01', 100, 150],
  ['c', 'emit_receipt', 'treasury', 'brick-01', 250, 50],
  ['d', 'anchor_request', 'guardian', 'brick-02', 300, 2_000],
] as const;

const facts: readonly Draft[] = [
  anInflection(story(14, 20), { id: 'rise' }),
  aPattern(story(14, 25), { id: 'deep', message: 'anchor queue depth increasing', ...GUARDIAN, count: 37, last: aLog(story(14, 39)).at }),
  ...settlement.map(([id, name, service, node, after, duration]) => aSpan(story(14, 30) + after / 1_000, id, { traceId: 'abc123', name, service, node, duration: duration * MS, ...(id === 'a' ? {} : { parentId: 'a' }) })),
  anInflection(story(14, 32), { id: 'cross', change: 'crosses', from: 41, to: 80.4, over: 0, threshold: 80 }),
  anAlert(story(14, 32), { state: 'pending', service: 'guardian' }),
  anAlert(story(14, 35), { service: 'guardian' }),
  aPattern(story(14, 40), { id: 'work', message: 'processing backlog', ...GUARDIAN }),
  anAnomaly(story(14, 45), { metric: 'receipts per minute', panel: 'p1', service: 'treasury', node: 'brick-01' }),
  aPattern(story(14, 50), { id: 'done', message: 'backlog cleared', level: 'info', ...GUARDIAN }),
  anAlert(story(15, 10), { state: 'resolved', service: 'guardian' }),
];

// A series of a node belongs to no service.
const { service: _treasury, ...hot } = anAnomaly(story(14, 36), { id: 'hot' });

const noise: readonly Draft[] = [
  anInflection(story(14, 20), { id: 'q1', ...QUEUE }),
  anInflection(story(14, 25, 10), { id: 'q2', ...QUEUE, change: 'crosses', from: 7, to: 101, threshold: 100 }),
  anInflection(story(14, 48), { id: 'q3', ...QUEUE, change: 'recovers', from: 512, to: 99, threshold: 100 }),
  anInflection(story(14, 33), { id: 'r3', node: 'brick-03', labels: { node: 'brick-03' } }),
  { ...hot, metric: 'cpu_percent', panel: 'p2', labels: { node: 'brick-02' }, node: 'brick-02', direction: 'high', observed: 87 },
  anAnomaly(story(14, 37), { id: 'far', metric: 'requests', panel: 'p4', service: 'oracle', node: 'brick-04' }),
  aPattern(story(14, 41), { id: 'route', message: 'route changed', service: 'mesh', node: 'brick-04' }),
  aSpan(story(14, 36), 'f1', { traceId: 'f1', name: 'anchor', service: 'guardian', node: 'brick-02', status: 'error', duration: 9_000 * MS }),
  aSpan(story(14, 37), 'f2', { traceId: 'f2', name: 'anchor', service: 'guardian', node: 'brick-02', status: 'error' }),
  aSpan(story(14, 38), 'm1', { traceId: 'm1', name: 'route', service: 'mesh', node: 'brick-04', duration: 8_000 * MS }),
  aSpan(story(14, 39), 'g1', { traceId: 'g1', name: 'anchor', service: 'guardian', node: 'brick-02', duration: 700 * MS }),
];

export const STORY_DRAFTS: readonly Draft[] = [
  aLog(story(14, 5)), aPanel('p1', { unit: '/min' }), aPanel('p2', { expr: 'cpu_percent', unit: 'percent', threshold: 80 }), aPanel('p3', { unit: 'none', threshold: 100 }), ...facts, ...noise,
];
