// What the alerting rules of the story make of it at a moment. One rule fires; the other is always quiet, as most rules are.
import { ALERT, LEFT_AT, CROSSED_AT, type Story } from './story.ts';

export interface Rule {
  readonly name: string;
  readonly expr: string;
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
  readonly labels: Readonly<Record<string, string>>;
  /** As written in the rule file, templates unexpanded. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Evaluated so often, in seconds. */
export const EVALUATED_EVERY = 15;

const PLACE = { environment: 'production', region: 'eu-west' } as const;

export const HIGH_CPU: Rule = {
  name: ALERT.name,
  expr: ALERT.expr,
  forSeconds: ALERT.forSeconds,
  keepFiringForSeconds: ALERT.keepFiringForSeconds,
  labels: { ...PLACE, service: 'guardian', severity: ALERT.severity },
  annotations: { runbook: 'https://docs.vaultmesh.io/runbooks/high-cpu', summary: 'CPU usage above 80% for 3 minutes' },
};

const NODE_DOWN: Rule = {
  name: 'NodeDown',
  expr: 'mesh_node_up == 0',
  forSeconds: 120,
  keepFiringForSeconds: 0,
  labels: { ...PLACE, severity: 'critical' },
  annotations: { runbook: 'https://docs.vaultmesh.io/runbooks/node-down', summary: 'Node {{ $labels.node }} is down' },
};

export const RULES: readonly Rule[] = [HIGH_CPU, NODE_DOWN];

/** HighCPUUsage on brick-02; times in seconds after 14:20:00. */
export interface AlertMoment {
  readonly state: 'pending' | 'firing' | 'resolved';
  /** When the condition began to hold. */
  readonly activeAt: number;
  /** When it began to fire; later than now while pending. */
  readonly firedAt: number;
  /** From when on it only goes on firing because the rule keeps it. */
  readonly keptSince: number | undefined;
  /** As of the last evaluation at which the condition held; of the moment it was resolved afterwards. */
  readonly value: number;
}

/** Undefined before the condition first holds. */
export function highCpu(story: Story, second: number): AlertMoment | undefined {
  if (second < CROSSED_AT) return undefined;
  const resolved = second >= ALERT.resolvesAt;
  const seen = resolved ? ALERT.resolvesAt : Math.min(lastEvaluation(second), LEFT_AT - EVALUATED_EVERY);
  return {
    state: resolved ? 'resolved' : second >= ALERT.firesAt ? 'firing' : 'pending',
    activeAt: CROSSED_AT,
    firedAt: ALERT.firesAt,
    keptSince: second >= LEFT_AT && !resolved ? LEFT_AT : undefined,
    value: Math.round(story.cpu(ALERT.node, seen) * 10) / 10,
  };
}

/** The evaluation at or before a second. */
export function lastEvaluation(second: number): number {
  return Math.floor(second / EVALUATED_EVERY) * EVALUATED_EVERY;
}

/** Labels of the alert: those of its series, of its rule, and its name. */
export const HIGH_CPU_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ alertname: HIGH_CPU.name, node: ALERT.node, ...HIGH_CPU.labels }).toSorted(([one], [two]) => (one < two ? -1 : 1)),
);
