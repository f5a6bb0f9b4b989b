// What the Health screen shows.
import type { Micros } from '../../lib/micros.ts';
import type { FactRecord } from '../../model/signal.ts';

export interface HealthSystem {
  readonly name: string;
  readonly target: string;
  readonly checks: readonly FactRecord<'check'>[];
}

export interface HealthModel {
  readonly systems: readonly HealthSystem[];
  /** Of all checks in the order shown. */
  readonly cursor: number;
  /** What the chosen check said, the newest first. */
  readonly history: readonly FactRecord<'check'>[];
  readonly now: Micros;
  readonly zone: string;
  readonly unicode: boolean;
}
