// The facts of a small mesh under watch: health, SLOs, alerts. For scenes and screens.
import type { Growing, SourceName } from './recorded.ts';
import { aCheck, anSlo } from './facts.ts';
import { aHealth, from } from './session.ts';

export const WATCHED_SOURCES: readonly SourceName[] = [
  { name: 'portal', kind: 'portal', target: 'https://portal.example' },
  { name: 'gateway', kind: 'health', target: 'http://10.0.0.7:8080' },
];

/** Five minutes in which the anchor check of the portal degrades and its budget shrinks. */
export function fillWatched(run: Growing): void {
  const overall = { id: 'overall', part: 'overall', name: 'overall', version: '2.0.6', uptime: 3_600 } as const;
  run.commit(1, [
    aHealth(0), aCheck(1, { ...overall, detail: 'healthy' }),
    ...['storage', 'network', 'audit', 'anchor'].map((name) => aCheck(1, { id: `check:${name}`, name })),
    anSlo(1, { requests: { total: 125_000, good: 124_937, bad: 63 }, description: '99th percentile anchor latency under 30 seconds', trend: 'stable' }),
    anSlo(1, { id: 'slo:oracle-availability', name: 'Oracle Availability', achieved: 0.9987, status: 'at_risk', budget: { totalMinutes: 43.2, consumedMinutes: 38, remainingPercent: 12 } }),
    anSlo(1, { id: 'slo:settlement', name: 'Settlement within five seconds', target: 0.99, achieved: 0.981, window: '7d', status: 'missed', budget: { remainingPercent: 0 } }),
  ], from(2, aHealth(0), aCheck(1, { ...overall, version: '1.4.0', uptime: 90 }), aCheck(1, { id: 'live', part: 'live', name: 'live' }), aCheck(1, { id: 'ready', part: 'ready', name: 'ready', state: 'failing', detail: 'status 503' })));
  run.commit(120, [aCheck(119, { ...overall, state: 'degraded', detail: 'degraded', uptime: 3_720 }), aCheck(119, { id: 'check:anchor', name: 'anchor', state: 'degraded', detail: 'degraded: 143 anchors wait' })]);
  run.commit(300, [anSlo(299, { description: '99th percentile anchor latency under 30 seconds', trend: 'stable', achieved: 0.9993, budget: { totalMinutes: 43.2, consumedMinutes: 30.2, remainingPercent: 30 }, requests: { total: 125_000, good: 124_912, bad: 88 } })]);
}
