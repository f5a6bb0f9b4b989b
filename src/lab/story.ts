// The incident: an anchor backlog on brick-02 that starves the treasury. Everything is a pure function of the seed and of
// seconds after 14:20:00 story time (negative before, without end after).
import { curve } from './curve.ts';
import { settlementTrace, type StoryTrace } from './settlement.ts';
import { clockTime } from './story-time.ts';
import { wander } from './noise.ts';
import { trouble, type Trouble } from './trouble.ts';

export interface Fact {
  /** Seconds after 14:20:00. */
  readonly second: number;
  readonly kind: 'metric' | 'log' | 'trace' | 'alert' | 'anomaly';
  readonly text: string;
}

/** What happens when, oldest first: the correlated timeline of the specification. */
const FACTS: readonly Fact[] = [
  { second: clockTime(14, 20), kind: 'metric', text: 'brick-02 cpu_percent starts rising' },
  { second: clockTime(14, 25), kind: 'log', text: 'guardian: "anchor queue depth increasing"' },
  { second: clockTime(14, 30), kind: 'trace', text: 'treasury_settlement completed (2345ms)' },
  { second: clockTime(14, 32), kind: 'metric', text: 'brick-02 cpu_percent crosses 80' },
  { second: clockTime(14, 35), kind: 'alert', text: 'HighCPUUsage fires on brick-02' },
  { second: clockTime(14, 40), kind: 'log', text: 'guardian: "processing backlog"' },
  { second: clockTime(14, 45), kind: 'anomaly', text: 'treasury receipts_per_minute falls to 2' },
  { second: clockTime(14, 50), kind: 'log', text: 'guardian: "backlog cleared"' },
  { second: clockTime(15, 10), kind: 'alert', text: 'HighCPUUsage resolves on brick-02' },
];

/** When cpu_percent of brick-02 rises above the threshold, and when it is below it again. */
export const CROSSED_AT = clockTime(14, 32);
export const LEFT_AT = clockTime(14, 55);

/** The alert waits 3 m after the crossing at 14:32; the load is gone at 14:55 and the alert is kept for 15 m more. */
export const ALERT = {
  name: 'HighCPUUsage',
  severity: 'warning',
  expr: 'cpu_percent > 80',
  forSeconds: 180,
  keepFiringForSeconds: 900,
  node: 'brick-02',
  firesAt: clockTime(14, 35),
  resolvesAt: clockTime(15, 10),
} as const;

const CPU = curve(
  [clockTime(14, 20), 23],
  [clockTime(14, 25), 41],
  [CROSSED_AT, 80],
  [clockTime(14, 35), 87.3],
  [clockTime(14, 50), 84.6],
  [LEFT_AT, 80],
  [clockTime(15, 10), 42.1],
  [clockTime(15, 40), 23],
);

const DEPTH = curve(
  [clockTime(14, 20), 7],
  [clockTime(14, 25), 97],
  [clockTime(14, 32), 241],
  [clockTime(14, 40), 512],
  [clockTime(14, 49), 62],
  [clockTime(14, 50), 5],
);

export const RECEIPTS = curve(
  [clockTime(14, 25), 29],
  [clockTime(14, 36), 24],
  [clockTime(14, 40), 12],
  [clockTime(14, 45), 2],
  [clockTime(14, 48), 2.4],
  [clockTime(14, 50), 6],
  [clockTime(14, 56), 34],
  [clockTime(15, 10), 29],
);

/** How hard the backlog presses on the callers of the guardian, 0 to 1: timeouts follow it. */
export const PRESSURE = curve(
  [clockTime(14, 32), 0],
  [clockTime(14, 36), 0.6],
  [clockTime(14, 42), 1],
  [clockTime(14, 48), 1],
  [clockTime(14, 50), 0.25],
  [clockTime(14, 54), 0],
);

const QUIET_CPU: Readonly<Record<string, number>> = { 'brick-01': 31, 'brick-02': 23, 'brick-03': 27, 'brick-04': 19, 'portal-01': 36 };

export interface Story {
  readonly facts: readonly Fact[];
  readonly alert: typeof ALERT;
  readonly settlement: StoryTrace;
  /** What the callers of the guardian suffer. */
  readonly trouble: Trouble;
  /** cpu_percent of a node, 0 to 100. On brick-02 it is above 80 exactly between 14:32:00 and 14:55:00. */
  cpu(node: string, second: number): number;
  /** Anchors waiting at the guardian of a node; never negative. */
  queueDepth(node: string, second: number): number;
  /** Receipts a minute at the treasury: 10 to 50 when all is well, exactly 2 at 14:45:00. */
  receiptsPerMinute(second: number): number;
}

export function story(seed: number): Story {
  return {
    facts: FACTS,
    alert: ALERT,
    settlement: settlementTrace(seed),
    trouble: trouble(seed, PRESSURE, clockTime(14, 32), clockTime(14, 54)),
    cpu: (node, second) => (node === ALERT.node ? incidentCpu(seed, second) : quietCpu(seed, node, second)),
    queueDepth: (node, second) => (node === ALERT.node ? DEPTH.value(second) : 3) + 1.5 + 1.5 * wander(seed, 20 + laneOf(node), second, 20),
    receiptsPerMinute: (second) => {
      const normal = RECEIPTS.value(second);
      return normal + Math.min(5, (normal - 2) / 4) * wander(seed, 40, second, 30);
    },
  };
}

/** The wobble shrinks to nothing at 80, so the threshold is crossed when the story says and at no other moment. */
function incidentCpu(seed: number, second: number): number {
  const base = CPU.value(second);
  return base + Math.min(0.4, Math.abs(base - 80) / 4) * wander(seed, 10, second, 15);
}

function quietCpu(seed: number, node: string, second: number): number {
  return (QUIET_CPU[node] ?? 20) + 4 * wander(seed, 10 + laneOf(node), second, 45) + PRESSURE.value(second) * (node === 'portal-01' ? 9 : 3);
}

export function laneOf(name: string): number {
  let lane = 7;
  for (const letter of name) lane = (Math.imul(lane, 31) + (letter.codePointAt(0) ?? 0)) & 0xffff;
  return lane;
}
