// `obs-tui trace search`: the traces of a session that match, newest first.
import { dateTime, value } from '../../lib/format.ts';
import { MILLI } from '../../lib/micros.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { TraceSummary } from '../../model/trace.ts';
import type { LengthBounds } from '../option-values.ts';
import { tableText } from '../table.ts';
import { answerFrom, zoneOf, type TraceOptions } from './open.ts';
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
    return found.length === 0 ? '' : tableText(found.map((trace) => rowOf(trace, zoneOf(options))));
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

function rowOf({ traceId, at, name, duration, services, spans, errors, complete }: TraceSummary, zone: 'utc' | 'local') {
  return {
    start: dateTime(at, zone, 'millis'), duration: value(duration / MILLI, 'milliseconds'), spans: String(spans), errors: String(errors), trace: traceId, name,
    services: `${services.join(', ')}${complete ? '' : ', and more'}`,
  };
}
