// From the frames of a log tail to committed rows, per processor second, against the ceiling: JSON.parse of the same frames plus the
// insert of the same rows into the same store, with nothing in between.
import { join } from 'node:path';
import { Recorder } from '../src/data/recorder/recorder.ts';
import { connectWriter } from '../src/data/session/connection.ts';
import type { LogRow } from '../src/data/session/decode.ts';
import { createPrivateFile } from '../src/data/session/private-file.ts';
import { BLOCK_ROWS, LogStore } from '../src/data/session/write/log-store.ts';
import { openWriter } from '../src/data/session/writer.ts';
import { draftOfRow, type MessageFormat } from '../src/data/sources/logs-tail/decode.ts';
import { frameOf } from '../src/data/sources/logs-tail/frame.ts';
import { logsTailAdapter } from '../src/data/sources/logs-tail/index.ts';
import { identified } from '../src/data/sources/logs-tail/row.ts';
import { runSource } from '../src/data/sources/runner.ts';
import { systemClock } from '../src/lib/clock.ts';
import { SECOND } from '../src/lib/micros.ts';
import { seededRandom } from '../src/lib/random.ts';
import { levelRank } from '../src/model/level.ts';
import type { Draft, LogDraft, Seq } from '../src/model/signal.ts';
import { startControlledLab, withoutHistory } from '../test/support/lab-control.ts';
import { tailFrames } from './corpus.ts';
import { inTurns, type Benchmark, type Figure } from './figures.ts';
import { threadSeconds } from './processes.ts';
import { withFolder } from './scratch.ts';

const ROWS = 60_000;
const ROWS_PER_FRAME = 2_500;
const ROWS_PER_COMMIT = 4_000;
const ROUNDS = 5;

export const ingest: Benchmark = {
  name: 'ingest',
  run: () =>
    withFolder(async (folder) => {
      const frames = tailFrames(1, ROWS, ROWS_PER_FRAME, Math.floor(systemClock.now() / SECOND));
      const text = storedRows(frames, 'text');
      const logfmt = storedRows(frames, 'logfmt');
      let files = 0;
      const file = (): string => join(folder, `${(files += 1)}.db`);
      const textCeiling = (): number => parsedAndInserted(file(), frames, text);
      const logfmtCeiling = (): number => parsedAndInserted(file(), frames, logfmt);
      // A first time for all, unmeasured: compiled code is what a long recording runs.
      await recorded(file(), frames, 'text');
      await recorded(file(), frames, 'logfmt');
      textCeiling();
      return [
        figure('text', 'tail frames committed, messages as they are', await inTurns(ROUNDS, () => recorded(file(), frames, 'text'), textCeiling)),
        figure('logfmt', 'tail frames committed, fields lifted out of logfmt', await inTurns(ROUNDS, () => recorded(file(), frames, 'logfmt'), logfmtCeiling)),
        figure('tail', 'the same over a WebSocket from a lab', await inTurns(ROUNDS, () => followed(file()), logfmtCeiling)),
      ];
    }),
};

function figure(name: string, what: string, values: { readonly ours: readonly number[]; readonly theirs: readonly number[] }): Figure {
  return { id: `ingest.${name}`, what, unit: 'rows/CPU-s', ours: values.ours, other: { title: 'JSON.parse + insert alone', values: values.theirs } };
}

/** Through decoder, recorder and writer. */
async function recorded(path: string, frames: readonly string[], format: MessageFormat): Promise<number> {
  const writer = openWriter(path, { title: 'bench' });
  const source = writer.addSource({ name: 'tail', kind: 'logs-tail', target: 'none' });
  const recorder = new Recorder({ writer });
  const begin = threadSeconds();
  for (const frame of frames) await recorder.accept(source, { drafts: decoded(frame, format), bytes: frame.length });
  recorder.commit();
  const seconds = threadSeconds() - begin;
  writer.close();
  return ROWS / seconds;
}

function decoded(text: string, format: MessageFormat): readonly Draft[] {
  const frame = frameOf(text);
  const rows = identified(frame.kind === 'rows' ? frame.rows : []);
  return rows.map((row) => draftOfRow(row, { format, epoch: 1, backfilled: false, around: systemClock.now() }));
}

function parsedAndInserted(path: string, frames: readonly string[], rows: readonly LogRow[]): number {
  createPrivateFile(path);
  const db = connectWriter(path);
  const store = new LogStore(db, BLOCK_ROWS);
  const begin = threadSeconds();
  let parsed = 0;
  for (const frame of frames) parsed += (JSON.parse(frame) as readonly unknown[]).length;
  for (let from = 0; from < rows.length; from += ROWS_PER_COMMIT) {
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows.slice(from, from + ROWS_PER_COMMIT)) store.add(row);
    store.flush();
    db.exec('COMMIT');
  }
  const seconds = threadSeconds() - begin;
  db.close();
  if (parsed !== rows.length) throw new Error(`${parsed} rows parsed, ${rows.length} inserted`);
  return ROWS / seconds;
}

/** The rows as the store takes them; word ids are what the writer's dictionary would give. */
function storedRows(frames: readonly string[], format: MessageFormat): readonly LogRow[] {
  return frames.flatMap((frame) => decoded(frame, format)).map((draft, index) => {
    const log = draft as LogDraft;
    return {
      seq: (index + 1) as Seq, at: log.at, source: 1, backfilled: 0, ahead: 0, level: levelRank(log.level), service: 1, node: 2, trace_id: log.traceId ?? null,
      span_id: log.spanId ?? null, message: log.message, attributes: log.attributes === undefined ? null : JSON.stringify(log.attributes), row_id: log.rowId ?? null,
    };
  });
}

/** A real socket to a lab in another process that sends as fast as it is read. */
async function followed(path: string): Promise<number> {
  // The limit of the lab's rows is what ends the round.
  const lab = await startControlledLab({ ...withoutHistory(), rate: 'max', count: ROWS }, true);
  const writer = openWriter(path, { title: 'bench' });
  const id = writer.addSource({ name: 'tail', kind: 'logs-tail', target: 'none' });
  const recorder = new Recorder({ writer });
  const stop = new AbortController();
  const config = logsTailAdapter.config.parse({ name: 'tail', kind: 'logs-tail', url: lab.url, message: 'logfmt' });
  const source = logsTailAdapter.open(config, { clock: systemClock, random: seededRandom(1) });
  let rows = 0;
  let begin = 0;
  let seconds = 0;
  const sink = {
    accept: async (batch: { readonly drafts: readonly Draft[]; readonly bytes: number }) => {
      rows += batch.drafts.filter(({ kind }) => kind === 'log').length;
      await recorder.accept(id, batch);
      // Only now are rows sent: none of them is history.
      if (batch.drafts.some((draft) => draft.kind === 'health' && draft.state === 'ok')) {
        begin = threadSeconds();
        await lab.release();
      }
      if (rows < ROWS) return;
      recorder.commit();
      seconds = threadSeconds() - begin;
      stop.abort();
    },
  };
  await runSource({ source, name: 'tail', sink, clock: systemClock, random: seededRandom(1), signal: stop.signal });
  writer.close();
  await lab.stop();
  return rows / seconds;
}

