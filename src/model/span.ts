// One operation of a trace, with the semantics of OpenTelemetry. `at` is its start.
import type { Micros } from '../lib/micros.ts';
import type { Attributes } from './value.ts';

export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
export type SpanStatus = 'unset' | 'ok' | 'error';

export interface SpanEvent {
  readonly at: Micros;
  readonly name: string;
  readonly attributes?: Attributes;
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes?: Attributes;
}

/** What a span is beyond what every signal has; ids in lower-case hex where they are OpenTelemetry's, else as the source wrote them. */
export interface SpanFacts {
  readonly traceId: string;
  readonly spanId: string;
  /** Absent for a root; may name a span that never arrives. */
  readonly parentId?: string;
  readonly name: string;
  readonly service?: string;
  readonly node?: string;
  /** Whole microseconds, 0 or more. */
  readonly duration: number;
  readonly spanKind: SpanKind;
  readonly status: SpanStatus;
  readonly statusMessage?: string;
  readonly attributes?: Attributes;
  readonly events?: readonly SpanEvent[];
  readonly links?: readonly SpanLink[];
  /** Attributes of what emitted it, besides service and node. */
  readonly resource?: Attributes;
}
