// A trace of 80,000 spans in the built program: from the key that opens it to the whole frame, and from the key that folds it.
import { join } from 'node:path';
import { openWriter, type SourcedDraft } from '../src/data/session/writer.ts';
import { micros, SECOND } from '../src/lib/micros.ts';
import { seededRandom } from '../src/lib/random.ts';
import type { SpanDraft } from '../src/model/signal.ts';
import { spawnTui, type Tui, type Wanted } from '../test/support/pty.ts';
import type { Benchmark, Figure } from './figures.ts';
import { withFolder } from './scratch.ts';

const SPANS = 80_000;
const ROUNDS = 3;
const FOLDS = 3;
const BEGIN = micros(1_795_269_600 * SECOND);

export const trace: Benchmark = {
  name: 'trace',
  run: () =>
    withFolder(async (folder) => {
      const session = recordedTrace(join(folder, 'trace.db'));
      const opened: number[] = [];
      const folded: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const tui = spawnTui({ args: ['--utc', 'replay', session, '--screen', 'traces'], cols: 200, rows: 50 });
        try {
          await tui.waitFor((now) => now.text().includes('step 0') && (now.screen().at(-1) ?? '').includes('help'), 20_000);
          opened.push(await answered(tui, 'enter', /80,000 spans/));
          for (let fold = 0; fold < FOLDS; fold += 1) {
            folded.push(await answered(tui, 'h', /\+79,999/));
            await answered(tui, 'l', (now) => !now.text().includes('+79,999'));
          }
        } finally {
          await tui.close();
        }
      }
      return [
        { id: 'trace.open', what: 'a trace of 80,000 spans opened', unit: 'ms', ours: opened, other: undefined },
        { id: 'trace.fold', what: 'a trace of 80,000 spans folded at its root', unit: 'ms', ours: folded, other: undefined },
      ] satisfies readonly Figure[];
    }),
};

async function answered(tui: Tui, key: string, answer: Wanted): Promise<number> {
  const begin = performance.now();
  tui.press(key);
  await tui.waitFor(answer, 60_000);
  return performance.now() - begin;
}

/** Each span's parent is one of the forty before it. */
function recordedTrace(path: string): string {
  const writer = openWriter(path, { title: 'bench' });
  const source = writer.addSource({ name: 'traces', kind: 'trace-file', target: 'bench' });
  const random = seededRandom(3);
  const spans = Array.from({ length: SPANS }, (_, index): SourcedDraft => {
    const parent = Math.max(0, index - 1 - Math.floor(random() * Math.min(index, 40)));
    const draft: SpanDraft = {
      kind: 'span', at: micros(BEGIN + Math.floor((index * SECOND) / SPANS)), traceId: 'bench', spanId: `s${index}`, name: `step ${index % 400}`, service: 'api',
      duration: index === 0 ? 2 * SECOND : 1_000 + index, spanKind: 'internal', status: index === SPANS - 1 ? 'error' : 'ok', ...(index === 0 ? {} : { parentId: `s${parent}` }),
    };
    return { source, draft };
  });
  for (let first = 0; first < SPANS; first += 5_000) writer.append(spans.slice(first, first + 5_000), micros(BEGIN + 3 * SECOND));
  writer.finalise();
  return path;
}
