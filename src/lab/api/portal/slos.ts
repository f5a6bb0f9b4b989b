// GET /obs/slos and /obs/slos/{id}/report: targets over a month or a week that the incident eats into.
import { DAY, MINUTE } from '../../../lib/micros.ts';
import type { Scene } from '../../scene.ts';
import { stampSeconds } from '../../stamp.ts';
import { PRESSURE } from '../../story.ts';
import { json, type Reply } from '../asked.ts';
import { wrong } from './window.ts';

interface Slo {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Parts of one. */
  readonly target: number;
  readonly days: number;
  /** Requests of the window at 14:20:00, those that failed, and what each unit of the trouble's area adds to both. */
  readonly total: number;
  readonly bad: number;
  readonly badPerTrouble: number;
}

const SLOS: readonly Slo[] = [
  { id: 'slo:anchor-latency-p99', name: 'Anchor Latency P99', description: '99th percentile anchor latency under 30 seconds', target: 0.999, days: 30, total: 125_000, bad: 63, badPerTrouble: 0.036 },
  { id: 'slo:oracle-availability', name: 'Oracle Availability', description: 'Oracle service uptime', target: 0.999, days: 30, total: 432_000, bad: 562, badPerTrouble: 0 },
  { id: 'slo:settlement-success', name: 'Settlement Success', description: 'Settlements that end without an error', target: 0.995, days: 7, total: 302_400, bad: 605, badPerTrouble: 0.8 },
];

export function portalSlos(scene: Scene): Reply {
  return json(SLOS.map((slo) => reportOf(slo, scene)));
}

export function portalSloReport(scene: Scene, id: string, period: string | null): Reply {
  const slo = SLOS.find((known) => known.id === id);
  if (slo === undefined) return wrong('slo not found', 404);
  if (period !== null && period !== `${slo.days}d`) return wrong(`period: "${period}" is not the window of ${id}, ${slo.days}d`);
  return json(reportOf(slo, scene));
}

function reportOf(slo: Slo, scene: Scene): unknown {
  const end = Math.floor(scene.now() / MINUTE) * MINUTE;
  const second = end / 1e6 - scene.startSecond;
  const hurt = Math.round(slo.badPerTrouble * scene.story.trouble.area(second));
  const [total, bad] = [slo.total + hurt, slo.bad + hurt];
  const achieved = rounded(1 - bad / total, 4);
  const budget = rounded((1 - slo.target) * slo.days * 1_440, 1);
  const consumed = rounded((1 - achieved) * slo.days * 1_440, 1);
  return {
    slo_id: slo.id,
    name: slo.name,
    description: slo.description,
    target: slo.target,
    window: `${slo.days}d`,
    report_period: { start: stampSeconds(end - slo.days * DAY), end: stampSeconds(end) },
    achieved,
    status: statusOf(consumed / budget),
    error_budget: { total_minutes: budget, consumed_minutes: consumed, remaining_percent: Math.max(0, rounded((1 - consumed / budget) * 100, 1)) },
    breakdown: { total_requests: total, good_requests: total - bad, bad_requests: bad },
    trend: slo.badPerTrouble > 0 && PRESSURE.value(second) > 0 ? 'degrading' : 'stable',
  };
}

/** The portal calls a target missed only when its budget is spent twice. */
function statusOf(spent: number): 'met' | 'at_risk' | 'missed' {
  if (spent > 2) return 'missed';
  return spent > 0.6 ? 'at_risk' : 'met';
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
