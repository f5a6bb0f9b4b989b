// An incident of a million rows: saved into one sealed file, and made a session of again. The ceiling beside it compresses the same lines
// and hashes each of them, with nothing read and nothing written.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import { loadFile } from '../src/data/incident/load.ts';
import { saveIncident, type SavePlan } from '../src/data/incident/save.ts';
import { dumpOf } from '../src/data/session/dump/dump.ts';
import { openSession } from '../src/data/session/reader.ts';
import { openWriter, type SourcedDraft } from '../src/data/session/writer.ts';
import { systemClock } from '../src/lib/clock.ts';
import { micros, SECOND, type Micros } from '../src/lib/micros.ts';
import { seededRandom } from '../src/lib/random.ts';
import { makeRedactor } from '../src/model/redact/redactor.ts';
import type { SampleDraft, SpanDraft } from '../src/model/signal.ts';
import { corpusRows } from './corpus.ts';
import { inTurns, type Benchmark, type Figure } from './figures.ts';
import { withFolder } from './scratch.ts';

const ROWS = 1_000_000;
const BEGIN = micros(1_795_269_600 * SECOND);
/** A quarter of an hour. */
const SECONDS = 900;
const LOGS_A_SECOND = 666;
const SERIES = 400;
const SPANS_A_SECOND = 45;
const ROUNDS = 3;

export const incident: Benchmark = {
  name: 'incident',
  run: () =>
    withFolder(async (folder) => {
      const session = join(folder, 'session.db');
      record(session);
      const sizes: number[] = [];
      const save = await inTurns(ROUNDS, (round) => {
        const begin = systemClock.monotonicMillis();
        const { bytes, summary } = saveIncident(planOf(session), join(folder, `${round}.obsx`), { redactor: makeRedactor({ key: Buffer.alloc(32, 1), ips: false, rules: [] }) });
        sizes.push(bytes / rowsOf(summary.rows));
        return (systemClock.monotonicMillis() - begin) / 1_000;
      }, () => ceiling(session));
      const first: number[] = [];
      const load: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { seconds, firstRead } = loaded(join(folder, '0.obsx'), join(folder, `loaded-${round}.db`));
        load.push(seconds);
        first.push(firstRead);
      }
      const rows = ROWS.toLocaleString('en-US');
      return [
        { id: 'incident.save', what: `${rows} rows saved and sealed`, unit: 's', ours: save.ours, other: { title: 'zstd and SHA-256 of the same lines', values: save.theirs } },
        { id: 'incident.load', what: `${rows} rows verified and loaded`, unit: 's', ours: load, other: { title: 'saving them', values: save.ours } },
        { id: 'incident.first-rows', what: 'first rows of the file readable', unit: 's', ours: first, other: undefined },
        { id: 'incident.size', what: 'bytes a row in the file', unit: 'B', ours: sizes, other: undefined },
      ] satisfies readonly Figure[];
    }),
};

function planOf(session: string): SavePlan {
  return { session, sessionId: 'bench', range: 'all', title: 'bench', severity: 'low', withoutSources: [], redact: false, by: 'bench', savedAt: BEGIN, program: 'bench' };
}

/** Logs, samples of four hundred series and spans as a busy quarter of an hour brings them, ten commits a second. */
function record(path: string): void {
  const writer = openWriter(path, { title: 'bench' });
  const source = writer.addSource({ name: 'bench', kind: 'follow', target: 'bench' });
  const nextLog = corpusRows(1, BEGIN, LOGS_A_SECOND);
  const random = seededRandom(7);
  for (let second = 0; second < SECONDS; second += 1) {
    const at = micros(BEGIN + second * SECOND);
    const logs = Array.from({ length: LOGS_A_SECOND }, nextLog);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const some = logs.slice(Math.floor((tenth * LOGS_A_SECOND) / 10), Math.floor(((tenth + 1) * LOGS_A_SECOND) / 10));
      const drafts = [...some, ...samples(at, tenth, random), ...spans(at, tenth, random)];
      writer.append(drafts.map((draft): SourcedDraft => ({ source, draft })), micros(at + (tenth * SECOND) / 10));
    }
  }
  writer.finalise();
}

/** Each series once a second. */
function samples(at: Micros, tenth: number, random: () => number): readonly SampleDraft[] {
  return Array.from({ length: SERIES / 10 }, (_, index) => {
    const number = tenth * (SERIES / 10) + index;
    return { kind: 'sample', at, name: `metric_${number % 40}`, labels: { node: `brick-${String(Math.floor(number / 40)).padStart(2, '0')}` }, value: Math.round(random() * 1_000) / 10 };
  });
}

function spans(at: Micros, tenth: number, random: () => number): readonly SpanDraft[] {
  const count = Math.floor((SPANS_A_SECOND * (tenth + 1)) / 10) - Math.floor((SPANS_A_SECOND * tenth) / 10);
  const trace = Math.floor(random() * 2 ** 48).toString(16).padStart(32, '0');
  return Array.from({ length: count }, (_, index) => ({
    kind: 'span', at: micros(at + index * 1_000), traceId: trace, spanId: Math.floor(random() * 2 ** 48).toString(16).padStart(16, '0'), name: `step ${index}`, service: 'api',
    duration: Math.floor(random() * 200_000), spanKind: 'internal', status: random() < 0.02 ? 'error' : 'ok', attributes: { 'http.route': '/orders', rows: Math.floor(random() * 90) },
  }));
}

function rowsOf(rows: Readonly<Record<string, number>>): number {
  return ['log', 'sample', 'span'].reduce((sum, kind) => sum + (rows[kind] ?? 0), 0);
}

/** Seconds. */
function ceiling(session: string): number {
  const dump = dumpOf(session, { range: 'all' });
  const blocks: string[] = [];
  let block: string[] = [];
  for (const { json } of dump.lines()) if (block.push(json) === 1_024) blocks.push(block.splice(0).join('\n'));
  dump.close();
  const begin = systemClock.monotonicMillis();
  for (const text of blocks) {
    for (const json of text.split('\n')) createHash('sha256').update(json).digest();
    zstdCompressSync(Buffer.from(text), { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  }
  return (systemClock.monotonicMillis() - begin) / 1_000;
}

function loaded(file: string, target: string): { readonly seconds: number; readonly firstRead: number } {
  const begin = systemClock.monotonicMillis();
  let firstRead: number | undefined;
  loadFile(file, target, () => {
    if (firstRead !== undefined) return;
    const session = openSession(target);
    session.head();
    session.close();
    firstRead = (systemClock.monotonicMillis() - begin) / 1_000;
  });
  return { seconds: (systemClock.monotonicMillis() - begin) / 1_000, firstRead: firstRead ?? Number.NaN };
}
