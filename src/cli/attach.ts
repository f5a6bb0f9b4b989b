// `obs-tui attach`: the same screen on the session that another obs-tui on this machine records. Nothing is written, no socket is opened.
import { statSync } from 'node:fs';
import { bytes, duration } from '../lib/format.ts';
import { systemClock } from '../lib/clock.ts';
import { visible } from '../lib/text.ts';
import { listSessions, type SessionFile } from '../data/session/files.ts';
import { lookedInto, openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import { attachedSession } from './attached.ts';
import { readConfig } from './config-file.ts';
import type { GlobalOptions } from './global-options.ts';
import { showTui } from './first-frame.ts';
import { deskWhenAsked } from './incident/desk-when-asked.ts';
import { appPaths } from './paths.ts';
import { printPlainFrame, sayPlain } from './print-frame.ts';
import { terminalIfAny } from './terminal.ts';
import type { TuiEnd } from './tui.tsx';

export async function attach(wanted: string | undefined, options: GlobalOptions): Promise<number> {
  const end = await attached(wanted, options);
  return end.kind === 'quit' ? end.code : (await import('./launch.ts')).launch(end, options);
}

async function attached(wanted: string | undefined, options: GlobalOptions): Promise<TuiEnd> {
  const config = await readConfig(options);
  const path = whichGrowing(wanted);
  const session = attachedSession(openSession(path), path, systemClock);
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  try {
    if (!session.info().growing) throw notRecorded(path);
    const terminal = terminalIfAny({ ascii: options.ascii ?? config.ui.ascii, fps: options.fps ?? config.ui.fps });
    if (terminal === undefined) {
      sayPlain('');
      await printPlainFrame(session, { zone, unicode: options.ascii !== true });
      return { kind: 'quit', code: 2 };
    }
    const desk = deskWhenAsked({ session, config, source: () => Promise.resolve({ path, done: () => undefined }) });
    try {
      return await showTui({ session, recorder: undefined, terminal, screen: 'overview', keys: config.keys, redact: config.redact, zone, kept: true, incidents: desk.handle });
    } finally {
      desk.close();
      terminal.stdin.destroy();
    }
  } finally {
    session.close();
  }
}

/** Path of the session that is meant: a file, an id, a number of the list; the only one that is being recorded when none is named. */
function whichGrowing(wanted: string | undefined): string {
  if (wanted !== undefined && statSync(wanted, { throwIfNoEntry: false })?.isFile() === true) return wanted;
  const known = listSessions(appPaths().sessions);
  const growing = known.filter(({ state }) => state === 'growing');
  if (wanted === undefined) return onlyOne(growing).path;
  const numbered = /^\d{1,3}$/.test(wanted) ? growing[Number(wanted) - 1] : undefined;
  const found = known.find(({ id }) => id === wanted) ?? numbered;
  if (found === undefined) throw new ObsError('SESSION_MISSING', `there is no session "${wanted}": neither a file nor the id of a recorded one`);
  if (found.state !== 'growing') throw notRecorded(found.path);
  return found.path;
}

function onlyOne(growing: readonly SessionFile[]): SessionFile {
  const [first, ...more] = growing;
  if (first === undefined) throw new ObsError('SESSION_ENDED', 'no obs-tui on this machine records a session that is kept');
  if (more.length === 0) return first;
  throw new ObsError('SESSION_AMBIGUOUS', [`${growing.length} sessions are being recorded:`, ...growing.map(listed)].join('\n'));
}

function listed(session: SessionFile, index: number): string {
  const age = session.startedAt === undefined ? '' : `  for ${duration(systemClock.now() - session.startedAt)}`;
  return `  ${index + 1}  ${session.id}${age}  ${bytes(session.bytes)}${titleOf(session.path)}`;
}

/** Its title where it can be read; a recorder that has only just begun has none yet. */
function titleOf(path: string): string {
  const title = lookedInto(path, (session) => session.info().title) ?? '';
  return title === '' ? '' : `  ${visible(title, 40)}`;
}

function notRecorded(path: string): ObsError {
  return new ObsError('SESSION_ENDED', `nobody records into ${path} now`);
}
