// Which trace of a session a command means: its id, or a beginning of it that only one trace has.
import { EVER } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import type { Cursor, Frame, Session } from '../../model/session.ts';
import type { SpanRecord } from '../../model/signal.ts';
import type { TraceSummary } from '../../model/trace.ts';

export interface FoundTrace {
  readonly traceId: string;
  /** In order of start; at least one. */
  readonly spans: readonly SpanRecord[];
}

/** Fewer characters begin too many ids to mean one. */
const LEAST_PREFIX = 6;
/** Named where a beginning is not enough. */
const MOST_NAMED = 3;

/** Throws TRACE_MISSING where there is none, USAGE where a beginning fits several. */
export function whichTrace(session: Session, frame: Frame, wanted: string): FoundTrace {
  const exact = spansOf(session, frame, wanted);
  if (exact !== undefined) return exact;
  if (wanted.length < LEAST_PREFIX) throw new ObsError('TRACE_MISSING', `there is no trace "${wanted}"; the beginning of an id needs ${LEAST_PREFIX} characters`);
  const named = beginningWith(session, frame, wanted);
  const [only] = named;
  if (named.length > 1) throw new ObsError('USAGE', `several traces begin with "${wanted}": ${named.slice(0, MOST_NAMED).join(', ')}${named.length > MOST_NAMED ? ' …' : ''}`);
  const found = only === undefined ? undefined : spansOf(session, frame, only);
  if (found === undefined) throw new ObsError('TRACE_MISSING', `there is no trace "${wanted}"`);
  return found;
}

function spansOf(session: Session, frame: Frame, traceId: string): FoundTrace | undefined {
  const spans = session.trace(frame, traceId);
  const [first] = spans;
  return first === undefined ? undefined : { traceId: first.traceId, spans };
}

/** One more than are named is enough. */
function beginningWith(session: Session, frame: Frame, wanted: string): readonly string[] {
  const start = wanted.toLowerCase();
  const named: string[] = [];
  for (const { traceId } of allTraces(session, { ...frame, span: EVER }, {})) {
    if (traceId.toLowerCase().startsWith(start)) named.push(traceId);
    if (named.length > MOST_NAMED) break;
  }
  return named;
}

const PAGE = 500;

interface Wanted {
  readonly service?: string;
  readonly errorsOnly?: boolean;
  /** Microseconds. */
  readonly atLeast?: number;
}

/** Every trace that starts in the span of the frame, newest start first, page by page. */
export function* allTraces(session: Session, frame: Frame, wanted: Wanted): Generator<TraceSummary> {
  let from: Cursor | undefined;
  for (;;) {
    const page = session.traces(frame, { ...wanted, span: frame.span, limit: PAGE, from });
    yield* page.rows;
    if (page.reached === undefined || (page.complete && page.rows.length < PAGE)) return;
    from = page.reached;
  }
}
