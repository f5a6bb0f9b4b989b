// A session that another obs-tui records, for a program that only looks: it says so, and notices when its recorder is gone, also
// where that was killed and could not mark the file as finished.
import type { Clock } from '../lib/clock.ts';
import { isLocked } from '../data/session/lock.ts';
import type { Session } from '../model/session.ts';

/** How often the lock is looked at: each look opens a file. */
const LOOK_MILLIS = 1_000;

export function attachedSession(session: Session, path: string, clock: Pick<Clock, 'monotonicMillis'>): Session {
  let written = session.info().growing;
  let lookedAt = clock.monotonicMillis();
  /** Once it has ended it stays ended: a recording that somebody continues later is another one to attach to. */
  const stillWritten = (): boolean => {
    const now = clock.monotonicMillis();
    if (!written || now - lookedAt < LOOK_MILLIS) return written;
    lookedAt = now;
    written = isLocked(path);
    return written;
  };
  return {
    ...session,
    info: () => {
      const info = session.info();
      return { ...info, attached: true, growing: info.growing && stillWritten() };
    },
  };
}
