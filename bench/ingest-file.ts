// A file of JSON lines into a session, durable and searchable, against lnav reading the same file without a screen. Processor time (ours of
// the whole process, lnav's of its own from start to end), the time that passes, and what the session takes on the disk.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Recorder } from '../src/data/recorder/recorder.ts';
import { openWriter } from '../src/data/session/writer.ts';
import { followAdapter } from '../src/data/sources/follow/index.ts';
import { runSource } from '../src/data/sources/runner.ts';
import type { Batch } from '../src/data/sources/source.ts';
import { systemClock } from '../src/lib/clock.ts';
import { seededRandom } from '../src/lib/random.ts';
import { inTurns, type Benchmark, type Comparison, type Figure } from './figures.ts';
import { lnavHome, lnavKnows, lnavLoad } from './lnav.ts';
import { peer } from './peers.ts';
import { processSeconds } from './processes.ts';
import { writtenCorpus } from './recorded-corpus.ts';
import { withFolder } from './scratch.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;
/** Enough for compiled code, which is what a long recording runs. */
const WARM_UP_ROWS = 50_000;

interface Took {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export const ingestFile: Benchmark = {
  name: 'ingest-file',
  run: ({ rows = ROWS }) =>
    withFolder(async (folder) => {
      await recorded(writtenCorpus(folder, WARM_UP_ROWS).file, join(folder, 'warm.db'), WARM_UP_ROWS);
      const { file, bytesPerLine } = writtenCorpus(folder, rows);
      const home = lnavHome(folder);
      const { path: lnav, absent } = peer('lnav');
      if (lnav !== undefined) await lnavKnows(lnav, file, rows, home);
      const ours: Took[] = [];
      const theirs: Took[] = [];
      await inTurns(
        ROUNDS,
        async (round) => ours.push(await recorded(file, join(folder, `${round}.db`), rows)),
        async () => (lnav === undefined ? 0 : theirs.push(await lnavLoad(lnav, file, home))),
      );
      const other = (values: readonly number[]): Comparison | undefined => (lnav === undefined ? undefined : { title: 'lnav -n, whole process', values });
      const count = rows.toLocaleString('en-US');
      const disk = statSync(join(folder, '0.db')).size / rows;
      return [
        { id: 'ingest-file.cpu', what: `${count} JSON lines, committed, processor time`, unit: 'CPU-s', ours: ours.map(({ cpuSeconds }) => cpuSeconds), other: other(theirs.map(({ cpuSeconds }) => cpuSeconds)), note: absent },
        { id: 'ingest-file.wall', what: `${count} JSON lines, committed, time passed`, unit: 's', ours: ours.map(({ wallSeconds }) => wallSeconds), other: other(theirs.map(({ wallSeconds }) => wallSeconds)), note: absent },
        { id: 'ingest-file.disk', what: `disk for a line of ${Math.round(bytesPerLine)} bytes, indexes included`, unit: 'B', ours: [disk], other: { title: 'the line itself', values: [bytesPerLine] } },
      ] satisfies readonly Figure[];
    }),
};

async function recorded(file: string, session: string, wanted: number): Promise<Took> {
  const writer = openWriter(session, { title: 'bench' });
  const id = writer.addSource({ name: 'file', kind: 'follow', target: file });
  const recorder = new Recorder({ writer });
  const stop = new AbortController();
  const config = followAdapter.config.parse({ name: 'file', kind: 'follow', paths: [file] });
  const source = followAdapter.open(config, { clock: systemClock, random: seededRandom(1) });
  let rows = 0;
  let took: Took = { cpuSeconds: 0, wallSeconds: 0 };
  const begin = { cpu: processSeconds(), wall: performance.now() };
  const sink = {
    accept: async (batch: Batch) => {
      rows += batch.drafts.filter(({ kind }) => kind === 'log').length;
      await recorder.accept(id, batch);
      if (rows < wanted) return;
      recorder.commit();
      took = { cpuSeconds: processSeconds() - begin.cpu, wallSeconds: (performance.now() - begin.wall) / 1_000 };
      stop.abort();
    },
  };
  await runSource({ source, name: 'file', sink, clock: systemClock, random: seededRandom(1), signal: stop.signal });
  writer.finalise();
  return took;
}
