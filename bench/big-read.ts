// What the screen reads in a session of ten million rows: pages, the first page of a level, a histogram, the next hit of a search. The time
// that passes, since that is what a person waits for, but for what other programs took. `--rows` for fewer.
import { statSync } from 'node:fs';
import { openSession } from '../src/data/session/reader.ts';
import { micros } from '../src/lib/micros.ts';
import { seededRandom } from '../src/lib/random.ts';
import type { Filter } from '../src/model/filter/ast.ts';
import type { Cursor, Session } from '../src/model/session.ts';
import type { Seq } from '../src/model/signal.ts';
import { NEEDLE } from './corpus.ts';
import { median, quantile, type Benchmark, type Figure } from './figures.ts';
import { ownMillis } from './processes.ts';
import { recordedCorpus } from './recorded-corpus.ts';
import { withFolder } from './scratch.ts';
import { findsOlder, frameOf } from './searched.ts';

const ROWS = 10_000_000;
const ROUNDS = 3;
const PAGE = 60;
const ERRORS: Filter = { op: 'level', compare: '>=', level: 'error' };

export const bigRead: Benchmark = {
  name: 'big-read',
  run: ({ rows = ROWS }) =>
    withFolder((folder) => {
      const path = recordedCorpus(folder, rows);
      const session = openSession(path);
      const frame = frameOf(session);
      const somewhere = moments(session);
      const slowest = (millis: readonly number[]): number => quantile(millis, 0.99);
      const read = (name: string, what: string, times: number, of: (millis: readonly number[]) => number, work: () => unknown): Figure => ({
        id: `big-read.${name}`, what: `${rows.toLocaleString('en-US')} rows: ${what}`, unit: 'ms', ours: Array.from({ length: ROUNDS }, () => of(timed(times, work))), other: undefined,
      });
      const figures = [
        read('newest-p99', `the newest ${PAGE}, p99`, 200, slowest, () => session.logs(frame, { direction: 'older', limit: PAGE })),
        read('at-time-p99', `${PAGE} from anywhere, p99`, 200, slowest, () => session.logs(frame, { direction: 'older', limit: PAGE, from: somewhere() })),
        read('errors-p99', `${PAGE} of level error and above from anywhere, p99`, 200, slowest, () => session.logs(frame, { direction: 'older', limit: PAGE, from: somewhere(), filter: ERRORS, budget: 200_000 })),
        read('histogram', 'all by level in 120 buckets', 5, median, () => session.density(frame, frame.span, 120)),
        read('first-hit', 'the next hit of a search from anywhere, one row in 100,000 having it', 15, median, () => findsOlder(session, NEEDLE, somewhere())),
      ];
      session.close();
      return [...figures, { id: 'big-read.disk', what: `${rows.toLocaleString('en-US')} rows: disk for each`, unit: 'B', ours: [statSync(path).size / rows], other: undefined }];
    }),
};

/** Places all over the session, the same in every run. */
function moments(session: Session): () => Cursor {
  const { from, to } = frameOf(session).span;
  const random = seededRandom(11);
  return () => ({ at: micros(Math.floor(from + (to - from) * (0.1 + 0.9 * random()))), seq: Number.MAX_SAFE_INTEGER as Seq });
}

function timed(times: number, work: () => unknown): readonly number[] {
  return Array.from({ length: times }, () => ownMillis(work));
}
