// What redaction costs a save: rows without a secret, of which nearly all pass with one look, and rows of which each holds one. Beside
// it stands what parsing and writing the same rows costs, which is the least that looking into each of them would take.
import { systemClock } from '../src/lib/clock.ts';
import { micros, SECOND } from '../src/lib/micros.ts';
import { makeRedactor } from '../src/model/redact/redactor.ts';
import { corpusRows } from './corpus.ts';
import { inTurns, type Benchmark, type Figure } from './figures.ts';

const ROWS = 50_000;
const ROUNDS = 5;
const BEGIN = micros(1_795_269_600 * SECOND);

export const redact: Benchmark = {
  name: 'redact',
  run: async () => {
    const clean = rowsWith('');
    const dirty = rowsWith(' password=hunter2');
    return [
      await measured('redact.clean', 'a row without a secret', clean),
      await measured('redact.dirty', 'a row with one', dirty),
    ] satisfies readonly Figure[];
  },
};

function rowsWith(end: string): readonly string[] {
  const next = corpusRows(1, BEGIN, 1_000);
  return Array.from({ length: ROWS }, (_, seq) => {
    const { message, ...rest } = next();
    return JSON.stringify({ k: 'log', seq, ...rest, message: `${message}${end}` });
  });
}

async function measured(id: string, what: string, rows: readonly string[]): Promise<Figure> {
  const redactor = makeRedactor({ key: Buffer.alloc(32, 7) });
  const { ours, theirs } = await inTurns(ROUNDS, () => microsEach(rows, (row) => redactor.json(row)), () => microsEach(rows, (row) => JSON.stringify(JSON.parse(row))));
  return { id, what, unit: 'µs', ours, other: { title: 'parsed and written again', values: theirs } };
}

function microsEach(rows: readonly string[], work: (row: string) => unknown): number {
  const begin = systemClock.monotonicMillis();
  for (const row of rows) work(row);
  return ((systemClock.monotonicMillis() - begin) * 1_000) / rows.length;
}
