// What the SLO screen shows.
import type { Micros } from '../../lib/micros.ts';
import type { FactRecord } from '../../model/signal.ts';

export interface SlosModel {
  /** The least budget left first. */
  readonly slos: readonly FactRecord<'slo'>[];
  readonly cursor: number;
  /** What was reported of the chosen one, the newest first. */
  readonly history: readonly FactRecord<'slo'>[];
  readonly now: Micros;
  readonly zone: string;
  readonly unicode: boolean;
}
