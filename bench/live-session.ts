// A session that another thread fills and keeps on writing, as the recorder does: what a screen reads while an incident goes on.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openSession } from '../src/data/session/reader.ts';
import type { Frame, Session } from '../src/model/session.ts';
import { MINUTE, shift } from '../src/lib/micros.ts';

/** The panel whose samples the session holds, one a second and series. */
export const PANEL = { id: 'bench-panel', title: 'queue depth by node', expr: 'queue_depth', source: 'metrics', unit: 'none', threshold: 90 } as const;
export const PANEL_SERIES = 8;
export const HISTORY_SECONDS = 1_000;

export interface LiveSessionPlan {
  readonly path: string;
  /** Rows there are before anything is measured, spread over the last HISTORY_SECONDS. */
  readonly rows: number;
  /** Rows a second from then on. */
  readonly rowsPerSecond: number;
}

export interface LiveSession {
  readonly path: string;
  readonly session: Session;
  /** The newest commit and the last quarter of an hour before it. */
  frame(): Frame;
  close(): Promise<void>;
}

export async function liveSession(folder: string, rows: number, rowsPerSecond: number): Promise<LiveSession> {
  const path = join(folder, `live-${rows}.db`);
  const plan: LiveSessionPlan = { path, rows, rowsPerSecond };
  const worker = new Worker(new URL('./live-writer.ts', import.meta.url), { workerData: plan });
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  await Promise.race([once(worker, 'message'), failed]);
  failed.catch(() => undefined);
  const session = openSession(path);
  return {
    path,
    session,
    frame: () => {
      const head = session.head();
      return { head, asked: head.seq, span: { from: shift(head.learned, -15 * MINUTE), to: head.learned } };
    },
    close: async () => {
      session.close();
      const gone = once(worker, 'exit');
      worker.postMessage('close');
      await gone;
    },
  };
}
