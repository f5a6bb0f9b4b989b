// The read side over a session file, live or closed. Every read is a few prepared statements that run to their end at once: no
// transaction and no iterator outlives a call, so that the writer's log never grows behind a reader.
import { resolve } from 'node:path';
import type { IncidentInfo } from '../../model/incident.ts';
import { ObsError } from '../../model/errors.ts';
import type { Session, SessionInfo } from '../../model/session.ts';
import { connectReader, type Connection } from './connection.ts';
import { translate } from './errors.ts';
import { isLocked } from './lock.ts';
import { densityQueries } from './queries/density.ts';
import { factQueries } from './queries/facts.ts';
import { headQueries } from './queries/heads.ts';
import { LogSource } from './queries/log-source.ts';
import { logQueries } from './queries/logs.ts';
import { markQueries } from './queries/marks.ts';
import { seriesQueries } from './queries/series.ts';
import { sourceQueries } from './queries/sources.ts';
import { spanQueries } from './queries/spans.ts';
import { totalsQueries } from './queries/totals.ts';
import { traceListQueries } from './queries/trace-list.ts';
import { wordQueries } from './queries/words.ts';

/** Throws SESSION_MISSING, SESSION_DAMAGED or SESSION_NEWER; a session without its first commit is missing. */
export function openSession(path: string): Session {
  const db = connectReader(path);
  try {
    const session = sessionOver(db, path);
    session.head();
    return session;
  } catch (error) {
    db.close();
    throw translate(error, path, 'read');
  }
}

/** What `look` finds in a session; undefined where that cannot be read. */
export function lookedInto<T>(path: string, look: (session: Session) => T): T | undefined {
  try {
    const session = openSession(path);
    try {
      return look(session);
    } finally {
      session.close();
    }
  } catch (error) {
    if (error instanceof ObsError) return undefined;
    throw error;
  }
}

function sessionOver(db: Connection, path: string): Session {
  const heads = headQueries(db);
  const totals = totalsQueries(db);
  const words = wordQueries(db);
  const logs = logQueries(new LogSource(db, words), words, totals.looseTraces);
  const { trace } = spanQueries(db, words);
  const { traces } = traceListQueries(db, words);
  const { density } = densityQueries(db);
  const { series } = seriesQueries(db);
  const { sources } = sourceQueries(db);
  const marks = markQueries(db);
  const facts = factQueries(db);
  const info = infoQuery(db, path);
  const safe =
    <Args extends readonly unknown[], T>(read: (...args: Args) => T) =>
    (...args: Args): T => {
      try {
        return read(...args);
      } catch (error) {
        throw translate(error, path, 'read');
      }
    };
  return {
    info: safe(() => info(heads.first())),
    head: safe(heads.head),
    headAt: safe(heads.headAt),
    headOf: safe(heads.headOf),
    headFor: safe(heads.headFor),
    logs: safe(logs.logs),
    log: safe(logs.log),
    density: safe(density),
    traces: safe(traces),
    trace: safe(trace),
    series: safe(series),
    panels: safe(marks.panels),
    sources: safe(sources),
    gaps: safe(marks.gaps),
    rejects: safe(marks.rejects),
    notes: safe(marks.notes),
    latest: (frame, kind) => safe(() => facts.latest(frame, kind))(),
    facts: (frame, query) => safe(() => facts.facts(frame, query))(),
    totals: safe(totals.totals),
    extent: safe(totals.extent),
    close: () => {
      db.close();
    },
  };
}

/** What the import wrote. */
function incidentOf(json: string): IncidentInfo {
  return JSON.parse(json);
}

function infoQuery(db: Connection, path: string): (first: SessionInfo['first']) => SessionInfo {
  const meta = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const id = meta.get('id') ?? '';
  const title = meta.get('title') ?? '';
  // A crashed recorder leaves a session that was never finished and that nobody continues.
  const written = isLocked(path);
  return (first) => {
    // What an incident file held is no live session, also while it is still being read.
    const incident = meta.get('incident');
    const growing = written && incident === undefined && meta.get('finished') === undefined;
    return { id, title, startedAt: first.learned, growing, first, ...(incident === undefined ? { path: resolve(path) } : { incident: incidentOf(incident) }) };
  };
}
