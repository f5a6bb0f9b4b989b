// What is known of each source at a head: its health, what it delivered, and how fast.
import { SECOND, type Micros } from '../../../lib/micros.ts';
import type { Frame, SourceState } from '../../../model/session.ts';
import type { SourceId } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';
import { healthOf, type HealthRow } from '../decode.ts';

const HISTORY = 20;
const MOST_SOURCES = 200;
/** Rates are over this much learning before the head. */
const RATE_WINDOW = 10 * SECOND;

interface SourceRow {
  readonly id: SourceId;
  readonly name: string;
  readonly kind: string;
  readonly target: string;
}

interface SumsRow {
  readonly logs: number;
  readonly samples: number;
  readonly rejects: number;
  readonly bytes: number;
  readonly lastLearned: Micros | null;
}

const NOTHING: SumsRow = { logs: 0, samples: 0, rejects: 0, bytes: 0, lastLearned: null };

export interface SourceQueries {
  sources(frame: Frame): readonly SourceState[];
}

export function sourceQueries(db: Connection): SourceQueries {
  const known = db.prepare<[number], SourceRow>(`SELECT id, name, kind, target FROM source WHERE seq <= ? ORDER BY id LIMIT ${MOST_SOURCES}`);
  const health = db.prepare<[SourceId, number], HealthRow>(
    `SELECT * FROM health INDEXED BY health_source WHERE source = ? AND seq <= ? ORDER BY seq DESC LIMIT ${HISTORY + 1}`,
  );
  const sums = db.prepare<[SourceId, number], SumsRow>(
    `SELECT all_logs AS logs, all_samples AS samples, all_rejects AS rejects, all_bytes AS bytes, last_learned AS lastLearned
     FROM flow INDEXED BY flow_source WHERE source = ? AND seq <= ? ORDER BY seq DESC LIMIT 1`,
  );
  const tick = db.prepare<[number], { readonly seq: number }>('SELECT seq FROM tick WHERE learned <= ? ORDER BY learned DESC, seq DESC LIMIT 1');
  const started = db.prepare<[], number>('SELECT learned FROM tick ORDER BY seq LIMIT 1').pluck();

  return {
    sources: ({ head }) => {
      const window = Math.min(RATE_WINDOW, head.learned - (started.get() ?? head.learned));
      const before = tick.get(head.learned - window)?.seq ?? 0;
      return known.all(head.seq).map((source): SourceState => {
        const [newest, ...history] = health.all(source.id, head.seq).map(healthOf);
        const now = sums.get(source.id, head.seq) ?? NOTHING;
        const then = sums.get(source.id, before) ?? NOTHING;
        const perSecond = (amount: number): number => (window === 0 ? 0 : (amount * SECOND) / window);
        return {
          ...source,
          health: newest,
          logs: now.logs,
          samples: now.samples,
          rejects: now.rejects,
          bytes: now.bytes,
          rowsPerSecond: perSecond(now.logs + now.samples - then.logs - then.samples),
          bytesPerSecond: perSecond(now.bytes - then.bytes),
          lastLearned: now.lastLearned ?? undefined,
          history,
        };
      });
    },
  };
}
