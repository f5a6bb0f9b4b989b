// The vocabulary of what can be learned. A draft is what an adapter yields; the recorder turns it into a stored signal by
// giving it `seq` (the order in which we learned it) and its source. `at` is when it happened.
import type { Micros } from '../lib/micros.ts';
import type { FactKind, Facts } from './fact.ts';
import type { Level } from './level.ts';
import type { SpanFacts } from './span.ts';
import type { Attributes } from './value.ts';

export type { Attributes, Value } from './value.ts';

declare const seqBrand: unique symbol;

/** Order of learning: 1, 2, 3 … without holes across all signals of one session, given at commit. */
export type Seq = number & { readonly [seqBrand]: true };

/** Small integer naming a configured source inside one session. */
export type SourceId = number;

interface DraftBase {
  /** When it happened, by the source's clock. */
  readonly at: Micros;
  /** Read in bulk from history, not seen live: walked by `at`, not by the moment we learned it. */
  readonly backfilled?: boolean;
}

export interface LogDraft extends DraftBase {
  readonly kind: 'log';
  readonly level: Level;
  /** The text of the record as it came, controls and all; made safe at every exit. */
  readonly message: string;
  readonly service?: string;
  readonly node?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  /** Every other field, under the source's own names. */
  readonly attributes?: Attributes;
  /** What identifies the record in its backend; rows of one source with the same id are one record. */
  readonly rowId?: string;
}

export interface SampleDraft extends DraftBase {
  readonly kind: 'sample';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** May be NaN or infinite: shown as such, breaks the line. */
  readonly value: number;
  /** Id of the panel whose expression yielded it; absent for a raw scraped sample. */
  readonly panel?: string;
}

export type HealthState = 'connecting' | 'ok' | 'degraded' | 'retrying' | 'refused' | 'ended';

export interface HealthDraft extends DraftBase {
  readonly kind: 'health';
  readonly state: HealthState;
  /** What happened and what is being done, in words; free of secrets. */
  readonly detail: string;
  /** Error code from model/errors.ts where there is one. */
  readonly code?: string;
  /** Which retry is pending, 1 for the first; with `retrying` only. */
  readonly attempt?: number;
  /** When the next try starts; with `retrying` only. */
  readonly retryAt?: Micros;
}

export type GapReason = 'disconnected' | 'overrun' | 'shed' | 'server-dropped' | 'truncated' | 'recorder-stopped';

/** A stretch that we know we did not see. Changes append a new draft with the same `gapId`; the newest one at the head counts. */
export interface GapDraft extends DraftBase {
  readonly kind: 'gap';
  readonly gapId: string;
  /** End of the stretch; `at` is its start. */
  readonly until: Micros;
  readonly reason: GapReason;
  readonly detail: string;
  /** Rows still missing; absent when the backend gives no way to know. */
  readonly missing?: number;
  /** Rows fetched afterwards to close the gap. */
  readonly recovered: number;
  readonly signal: 'log' | 'sample' | 'span';
}

/** A record that could not be decoded: counted and sampled, never an exception. */
export interface RejectDraft extends DraftBase {
  readonly kind: 'reject';
  readonly reason: string;
  /** At most 512 characters of what came, raw. */
  readonly excerpt: string;
  readonly line?: number;
}

export interface NoteDraft extends DraftBase {
  readonly kind: 'note';
  readonly text: string;
}

/** How much one source delivered since its last flow row; at most one a second and source. */
export interface FlowDraft extends DraftBase {
  readonly kind: 'flow';
  readonly logs: number;
  readonly samples: number;
  readonly rejects: number;
  readonly bytes: number;
}

export interface SpanDraft extends DraftBase, SpanFacts {
  readonly kind: 'span';
}

/** What a panel draws: recorded when it is defined, so that a replay has the same panels. */
export interface PanelDraft extends DraftBase {
  readonly kind: 'panel';
  readonly panel: PanelDefinition;
}

export interface PanelDefinition {
  /** Stable: a hash of source and expression. */
  readonly id: string;
  readonly title: string;
  /** PromQL. */
  readonly expr: string;
  readonly unit?: Unit;
  readonly threshold?: number;
  /** Name of the source that answers it. */
  readonly source: string;
}

export type Unit = 'none' | 'percent' | 'ratio' | 'bytes' | 'bytes/s' | 'seconds' | 'milliseconds' | '/s' | '/min';

/** A change of something with an identity: model/fact.ts has the kinds. */
export type FactDraft<K extends FactKind = FactKind> = { readonly [Kind in K]: DraftBase & { readonly kind: Kind } & Facts[Kind] }[K];

export type Draft = LogDraft | SampleDraft | SpanDraft | HealthDraft | GapDraft | RejectDraft | NoteDraft | FlowDraft | PanelDraft | FactDraft;
export type SignalKind = Draft['kind'];

interface Stamp {
  readonly seq: Seq;
  readonly source: SourceId;
}

export type LogRecord = LogDraft & Stamp;
export type SpanRecord = SpanDraft & Stamp;
export type FactRecord<K extends FactKind = FactKind> = { readonly [Kind in K]: FactDraft<Kind> & Stamp }[K];
export type Health = HealthDraft & Stamp;
export type Gap = GapDraft & Stamp;
export type Reject = RejectDraft & Stamp;
/** Asked rows answer the operator's own request: they show while paused, under `Frame.asked` instead of `Frame.head`. */
export type Note = NoteDraft & Stamp;
