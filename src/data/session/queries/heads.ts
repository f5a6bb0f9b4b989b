// Commits: where the playhead can stand. `learned` and `live` never fall from one tick to the next, so each question is one look
// into an index.
import type { Micros } from '../../../lib/micros.ts';
import { ObsError } from '../../../model/errors.ts';
import type { Head } from '../../../model/session.ts';
import type { Seq } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';

export interface HeadQueries {
  first(): Head;
  head(): Head;
  headAt(learned: Micros): Head;
  headOf(seq: Seq): Head;
  headFor(at: Micros): Head | undefined;
}

const HEAD = 'SELECT seq, learned, latest FROM tick';

export function headQueries(db: Connection): HeadQueries {
  const first = db.prepare<[], Head>(`${HEAD} ORDER BY seq LIMIT 1`);
  const newest = db.prepare<[], Head>(`${HEAD} ORDER BY seq DESC LIMIT 1`);
  const known = db.prepare<[Micros], Head>(`${HEAD} WHERE learned <= ? ORDER BY learned DESC, seq DESC LIMIT 1`);
  const holding = db.prepare<[Seq], Head>(`${HEAD} WHERE seq >= ? ORDER BY seq LIMIT 1`);
  const live = db.prepare<[Micros], Head>(`${HEAD} WHERE live >= ? ORDER BY live, seq LIMIT 1`);
  const liveFrom = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'live_from'").pluck();

  const firstHead = (): Head => begun(first.get());
  const head = (): Head => begun(newest.get());
  return {
    first: firstHead,
    head,
    headAt: (learned) => known.get(learned) ?? firstHead(),
    headOf: (seq) => holding.get(seq) ?? head(),
    headFor: (at) => {
      const from = liveFrom.get();
      return from === undefined || at < Number(from) ? undefined : live.get(at);
    },
  };
}

function begun(head: Head | undefined): Head {
  if (head === undefined) throw new ObsError('SESSION_MISSING', 'the session holds no commit yet');
  return head;
}
