// A trace told as a tree of steps: nested or listed spans with durations, retries below the step they belong to, starts and ids often left
// out. What is left out follows from the order: a step begins where the one before it ended, and its id is its place in the tree.
//
// Attributes that the decoder itself adds: `time_from: order` (the step told no start), `duration_from: steps` or `none` (it told no
// duration), `span_from: trace` (the step stands for the trace as a whole), `retry` (the number of a try).
import { isMicros, MILLI, shift, type Micros } from '../../../lib/micros.ts';
import type { Attributes, SpanDraft, Value } from '../../../model/signal.ts';
import type { SpanEvent, SpanStatus } from '../../../model/span.ts';

/** One step as it was told. */
export interface Step {
  readonly name: string;
  readonly spanId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly start?: Micros | undefined;
  /** Milliseconds, as isMillis has them. */
  readonly millis?: number | undefined;
  /** `timeout`, `success`, … */
  readonly outcome?: string | undefined;
  readonly service?: string | undefined;
  readonly node?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly events?: readonly SpanEvent[] | undefined;
  readonly steps: readonly Step[];
}

/** A step that stands for a whole trace. */
export interface StepTrace extends Step {
  readonly traceId: string;
}

/** A duration in milliseconds that a span can have. */
export function isMillis(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && isMicros(Math.round(value * MILLI));
}

interface Placed {
  readonly traceId: string;
  readonly path: string;
  readonly parentId: string | undefined;
  readonly earliest: Micros;
}

/** The spans of a trace, parents first. `at` is its start where it tells none. */
export function spansOfTree(trace: StepTrace, at: Micros): readonly SpanDraft[] {
  const spans: SpanDraft[] = [];
  const told = { ...trace, attributes: { ...trace.attributes, span_from: 'trace' } };
  place(told, { traceId: trace.traceId, path: '0', parentId: undefined, earliest: at }, spans);
  return spans;
}

/** Adds the step and those below it; gives its end. */
function place(step: Step, { traceId, path, parentId, earliest }: Placed, spans: SpanDraft[]): Micros {
  const start = step.start ?? earliest;
  const span = draftOf(step, { traceId, spanId: step.spanId ?? path, start, parentId: step.parentId ?? parentId });
  // Parents come first, though without a duration of their own they last as long as what lies below them.
  const index = spans.push(span) - 1;
  let end = start;
  step.steps.forEach((below, number) => {
    const after = place(below, { traceId, path: `${path}.${number + 1}`, parentId: span.spanId, earliest: end }, spans);
    if (after > end) end = after;
  });
  if (step.millis !== undefined) return shift(start, span.duration);
  spans[index] = { ...span, duration: end - start };
  return end;
}

interface Identity {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly start: Micros;
}

function draftOf(step: Step, { traceId, spanId, parentId, start }: Identity): SpanDraft {
  const { name, service, node, outcome, millis = 0, events = [] } = step;
  const status = statusOf(outcome);
  const attributes = { ...step.attributes, ...ownAttributes(step) };
  return {
    kind: 'span', at: start, traceId, spanId, name, duration: Math.round(millis * MILLI), spanKind: 'unspecified', status,
    ...(outcome === undefined || status === 'ok' ? {} : { statusMessage: outcome }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(service === undefined ? {} : { service }),
    ...(node === undefined ? {} : { node }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(events.length === 0 ? {} : { events }),
  };
}

function ownAttributes(step: Step): Readonly<Record<string, Value>> {
  const retry = /^retry[ _-]?(\d{1,6})$/i.exec(step.name)?.[1];
  return {
    ...(step.start === undefined ? { time_from: 'order' } : {}),
    ...(step.millis === undefined ? { duration_from: step.steps.length > 0 ? 'steps' : 'none' } : {}),
    ...(retry === undefined ? {} : { retry: Number(retry) }),
  };
}

function statusOf(outcome: string | undefined): SpanStatus {
  if (outcome === undefined) return 'unset';
  if (/^(?:ok|success|succeeded|passed|done)$/i.test(outcome)) return 'ok';
  return /error|fail|timeout|timed.?out|refused|rejected|denied|abort|cancel/i.test(outcome) ? 'error' : 'unset';
}
