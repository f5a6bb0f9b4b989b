// Reads from the session what the timeline of a window is made of. Every read is bounded; what lies beyond a bound is counted. Commands
// and reports may take longer over the traces than a frame may.
import { DAY, HOUR, micros, MINUTE, shift, type Interval, type Micros } from '../../lib/micros.ts';
import { levelRank } from '../../model/level.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { Cursor, Frame, Session } from '../../model/session.ts';
import type { LogRecord, Seq } from '../../model/signal.ts';
import type { Anchor, TimelineMaterial } from '../../model/timeline.ts';
import type { TraceSummary } from '../../model/trace.ts';
import { anchorOf } from './anchor.ts';
import { MOST_SPANS, slowest } from './trace-rows.ts';

/** The moment that the timeline is about, and how far to both sides. */
export interface Around {
  readonly window: Interval;
  readonly centre: Micros;
}

export interface ReadLimits {
  /** The newest ones of the window; the slowest ones are known besides. */
  readonly traces: number;
}

export const FRAME_LIMITS: ReadLimits = { traces: 500 };
export const COMMAND_LIMITS: ReadLimits = { traces: 200_000 };

/** How far before the window the change is looked for that led to a crossing in it, at least. */
const LEAST_BEFORE = 15 * MINUTE;
const MOST_FACTS = 400;
const MOST_LOGS = 100;
const LOG_BUDGET = 2_000;
const PAGE = 500;
const MOST_SLOW = 100;
/** Traces whose spans are read, to know on which nodes they ran. */
const OPENED = 3;
const ERRORS: Filter = { op: 'level', compare: '>=', level: 'error' };

export function readTimeline(session: Session, frame: Frame, around: Around, limits: ReadLimits, anchor?: Anchor): TimelineMaterial {
  const { window, centre } = around;
  const span = closed(window);
  const before = Math.max((window.to - window.from) / 2, LEAST_BEFORE);
  const facts = <K extends 'inflection' | 'anomaly' | 'pattern' | 'check' | 'act'>(kind: K, from: Micros, superseded: boolean) =>
    session.facts(frame, { kinds: [kind], span: { from, to: span.to }, limit: MOST_FACTS, superseded });
  // An alert may end long after the window; what it was before tells whether a row is a change.
  const alerts = session.facts(frame, { kinds: ['alert'], span: { from: shift(window.from, -DAY), to: shift(micros(0), Infinity) }, limit: 1_000, superseded: true });
  const { traces, all } = tracesWithin(session, frame, span, limits);
  const logs = logsWithin(session, frame, span, ERRORS);
  const related = anchor ?? anchorOf({ alerts, window, centre });
  return {
    window, centre, alerts, traces, logs, allTraces: all,
    logsSince: session.extent(frame)?.from,
    inflections: facts('inflection', shift(window.from, -before), true),
    anomalies: facts('anomaly', window.from, false),
    patterns: facts('pattern', window.from, false),
    checks: facts('check', shift(window.from, -HOUR), true),
    acts: facts('act', window.from, false),
    pins: session.latest(frame, 'pin'),
    spans: openedTraces(traces, related).flatMap((trace) => session.trace(frame, trace.traceId)),
    health: session.sources(frame).map(({ name, health, history }) => ({ source: name, changes: [...history.toReversed(), ...(health === undefined ? [] : [health])] })),
    gaps: session.gaps(frame, span),
    notes: session.notes(frame, span),
    panels: session.panels(frame),
    beyond: Math.max(0, errorsWithin(session, frame, span) - logs.length),
  };
}

/** The queries of a session leave the end of a span out; a timeline shows what happened at its very end. */
export function closed({ from, to }: Interval): Interval {
  return { from, to: shift(to, 1) };
}

/** The newest rows of a window that match, oldest first. */
export function logsWithin(session: Session, frame: Frame, span: Interval, filter: Filter, most = MOST_LOGS, budget = LOG_BUDGET): readonly LogRecord[] {
  const page = session.logs(frame, { filter, from: { at: span.to, seq: 0 as Seq }, direction: 'older', limit: most, budget });
  return page.rows.filter((row) => row.at >= span.from).toReversed();
}

function errorsWithin(session: Session, frame: Frame, span: Interval): number {
  const least = levelRank('error');
  return session.density(frame, span, 1).buckets.reduce((sum, { byLevel }) => sum + byLevel.slice(least).reduce((some, rows) => some + rows, 0), 0);
}

function tracesWithin(session: Session, frame: Frame, span: Interval, { traces: most }: ReadLimits): { readonly traces: readonly TraceSummary[]; readonly all: boolean } {
  const found: TraceSummary[] = [];
  let all = false;
  let from: Cursor | undefined;
  while (found.length < most) {
    const page = session.traces(frame, { span, limit: Math.min(PAGE, most - found.length), from });
    found.push(...page.rows);
    all = page.reached === undefined || (page.complete && page.rows.length < PAGE);
    if (all) break;
    from = page.reached;
  }
  const known = new Set(found.map((trace) => trace.traceId));
  const slow = all ? [] : session.traces(frame, { span, limit: MOST_SLOW, slowest: true }).rows.filter((trace) => !known.has(trace.traceId));
  return { traces: [...found, ...slow], all };
}

function openedTraces(traces: readonly TraceSummary[], anchor: Anchor | undefined): readonly TraceSummary[] {
  const small = traces.filter((trace) => trace.spans <= MOST_SPANS);
  const tied = anchor?.service === undefined ? small : small.filter((trace) => trace.services.includes(anchor.service ?? ''));
  return slowest(tied, OPENED);
}
