// A file of JSON lines into a session, durable and searchable, against lnav reading the same file without a screen. Processor time:
// ours of the whole process, lnav's of its own from start to end.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Recorder } from '../src/data/recorder/recorder.ts';
import { openWriter } from '../src/data/session/writer.ts';
import { followAdapter } from '../src/data/sources/follow/index.ts';
import { runSource } from '../src/data/sources/runner.ts';
import type { Batch } from '../src/data/sources/source.ts';
import { systemClock } from '../src/lib/clock.ts';
import { HOUR, shift } from '../src/lib/micros.ts';
import { seededRandom } from '../src/lib/random.ts';
import { corpusRows, jsonLine } from './corpus.ts';
import { inTurns, type Benchmark, type Figure } from './figures.ts';
import { LNAV, lnavHome, lnavLoad } from './lnav.ts';
import { processSeconds } from './processes.ts';
import { withFolder } from './scratch.ts';

const ROWS = 200_000;
const ROUNDS = 5;

export const ingestFile: Benchmark = {
  name: 'ingest-file',
  run: () =>
    withFolder(async (folder) => {
      const file = join(folder, 'corpus.log');
      writeCorpus(file);
      const home = lnavHome(folder);
      const { path, absent } = LNAV;
      await recorded(file, join(folder, 'warm.db'));
      const theirs = path === undefined ? () => Number.NaN : async () => (await lnavLoad(path, file, ROWS, home)).cpuSeconds;
      const values = await inTurns(ROUNDS, (round) => recorded(file, join(folder, `${round}.db`)), theirs);
      const other = path === undefined ? undefined : { title: 'lnav -n, whole process', values: values.theirs };
      return [{ id: 'ingest-file.json', what: `${ROWS.toLocaleString('en-US')} JSON lines, committed`, unit: 'CPU-s', ours: values.ours, other, note: absent } satisfies Figure];
    }),
};

function writeCorpus(file: string): void {
  const next = corpusRows(1, shift(systemClock.now(), -HOUR), 200);
  const out = openSync(file, 'w');
  for (let row = 0; row < ROWS; row += 1_000) {
    writeSync(out, Array.from({ length: 1_000 }, () => `${jsonLine(next())}\n`).join(''));
  }
  closeSync(out);
}

async function recorded(file: string, session: string): Promise<number> {
  const writer = openWriter(session, { title: 'bench' });
  const id = writer.addSource({ name: 'file', kind: 'follow', target: file });
  const recorder = new Recorder({ writer });
  const stop = new AbortController();
  const config = followAdapter.config.parse({ name: 'file', kind: 'follow', paths: [file] });
  const source = followAdapter.open(config, { clock: systemClock, random: seededRandom(1) });
  let rows = 0;
  let seconds = 0;
  const begin = processSeconds();
  const sink = {
    accept: async (batch: Batch) => {
      rows += batch.drafts.filter(({ kind }) => kind === 'log').length;
      await recorder.accept(id, batch);
      if (rows < ROWS) return;
      recorder.commit();
      seconds = processSeconds() - begin;
      stop.abort();
    },
  };
  await runSource({ source, name: 'file', sink, clock: systemClock, random: seededRandom(1), signal: stop.signal });
  writer.close();
  return seconds;
}
