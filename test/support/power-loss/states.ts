// Crash states of a trace: the power goes at a random event, and the disk keeps a random part of what was not synced then.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../../src/lib/random.ts';
import { Disk } from './disk.ts';
import type { DiskEvent } from './trace.ts';

export interface CrashState {
  /** Folder with what the power left. */
  readonly folder: string;
  /** The last line that was said before; undefined where nothing was. */
  readonly said: string | undefined;
  /** Repeats this state in messages. */
  readonly name: string;
}

const KEPT = [0, 0.1, 0.5, 0.5, 0.9, 1];
const TORN = [0, 0, 0.5, 1];

/** In the order of the trace; each is made only when it is asked for. */
export function* crashStates(events: readonly DiskEvent[], count: number, seed: number, into: string): Generator<CrashState, void> {
  const pick = seededRandom(seed);
  const moments = [...events.keys()].filter((index) => changes(events[index]));
  const points = Array.from({ length: count }, () => moments[Math.floor(pick() * moments.length)] ?? 0).toSorted((a, b) => a - b);
  const disk = new Disk();
  let said: string | undefined;
  let next = 0;
  for (const [index, event] of events.entries()) {
    disk.apply(event);
    if (event.kind === 'said') said = event.line;
    for (; points[next] === index; next += 1) {
      const random = seededRandom(seed + next);
      const kept = KEPT[Math.floor(random() * KEPT.length)] ?? 1;
      const torn = TORN[Math.floor(random() * TORN.length)] ?? 0;
      const folder = join(into, String(next));
      mkdirSync(folder);
      disk.leave(folder, { kept, torn, random });
      yield { folder, said, name: `state ${next} of seed ${seed}: event ${index} of ${events.length}, kept ${kept}, torn ${torn}` };
    }
  }
}

function changes(event: DiskEvent | undefined): boolean {
  return event !== undefined && event.kind !== 'close' && (event.kind !== 'open' || event.create);
}
