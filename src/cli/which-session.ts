// Which recorded session a headless command reads, and which stretch of it.
import { statSync } from 'node:fs';
import { EXTENSION } from '../data/incident/extension.ts';
import { findIncident } from '../data/incident/library.ts';
import { listSessions } from '../data/session/files.ts';
import { openSession } from '../data/session/reader.ts';
import { micros, shift, type Interval, type Micros } from '../lib/micros.ts';
import { ObsError } from '../model/errors.ts';
import type { Frame, Head, Session } from '../model/session.ts';
import { openWhole } from './incident/open-whole.ts';
import { unlockFor, type UnlockOptions } from './incident/unlock.ts';
import { namedSession } from './named.ts';
import { appPaths } from './paths.ts';
import { timeOption } from './time-option.ts';

export interface SessionOptions extends UnlockOptions {
  readonly session?: string;
  readonly at?: string;
  readonly since?: string;
  readonly until?: string;
  /** Microseconds. */
  readonly last?: number;
  readonly utc?: boolean;
}

/** The session named by file or id, an incident file among them, else the newest one. Throws SESSION_MISSING. */
export async function whichSession(wanted: string | undefined, unlock: UnlockOptions = {}): Promise<Session> {
  if (wanted?.endsWith(EXTENSION) === true) return incidentSession(wanted, unlock);
  return openSession(whichFile(wanted));
}

/** The file of a session: named by itself or by its id, else the newest one. Throws SESSION_MISSING. */
export function whichFile(wanted: string | undefined): string {
  if (wanted !== undefined && statSync(wanted, { throwIfNoEntry: false })?.isDirectory() === false) return wanted;
  const known = listSessions(appPaths().sessions);
  const found = wanted === undefined ? known[0] : known.find((entry) => entry.id === wanted);
  if (found !== undefined) return found.path;
  throw new ObsError('SESSION_MISSING', wanted === undefined ? 'nothing has been recorded yet' : `there is no session "${wanted}": neither a file nor the id of a recorded one`);
}

async function incidentSession(wanted: string, unlock: UnlockOptions): Promise<Session> {
  const { path } = findIncident(appPaths().incidents, wanted);
  const { session } = await openWhole(path, await unlockFor(path, unlock));
  return namedSession(session, path);
}

/** What was known at `at`, in learned time; everything when absent. */
export function whichHead(session: Session, options: Pick<SessionOptions, 'at' | 'utc'>): Head {
  const newest = session.head();
  const at = timeOf('at', options.at, newest.learned, options.utc);
  return at === undefined ? newest : session.headAt(at);
}

/**
 * The frame of what was known at --at, with the span of --since, --until and --last in event time. What is not limited is not: rows
 * whose clock ran ahead of ours belong to the whole session too.
 */
export function whichFrame(session: Session, options: SessionOptions): Frame {
  const head = whichHead(session, options);
  const since = timeOf('since', options.since, head.latest, options.utc);
  const until = timeOf('until', options.until, head.latest, options.utc);
  if (since !== undefined && options.last !== undefined) throw new ObsError('USAGE', '--since and --last both say where to begin: use one of them');
  const last = options.last === undefined ? undefined : shift(until ?? shift(head.latest, 1), -options.last);
  const span: Interval = { from: since ?? last ?? micros(0), to: until ?? shift(micros(0), Infinity) };
  if (span.from >= span.to) throw new ObsError('USAGE', '--since is not before --until: no row can lie between them');
  return { head, asked: session.head().seq, span };
}

function timeOf(name: string, text: string | undefined, now: Micros, utc: boolean | undefined): Micros | undefined {
  return text === undefined ? undefined : timeOption(name, text, now, utc === true ? 'utc' : 'local');
}
