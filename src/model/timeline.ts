// The timeline: what every signal says about a stretch of time, as one list. Types only; src/analysis/timeline makes them.
import type { Interval, Micros } from '../lib/micros.ts';
import type { Labels } from './alert.ts';
import type { Cursor } from './session.ts';
import type { FactRecord, Gap, Health, LogRecord, Note, PanelDefinition, SourceId, SpanRecord } from './signal.ts';
import type { TraceSummary } from './trace.ts';

export const TIMELINE_KINDS = ['metric', 'log', 'trace', 'alert', 'anomaly', 'health', 'gap', 'note'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** What something is about, as far as it says so: what rows can have in common. */
export interface Place {
  readonly node?: string | undefined;
  readonly service?: string | undefined;
  readonly traceId?: string | undefined;
  readonly labels?: Labels | undefined;
}

/** What the rows of a window are measured against. */
export interface Anchor extends Place {
  /** In words, raw: "HighCPUUsage on brick-02". */
  readonly name: string;
  readonly at: Micros;
}

/** Where the thing itself can be seen. */
export type Target =
  | { readonly kind: 'log'; readonly at: Micros; readonly seq: number | undefined; readonly message: string }
  | { readonly kind: 'trace'; readonly traceId: string; readonly at: Micros }
  | { readonly kind: 'panel'; readonly panel: string | undefined }
  | { readonly kind: 'alert'; readonly row: Cursor }
  | { readonly kind: 'source' }
  | { readonly kind: 'check' }
  | { readonly kind: 'none' };

/** All text is raw, as it was recorded: made safe where it is drawn. */
export interface TimelineEntry extends Cursor {
  /** Names the row for as long as the session exists: `KIND:SEQ`, for traces `trace:ID`. */
  readonly key: string;
  /** Who told it; undefined for what several may have told. */
  readonly source: SourceId | undefined;
  readonly kind: TimelineKind;
  /** Node or service; empty where there is none. */
  readonly subject: string;
  /** What happened to the subject. */
  readonly what: string;
  /** Figures that belong to it; may be empty. */
  readonly detail: string;
  /** Subject and what as one sentence. */
  readonly text: string;
  readonly place: Place;
  readonly target: Target;
  /** Which id or label ties it to the anchor, or why it is shown without one. */
  readonly why: string;
  /** Why it is hidden by default; undefined for rows that are shown. */
  readonly quiet: string | undefined;
  /** Part of the incident's own list. */
  readonly pinned: boolean;
}

export interface Timeline {
  readonly window: Interval;
  readonly anchor: Anchor | undefined;
  /** Shown and quiet ones, in event-time order. A resolution after the window comes with its alert, a beginning before it with its crossing. */
  readonly entries: readonly TimelineEntry[];
  /** Rows of the window that stand for themselves nowhere: beyond the limit of their kind, the oldest ones. */
  readonly beyond: number;
}

/** What was read for a window, each list in event-time order. */
export interface TimelineMaterial {
  readonly window: Interval;
  /** The moment that the window is about. */
  readonly centre: Micros;
  /** Event time of the oldest log row; undefined while there is none. */
  readonly logsSince: Micros | undefined;
  readonly inflections: readonly FactRecord<'inflection'>[];
  readonly anomalies: readonly FactRecord<'anomaly'>[];
  /** All changes, before and after the window too. */
  readonly alerts: readonly FactRecord<'alert'>[];
  readonly patterns: readonly FactRecord<'pattern'>[];
  /** All changes, before the window too. */
  readonly checks: readonly FactRecord<'check'>[];
  readonly acts: readonly FactRecord<'act'>[];
  readonly pins: readonly FactRecord<'pin'>[];
  /** The newest ones, and the slowest ones that did not fail. */
  readonly traces: readonly TraceSummary[];
  /** Whether these are all traces of the window. */
  readonly allTraces: boolean;
  /** Spans of the slowest traces. */
  readonly spans: readonly SpanRecord[];
  /** All changes, by source. */
  readonly health: readonly { readonly source: string; readonly changes: readonly Health[] }[];
  readonly gaps: readonly Gap[];
  readonly notes: readonly Note[];
  /** Rows asked for by themselves: errors, or those that carry a value that is followed. */
  readonly logs: readonly LogRecord[];
  readonly panels: readonly PanelDefinition[];
  readonly beyond: number;
}
