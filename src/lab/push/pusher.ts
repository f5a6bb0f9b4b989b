// Sends the story's traces to an OTLP receiver as they complete, in the order of their ends, each once. A receiver that is away or busy
// is tried again with back-off and gets what it missed; a batch that it refuses is dropped, as exporters do.
import { backoffMillis } from '../../lib/backoff.ts';
import type { Clock } from '../../lib/clock.ts';
import { SECOND } from '../../lib/micros.ts';
import { seededRandom } from '../../lib/random.ts';
import { mix } from '../noise.ts';
import type { Scene } from '../scene.ts';
import { endOf, type LabTrace } from '../traces.ts';
import { otlpTraces } from './otlp-json.ts';

export interface Push {
  /** Where traces are posted. */
  readonly url: URL;
  readonly scene: Scene;
  readonly clock: Clock;
  readonly ended: AbortSignal;
  /** Told how many spans the receiver has taken. */
  readonly taken: (spans: number) => void;
}

/** Seconds of the story before the lab opened that an exporter's queue still holds. */
const QUEUED = 120;
/** The story's longest trace takes less. */
const LONGEST = 3;
const ROWS_A_BATCH = 5_000;
const LOOK_MILLIS = 500;
const PATIENCE_MILLIS = 10_000;
const BUSY = [429, 502, 503, 504];

export async function pushTraces(push: Push): Promise<void> {
  const { scene, clock, ended } = push;
  const most = Math.max(1, Math.floor(ROWS_A_BATCH / (scene.rate + 1)));
  let from = Math.max(scene.firstSecond, Math.floor(scene.second()) - QUEUED);
  while (!ended.aborted) {
    // Rows of the last second may still be on their way.
    const until = Math.min(Math.floor(scene.second()) - 1, from + most);
    if (until > from) {
      await deliver(push, endingBetween(scene, from, until));
      from = until;
    } else {
      await clock.sleep(LOOK_MILLIS, ended);
    }
  }
}

function endingBetween(scene: Scene, from: number, until: number): readonly LabTrace[] {
  const unix = (second: number): number => (scene.startSecond + second) * SECOND;
  const started = scene.traces(unix(from - LONGEST), unix(until));
  return started.filter((trace) => endOf(trace) >= unix(from) && endOf(trace) < unix(until)).toSorted((a, b) => endOf(a) - endOf(b));
}

async function deliver({ url, scene, clock, ended, taken }: Push, traces: readonly LabTrace[]): Promise<void> {
  if (traces.length === 0) return;
  const body = otlpTraces(traces);
  const random = seededRandom(mix(scene.seed, 71, 0));
  for (let attempt = 1; !ended.aborted; attempt += 1) {
    const status = await posted(url, body, ended);
    if (status !== undefined && !BUSY.includes(status)) {
      if (status >= 200 && status < 300) taken(traces.reduce((sum, { spans }) => sum + spans.length, 0));
      return;
    }
    await clock.sleep(backoffMillis(attempt, random), ended);
  }
}

/** The status of the answer; undefined where there is none. */
async function posted(url: URL, body: string, ended: AbortSignal): Promise<number | undefined> {
  try {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(PATIENCE_MILLIS)]);
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal, redirect: 'error' });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}
