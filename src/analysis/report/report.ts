// What the report of an incident says, before it has a form. Every text is safe to print: raw text from outside ends here, so that no
// exporter can forget to make it so.
import type { Interval, Micros } from '../../lib/micros.ts';
import type { SafeText } from '../../lib/text.ts';
import type { IncidentInfo, Redactions, Severity } from '../../model/incident.ts';
import type { Point } from '../../model/session.ts';
import type { SloState } from '../../model/slo.ts';
import type { TimelineKind } from '../../model/timeline.ts';
import type { Unit } from '../../model/signal.ts';
import type { Records } from './records.ts';

/** What the session itself does not know of its incident. An IncidentInfo will do. */
export interface ReportAbout extends Pick<IncidentInfo, 'title' | 'severity' | 'range' | 'session' | 'redactions'>, Partial<Pick<IncidentInfo, 'savedAt' | 'by' | 'raw' | 'root' | 'derivedFrom' | 'signedBy' | 'withoutSources'>> {
  /** The file as a reader would type it in the commands; `FILE` when absent. */
  readonly file?: string;
  /** Something was added beside the file after it was sealed. */
  readonly annotated?: boolean;
}

/** What shows a row again: typed into the filter, the query or the list of traces. */
export interface RowQuery {
  readonly language: 'filter' | 'PromQL' | 'trace';
  readonly text: SafeText;
}

export interface StoryRow {
  readonly at: Micros;
  readonly kind: TimelineKind;
  /** Name of the source that told it; empty where it came from the operator. */
  readonly source: SafeText;
  readonly text: SafeText;
  /** Figures that belong to it; may be empty. */
  readonly detail: SafeText;
  readonly node: SafeText | undefined;
  readonly service: SafeText | undefined;
  readonly traceId: SafeText | undefined;
  /** Chosen by the operator. */
  readonly pinned: boolean;
  readonly query: RowQuery | undefined;
  /** Shell command that opens the file where the row is seen. */
  readonly command: SafeText;
  /** That rows of its source are missing then. */
  readonly warning: SafeText | undefined;
}

export interface FollowUp {
  readonly at: Micros;
  readonly text: SafeText;
  readonly done: boolean;
}

/** One time of an alert, from when it fired. */
export interface AlertLine {
  readonly id: SafeText;
  readonly name: SafeText;
  readonly place: SafeText;
  readonly node: SafeText | undefined;
  readonly severity: SafeText;
  readonly source: SafeText;
  readonly firedAt: Micros;
  /** Undefined while it fires. */
  readonly resolvedAt: Micros | undefined;
  /** Value when it fired, when known. */
  readonly value: number | undefined;
  readonly resolutionValue: number | undefined;
  readonly threshold: number | undefined;
  readonly expr: SafeText;
  readonly acknowledged: { readonly by: SafeText; readonly comment: SafeText } | undefined;
  readonly summary: SafeText;
}

export interface SloLine {
  readonly id: SafeText;
  readonly name: SafeText;
  readonly state: SloState;
  readonly window: SafeText;
  /** Parts of one. */
  readonly target: number;
  readonly achieved: number;
  /** Percent of the budget for errors. */
  readonly left: number | undefined;
  readonly source: SafeText;
  readonly period: Interval | undefined;
}

export interface GapLine {
  readonly from: Micros;
  readonly to: Micros;
  readonly source: SafeText;
  /** In one sentence. */
  readonly text: SafeText;
  /** Undefined where nobody knows how many. */
  readonly missing: number | undefined;
}

export interface SourceLine {
  readonly name: SafeText;
  readonly kind: SafeText;
  readonly target: SafeText;
  readonly logs: number;
  readonly samples: number;
  readonly rejects: number;
  /** How it stood at the end, in words. */
  readonly state: SafeText;
}

export interface ChartSeries {
  readonly name: SafeText;
  /** In event-time order; values may be NaN or infinite, which breaks the line. */
  readonly points: readonly Point[];
  /** What the story is about; the others are the background. */
  readonly loud: boolean;
}

export interface ChartMark {
  readonly at: Micros;
  readonly text: SafeText;
}

export interface Chart {
  readonly title: SafeText;
  /** PromQL. */
  readonly expr: SafeText;
  readonly unit: Unit;
  readonly source: SafeText;
  readonly threshold: number | undefined;
  readonly span: Interval;
  /** Loud ones first. */
  readonly series: readonly ChartSeries[];
  /** Series that are not drawn. */
  readonly left: number;
  readonly marks: readonly ChartMark[];
}

export interface Evidence {
  /** Merkle root of the file, hexadecimal. */
  readonly root: SafeText | undefined;
  readonly derivedFrom: SafeText | undefined;
  readonly signedBy: SafeText | undefined;
  /** What this proves and what it does not, in sentences. */
  readonly sentences: readonly SafeText[];
}

export interface Report {
  readonly title: SafeText;
  readonly severity: Severity;
  readonly range: Interval;
  readonly session: SafeText;
  readonly savedAt: Micros | undefined;
  readonly by: SafeText | undefined;
  /** When the newest of what the report knows was learned. */
  readonly known: Micros;
  /** Sentences: what happened, how it began, how it ended, what is missing. */
  readonly summary: readonly SafeText[];
  /** In event-time order. */
  readonly story: readonly StoryRow[];
  /** Whether the operator chose the rows; else they are those of the timeline that stand out. */
  readonly chosen: boolean;
  readonly charts: readonly Chart[];
  readonly alerts: readonly AlertLine[];
  readonly slos: readonly SloLine[];
  readonly gaps: readonly GapLine[];
  readonly sources: readonly SourceLine[];
  readonly followUps: readonly FollowUp[];
  readonly redactions: Redactions;
  /** True where redaction was switched off. */
  readonly raw: boolean;
  readonly evidence: Evidence;
  readonly records: Records;
}
