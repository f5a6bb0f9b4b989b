// Runs inside a mount namespace of its own with a small file system on the folder given: fills it, makes room, reads it read-only.
// Prints one JSON line with what happened; the test that started it judges.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { micros, SECOND } from '../../src/lib/micros.ts';
import { ObsError } from '../../src/model/errors.ts';

export interface FullDiskReport {
  readonly committed: number;
  readonly refusedWith: string;
  readonly refusedAgainWith: string;
  readonly readableWhileFull: number;
  readonly afterRoom: number;
  readonly readOnlyWriter: string;
  readonly readOnlyRows: number;
}

const BATCH = 500;
const START = 1_795_269_600 * SECOND;

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'ok';
  } catch (error) {
    return error instanceof ObsError ? error.code : String(error);
  }
}

function rowsIn(path: string): number {
  const session = openSession(path);
  const head = session.head();
  const { logs } = session.totals({ head, asked: head.seq, span: { from: micros(0), to: head.latest } });
  session.close();
  return logs;
}

function run(folder: string): FullDiskReport {
  const remount = (options: string): void => void execFileSync('mount', ['-o', `remount,${options}`, folder]);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  const path = join(folder, 'full.db');
  const writer = openWriter(path, { title: 'full' });
  const source = writer.addSource({ name: 'a', kind: 'test', target: 'none' });
  const batch = (number: number) =>
    Array.from({ length: BATCH }, (_, index) => ({
      source,
      draft: { kind: 'log' as const, at: micros(START + number * SECOND), level: 'info' as const, message: `${'x'.repeat(100)} ${number * BATCH + index}` },
    }));
  const append = (number: number): string => codeOf(() => writer.append(batch(number), micros(START + number * SECOND)));
  let number = 0;
  let refusedWith = append(number);
  while (refusedWith === 'ok' && number < 1_000) {
    number += 1;
    refusedWith = append(number);
  }
  const refusedAgainWith = append(number);
  const readableWhileFull = rowsIn(path);
  remount('size=16m');
  const afterRoom = append(number) === 'ok' ? rowsIn(path) : -1;
  writer.close();
  remount('ro');
  const readOnlyWriter = codeOf(() => openWriter(path, { title: 'full' }));
  const readOnlyRows = rowsIn(path);
  return { committed: number * BATCH, refusedWith, refusedAgainWith, readableWhileFull, afterRoom, readOnlyWriter, readOnlyRows };
}

process.stdout.write(`${JSON.stringify(run(process.argv[2] ?? ''))}\n`);
