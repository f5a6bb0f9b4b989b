// `obs-tui trace search`: the traces of a session that match, newest first.
import { dateTime, value } from '../../lib/format.ts';
import { line, span } from '../../lib/line.ts';
import { MILLI } from '../../lib/micros.ts';
import { own } from '../../lib/text.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { TraceSummary } from '../../model/trace.ts';
import type { LengthBounds } from '../option-values.ts';
import { pipedTable } from '../table.ts';
import { alignedRows } from './aligned.ts';
import { answerFrom, textOf, zoneOf, type TraceOptions } from './open.ts';
import { tracesJson } from './trace-json.ts';
import { allTraces } from './which-trace.ts';

interface TraceSearchOptions extends TraceOptions {
  readonly service?: string;
  readonly duration?: LengthBounds;
  readonly errors?: boolean;
  readonly limit: number;
}

export function traceSearch(options: TraceSearchOptions): Promise<number> {
  return answerFrom(options, async (session, frame) => {
    const { found, more } = matching(session, frame, options);
    if (options.json === true) return tracesJson(found, session.info().id);
    if (found.length === 0) process.stderr.write('No trace matches.\n');
    else if (more) process.stderr.write(`There are more than ${found.length}; --limit prints more.\n`);
    return found.length === 0 ? '' : listed(found, options);
  });
}

function matching(session: Session, frame: Frame, { service, errors, duration, limit }: TraceSearchOptions): { readonly found: readonly TraceSummary[]; readonly more: boolean } {
  const { least = 0, most = Infinity } = duration ?? {};
  const found: TraceSummary[] = [];
  for (const trace of allTraces(session, frame, { ...(service === undefined ? {} : { service }), ...(errors === true ? { errorsOnly: true } : {}), ...(least > 0 ? { atLeast: least } : {}) })) {
    if (trace.duration > most) continue;
    if (found.length === limit) return { found, more: true };
    found.push(trace);
  }
  return { found, more: false };
}

/** For a person the beginning of the id, which every command takes; for a program all of it, cells parted by tabs. */
function listed(found: readonly TraceSummary[], options: TraceSearchOptions): string {
  const rows = found.map((trace) => cellsOf(trace, zoneOf(options)));
  if (!process.stdout.isTTY) return pipedTable(rows);
  const cells = rows.map(({ duration, spans, errors, start, trace, name, services }) => [duration, spans, errors, start, shortId(trace), name, services]);
  const [titles = own(''), ...lines] = alignedRows([['took', 'spans', 'errors', 'start', 'trace', 'name', 'services'], ...cells], 3);
  return textOf([line(span(titles, 'dim')), ...lines.map((row) => line(span(row)))], options);
}

const SHORT = 16;

/** Ids of other forms are few and short. */
function shortId(traceId: string): string {
  return /^[0-9a-f]{32}$/i.test(traceId) ? traceId.slice(0, SHORT) : traceId;
}

function cellsOf({ traceId, at, name, duration, services, spans, errors, complete }: TraceSummary, zone: 'utc' | 'local') {
  return {
    start: dateTime(at, zone, 'millis'), duration: value(duration / MILLI, 'milliseconds'), spans: String(spans), errors: String(errors), trace: traceId, name,
    services: `${services.join(', ')}${complete ? '' : ', and more'}`,
  };
}
