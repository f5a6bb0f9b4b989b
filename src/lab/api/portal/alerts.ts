// GET /obs/alerts: the story's alert as the specification writes it, with what operators have done about it.
import { SECOND } from '../../../lib/micros.ts';
import { HIGH_CPU, HIGH_CPU_LABELS, highCpu, type AlertMoment } from '../../alerting.ts';
import type { Scene } from '../../scene.ts';
import type { Silence, Silences } from '../../silences.ts';
import { stampDay, stampSeconds } from '../../stamp.ts';
import { ALERT } from '../../story.ts';
import { json, type Reply } from '../asked.ts';
import { did } from './window.ts';

/** The contract of an acknowledgement as it was answered. */
export interface Acknowledgement {
  readonly acknowledged_by: string;
  readonly [field: string]: unknown;
}

/** The annotation of a silence that holds the operation which made it. */
export const OPERATION = 'vaultmesh/operation_id';
const THRESHOLD = 80;

export function portalAlerts(scene: Scene, silences: Silences, acks: ReadonlyMap<string, Acknowledgement>, params: URLSearchParams): Reply {
  const moment = highCpu(scene.story, scene.second());
  const wanted = params.get('status');
  // The portal knows nothing of an alert that is pending.
  if (moment === undefined || moment.state === 'pending' || (wanted !== null && wanted !== moment.state)) return json([]);
  return json([documentOf(scene, moment, silences.muting(HIGH_CPU_LABELS), acks.get(alertId(scene)))]);
}

/** `alert-2026-11-21-001`: the first alert of the day of the incident. */
export function alertId(scene: Scene): string {
  return `alert-${stampDay((scene.startSecond + ALERT.firesAt) * SECOND)}-001`;
}

function documentOf(scene: Scene, { state, firedAt, value }: AlertMoment, mutes: readonly Silence[], ack: Acknowledgement | undefined): unknown {
  const stamp = (second: number): string => stampSeconds((scene.startSecond + second) * SECOND);
  const { environment, region, service } = HIGH_CPU_LABELS;
  const duration = `${HIGH_CPU.forSeconds / 60}m`;
  return {
    alert_id: alertId(scene),
    name: HIGH_CPU.name,
    severity: ALERT.severity,
    status: state,
    fired_at: stamp(firedAt),
    ...(state === 'resolved' ? { resolved_at: stamp(ALERT.resolvesAt), resolved_by: 'automatic', resolution_value: value } : {}),
    node: did(ALERT.node),
    rule: { expression: `${HIGH_CPU.expr} for ${duration}`, threshold: THRESHOLD, duration },
    current_value: value,
    labels: { environment, region, service },
    annotations: HIGH_CPU.annotations,
    notified: ['slack:ops-channel', 'pagerduty:on-call'],
    ...(ack === undefined ? {} : { acknowledged: true, acknowledged_by: ack.acknowledged_by, acknowledgement: ack }),
    ...(mutes.length === 0 ? {} : { silenced_until: stampSeconds(Math.max(...mutes.map(({ endsAt }) => endsAt))), silences: mutes.map(silenceOf) }),
  };
}

function silenceOf({ id, createdBy, comment, endsAt, annotations }: Silence): unknown {
  return { silence_id: id, operation_id: annotations[OPERATION], silenced_by: createdBy, reason: comment, expires_at: stampSeconds(endsAt) };
}
