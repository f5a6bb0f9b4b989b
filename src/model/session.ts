// The read side of a session, and the only way the screen learns anything. Every method is synchronous, bounded, and pure in
// its arguments: the same frame and query give the same answer live and from the closed file (design: replay property).
import type { Interval, Micros } from '../lib/micros.ts';
import type { FactKind } from './fact.ts';
import type { Filter } from './filter/ast.ts';
import type { IncidentInfo } from './incident.ts';
import type { FactRecord, Gap, Health, LogRecord, Note, PanelDefinition, Reject, Seq, SourceId, SpanRecord } from './signal.ts';
import type { TraceSummary } from './trace.ts';

/** The newest commit: its last seq, when we learned it, and the newest event time known by then. */
export interface Head {
  readonly seq: Seq;
  readonly learned: Micros;
  /** Newest `at` of any telemetry row at this head, never later than a minute after `learned`; equals `learned` while empty. */
  readonly latest: Micros;
}

/** What one render looks at. Telemetry needs `seq <= head.seq`, rows the operator asked for `seq <= asked`. */
export interface Frame {
  readonly head: Head;
  readonly asked: Seq;
  /** Event times that the panels draw. */
  readonly span: Interval;
}

/** Where a row stands in event-time order. */
export interface Cursor {
  readonly at: Micros;
  readonly seq: Seq;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** How far the scan came, the last place looked at; undefined when nothing was looked at. */
  readonly reached: Cursor | undefined;
  /** False when the scan budget ran out before the page was full or the data ended. */
  readonly complete: boolean;
}

export interface LogQuery {
  readonly filter?: Filter | undefined;
  /** Start strictly beyond this row, or at it with `inclusive`; the newest or oldest end when absent. */
  readonly from?: Cursor | undefined;
  readonly inclusive?: boolean;
  readonly direction: 'older' | 'newer';
  /** Rows wanted; at most 500. Rows come in the direction walked. */
  readonly limit: number;
  /** Rows looked at before giving up; default 5,000, at most 200,000. */
  readonly budget?: number;
}

export interface SourceState {
  readonly id: SourceId;
  readonly name: string;
  readonly kind: string;
  /** Where it reads from, free of secrets. */
  readonly target: string;
  /** The newest health row at the head. */
  readonly health: Health | undefined;
  readonly logs: number;
  readonly samples: number;
  readonly rejects: number;
  readonly bytes: number;
  /** Rows per second over the last ten seconds of learning before the head. */
  readonly rowsPerSecond: number;
  readonly bytesPerSecond: number;
  /** When the newest row of this source was learned. */
  readonly lastLearned: Micros | undefined;
  /** Health changes before the newest, newest first, at most 20. */
  readonly history: readonly Health[];
}

export interface DensityBucket {
  readonly from: Micros;
  /** Rows by level rank, trace first. */
  readonly byLevel: readonly [number, number, number, number, number, number];
}

export interface Density {
  readonly span: Interval;
  /** Width of one bucket in microseconds; a multiple of a second. */
  readonly width: number;
  readonly buckets: readonly DensityBucket[];
}

export interface Point {
  readonly at: Micros;
  readonly value: number;
}

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** In event-time order, inside the span asked for, thinned to at most the points asked for (minimum and maximum survive). */
  readonly points: readonly Point[];
  readonly last: Point | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface SeriesQuery {
  /** Series of this panel; or raw scraped series by name. */
  readonly panel?: string;
  readonly name?: string;
  readonly span: Interval;
  readonly points: number;
  /** Series returned, the most recently updated first; default 20. */
  readonly limit?: number;
}

export interface TraceQuery {
  readonly span: Interval;
  /** At most 500. */
  readonly limit: number;
  /** Rows beyond this one, in the order of the list. */
  readonly from?: Cursor | undefined;
  readonly service?: string;
  readonly errorsOnly?: boolean;
  /** Microseconds. */
  readonly atLeast?: number;
  /** Instead of the newest ones the slowest ones that did not fail, the slowest first, of the 20,000 slowest of the session; `from` is for the other list. */
  readonly slowest?: boolean;
}

export interface FactQuery<K extends FactKind> {
  readonly kinds: readonly K[];
  readonly span: Interval;
  /** At most 1,000; where there are more, the newest by `at`. */
  readonly limit: number;
  /** Also rows that a newer one of the same identity has taken the place of: the history. */
  readonly superseded?: boolean;
  /** Rows of this identity alone. */
  readonly id?: string;
}

export interface Totals {
  readonly logs: number;
  readonly byLevel: readonly [number, number, number, number, number, number];
  readonly samples: number;
  readonly rejects: number;
  /** Rows given up because the recorder could not keep pace; every one is also in a gap. */
  readonly shed: number;
  /** Size of the session file in bytes when the head was committed. */
  readonly bytes: number;
}

export interface SessionInfo {
  readonly id: string;
  readonly title: string;
  readonly startedAt: Micros;
  /** False once the file is closed for good. */
  readonly growing: boolean;
  /** The first commit. */
  readonly first: Head;
  /** The file it is read from; absent where that file goes when the program ends. */
  readonly path?: string;
  /** True where another program records it, or did until a moment ago, and this one only looks. */
  readonly attached?: boolean;
  /** Of a session that is closed: whether notes and pins can be added to it, or why not; absent where nobody could add them. */
  readonly annotations?: true | string;
  /** What is known of the incident file that this session was loaded from; undefined for a session that was recorded. */
  readonly incident?: IncidentInfo;
}

export interface Session {
  info(): SessionInfo;
  /** The newest commit. */
  head(): Head;
  /** The last commit learned at or before `learned`; the first one when there is none. */
  headAt(learned: Micros): Head;
  /** The commit that contains `seq`. */
  headOf(seq: Seq): Head;
  /** The first commit that knew a row with this event time or later; undefined where only history read in bulk covers it. */
  headFor(at: Micros): Head | undefined;
  logs(frame: Frame, query: LogQuery): Page<LogRecord>;
  log(frame: Frame, seq: Seq): LogRecord | undefined;
  /** Rows of the span counted by level, from rollups. */
  density(frame: Frame, span: Interval, buckets: number): Density;
  /**
   * Traces whose earliest span known at the head starts in the span asked for, newest start first; `reached` is the place to go on from.
   * Looks at no more than 5,000 traces a call.
   */
  traces(frame: Frame, query: TraceQuery): Page<TraceSummary>;
  /** All spans of a trace at the head, in order of start; at most 100,000. */
  trace(frame: Frame, traceId: string): readonly SpanRecord[];
  series(frame: Frame, query: SeriesQuery): readonly Series[];
  panels(frame: Frame): readonly PanelDefinition[];
  sources(frame: Frame): readonly SourceState[];
  /** Gaps that touch the span, folded to the head, oldest first, at most 200. */
  gaps(frame: Frame, span: Interval): readonly Gap[];
  rejects(frame: Frame, limit: number): readonly Reject[];
  notes(frame: Frame, span: Interval): readonly Note[];
  /** The newest row of every identity of a kind at the head, the latest changed first, at most 1,000. */
  latest<K extends FactKind>(frame: Frame, kind: K): readonly FactRecord<K>[];
  /** Rows whose `at` lies in the span, in event-time order. */
  facts<K extends FactKind>(frame: Frame, query: FactQuery<K>): readonly FactRecord<K>[];
  totals(frame: Frame): Totals;
  /** Event times of the first and last log row at the head; undefined while there is none. */
  extent(frame: Frame): Interval | undefined;
  close(): void;
}
