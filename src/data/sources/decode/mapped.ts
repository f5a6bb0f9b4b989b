// What goes into the mapping of one record and what comes out of it.
import type { Micros } from '../../../lib/micros.ts';
import type { Level } from '../../../model/level.ts';
import type { Attributes, LogDraft, Value } from '../../../model/signal.ts';
import type { TimeContext } from './find-time.ts';
import type { Losses } from './values.ts';

/** What the surroundings of a record know: it counts where the record itself does not say. */
export interface Surroundings extends TimeContext {
  /** The time of a record that tells none. */
  readonly at: Micros;
  /** Microseconds behind `at` within which a record's own time is believed; any other stays an attribute. Absent: always. */
  readonly trust?: number | undefined;
  readonly level?: Level | undefined;
  readonly service?: string | undefined;
  readonly node?: string | undefined;
  /** The text of a record without a field that could be one. */
  readonly message?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A draft that its decoder still adds to; nobody else has seen it. */
export type NewLog = { -readonly [Key in keyof Omit<LogDraft, 'attributes'>]: LogDraft[Key] } & { attributes?: Record<string, Value> };

export interface Mapped {
  readonly log: NewLog;
  /** The record told its own time. */
  readonly timed: boolean;
  readonly losses: Losses;
}
