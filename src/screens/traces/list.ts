// The rows of the list: one bounded read, the rest of the filter on what came, then the order asked for.
import { compile } from '../../model/filter/compile.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { TraceQuery } from '../../model/session.ts';
import type { LogRecord, Seq } from '../../model/signal.ts';
import type { TraceSummary } from '../../model/trace.ts';
import type { PanelContext } from '../../state/command.ts';
import type { Sort, TracesState } from './state.ts';

/** The newest ones of the time in view; the head line says so where there are more. */
export const MOST_TRACES = 500;

export interface TraceList {
  readonly rows: readonly TraceSummary[];
  /** Index of the row under the cursor; 0 while there is none. */
  readonly cursor: number;
  /** False where more traces than can be listed lie in the time in view. */
  readonly all: boolean;
}

export function traceList(context: PanelContext, state: TracesState): TraceList {
  const filter = state.filter === undefined ? undefined : meant(state.filter.filter);
  const page = context.session.traces(context.frame, { span: context.frame.span, limit: MOST_TRACES, ...asked(filter) });
  const passes = compile(filter);
  const kept = filter === undefined ? page.rows : page.rows.filter((row) => passes(asRecord(row)));
  const rows = sorted(kept, state.sort);
  return { rows, cursor: place(rows, state), all: page.complete && page.rows.length < MOST_TRACES };
}

/** Id of the trace under the cursor. */
export function chosenTrace(state: TracesState, context: PanelContext): string | undefined {
  const found = traceList(context, state);
  return found.rows[found.cursor]?.traceId;
}

function sorted(rows: readonly TraceSummary[], sort: Sort): readonly TraceSummary[] {
  if (sort === 'time') return rows;
  return rows.toSorted((a, b) => (sort === 'duration' ? b.duration - a.duration : b.errors - a.errors || b.duration - a.duration));
}

function place(rows: readonly TraceSummary[], { cursor, sort }: TracesState): number {
  if (cursor === undefined || rows.length === 0) return 0;
  const found = rows.findIndex((row) => row.traceId === cursor.traceId);
  if (found >= 0 || sort !== 'time') return Math.max(0, found);
  const older = rows.findIndex((row) => row.at <= cursor.at);
  return older < 0 ? rows.length - 1 : older;
}

/** What the session can answer itself, so that the page is filled with what is looked for. */
function asked(filter: Filter | undefined): Pick<TraceQuery, 'errorsOnly' | 'atLeast'> {
  const terms = filter === undefined ? [] : filter.op === 'and' ? filter.terms : [filter];
  const errorsOnly = terms.some((term) => term.op === 'number' && term.field === 'errors' && term.compare === '>' && term.value >= 0);
  const least = terms.flatMap((term) => (term.op === 'number' && term.field === 'duration' && (term.compare === '>' || term.compare === '>=') ? (inMicros(term.value, term.unit) ?? []) : []));
  return { ...(errorsOnly ? { errorsOnly } : {}), ...(least.length === 0 ? {} : { atLeast: Math.max(0, ...least) }) };
}

const TIMES: ReadonlyMap<string, number> = new Map([['us', 1], ['ms', 1e3], ['s', 1e6], ['m', 60e6], ['h', 3_600e6]]);

function inMicros(value: number, unit: string): number | undefined {
  const factor = TIMES.get(unit);
  return factor === undefined ? undefined : Math.floor(value * factor);
}

/** The word `errors` means traces that have some; a duration without a unit is in milliseconds, as traces are talked about. */
function meant(filter: Filter): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, terms: filter.terms.map(meant) };
    case 'not':
      return { ...filter, term: meant(filter.term) };
    case 'text':
      return /^errors?$/iu.test(filter.text) ? { op: 'number', field: 'errors', compare: '>', value: 0, unit: '' } : filter;
    case 'number':
      return filter.field === 'duration' && filter.unit === '' ? { ...filter, unit: 'ms' } : filter;
    default:
      return filter;
  }
}

/** A trace in the words of the filter language, whose predicates read log records. */
function asRecord(row: TraceSummary): LogRecord {
  return {
    kind: 'log', seq: 0 as Seq, source: 0, at: row.at, message: row.name, level: row.errors > 0 ? 'error' : 'info', traceId: row.traceId,
    attributes: { name: row.name, service: row.services, services: row.services.length, spans: row.spans, errors: row.errors, duration: `${row.duration}us` },
  };
}
