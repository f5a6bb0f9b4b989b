// Which recorded session a headless command reads, and which stretch of it.
import { existsSync } from 'node:fs';
import { listSessions } from '../data/session/files.ts';
import { openSession } from '../data/session/reader.ts';
import { shift, type Interval, type Micros } from '../lib/micros.ts';
import { parseDuration, parseTime } from '../lib/parse-time.ts';
import { ObsError } from '../model/errors.ts';
import type { Frame, Session } from '../model/session.ts';
import { appPaths } from './config-file.ts';

export interface SessionOptions {
  readonly session?: string;
  readonly at?: string;
  readonly since?: string;
  readonly until?: string;
  readonly last?: string;
  readonly utc?: boolean;
}

/** The session named by file or id, else the newest one. Throws SESSION_MISSING. */
export function whichSession(options: SessionOptions): Session {
  if (options.session !== undefined && existsSync(options.session)) return openSession(options.session);
  const known = listSessions(appPaths().sessions);
  const wanted = options.session;
  const found = wanted === undefined ? known[0] : known.find((entry) => entry.id === wanted);
  if (found === undefined) {
    throw new ObsError('SESSION_MISSING', wanted === undefined ? 'nothing has been recorded yet' : `there is no session "${wanted}"`);
  }
  return openSession(found.path);
}

/** The frame of what was known at --at, with the span of --since, --until and --last in event time; the whole session when absent. */
export function whichFrame(session: Session, options: SessionOptions): Frame {
  const newest = session.head();
  const zone = options.utc === true ? 'utc' : 'local';
  const time = (name: string, text: string | undefined): Micros | undefined => {
    if (text === undefined) return undefined;
    const at = parseTime(text, newest.latest, zone);
    if (at === undefined) throw new ObsError('USAGE', `--${name}: "${text}" is not a time`);
    return at;
  };
  const at = time('at', options.at);
  const head = at === undefined ? newest : session.headAt(at);
  return { head, asked: newest.seq, span: spanOf(time('since', options.since), time('until', options.until), options.last, head.latest) };
}

function spanOf(since: Micros | undefined, until: Micros | undefined, last: string | undefined, latest: Micros): Interval {
  const to = until ?? shift(latest, 1);
  if (last === undefined) return { from: since ?? shift(to, -Number.MAX_SAFE_INTEGER), to };
  const length = parseDuration(last);
  if (length === undefined) throw new ObsError('USAGE', `--last: "${last}" is not a length of time such as 15m`);
  return { from: since ?? shift(to, -length), to };
}
