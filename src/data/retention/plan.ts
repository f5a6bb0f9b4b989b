// Looks at every session of the folder and says what may go. Opens only those that are old enough by their name, and changes nothing.
import { lstatSync } from 'node:fs';
import { EVER, type Micros } from '../../lib/micros.ts';
import type { Session } from '../../model/session.ts';
import { listSessions, type SessionFile } from '../session/files.ts';
import { lookedInto } from '../session/reader.ts';
import { decideByContent, decideByName, type HeldFacts, type RetentionRules, type Verdict } from './decide.ts';

export interface PlannedSession extends Verdict {
  readonly id: string;
  readonly path: string;
  readonly startedAt: Micros | undefined;
  /** Bytes on disk. */
  readonly bytes: number;
  /** When the file was changed last, as the file system says it: it is removed only while that is so. */
  readonly changedAt: number;
}

/** Newest first. `savedFrom`: ids of the sessions that incidents of the library were saved from. */
export function planRetention(folder: string, rules: RetentionRules, savedFrom: () => ReadonlySet<string>, now: Micros): readonly PlannedSession[] {
  let saved: ReadonlySet<string> | undefined;
  return listSessions(folder).map((file) => {
    const { id, path, startedAt, bytes } = file;
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const link = stats?.isFile() !== true;
    const verdict = decideByName({ ...file, link }, rules, now) ?? decideByContent(heldIn(file, (saved ??= savedFrom())), rules, now);
    return { id, path, startedAt, bytes, changedAt: stats?.mtimeMs ?? 0, ...verdict };
  });
}

function heldIn({ path }: SessionFile, savedFrom: ReadonlySet<string>): HeldFacts | undefined {
  return lookedInto(path, (session) => ({ ...factsOf(session), saved: savedFrom.has(session.info().id) }));
}

function factsOf(session: Session): Omit<HeldFacts, 'saved'> {
  const head = session.head();
  const frame = { head, asked: head.seq, span: EVER };
  const [, , , , errors, fatal] = session.totals(frame).byLevel;
  const words = session.notes(frame, EVER).length > 0 || session.latest(frame, 'pin').length > 0 || session.latest(frame, 'act').length > 0;
  return { last: head.learned, errors: errors + fatal > 0, traces: session.traces(frame, { span: EVER, limit: 1 }).rows.length > 0, words };
}
