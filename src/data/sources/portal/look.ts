// One look at a part of a portal: what it is about, and what it finds.
import type { Micros } from '../../../lib/micros.ts';
import type { Draft } from '../../../model/signal.ts';

/** The stretch of event time that a look is about. */
export interface Look {
  readonly from: Micros;
  readonly to: Micros;
}

export interface Found {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
}
