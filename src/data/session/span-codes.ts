// Kinds and states of spans as the small numbers of the file, which are those of OpenTelemetry. Their meaning never changes.
import type { SpanKind, SpanStatus } from '../../model/span.ts';

const KINDS: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATES: readonly SpanStatus[] = ['unset', 'ok', 'error'];

export function kindCode(kind: SpanKind): number {
  return KINDS.indexOf(kind);
}

/** A number that this version does not know reads as unspecified. */
export function kindOf(code: number): SpanKind {
  return KINDS[code] ?? 'unspecified';
}

export function statusCode(status: SpanStatus): number {
  return STATES.indexOf(status);
}

export function statusOf(code: number): SpanStatus {
  return STATES[code] ?? 'unset';
}
