// A finished session of corpus rows, written by the real writer as fast as it takes them, and the same rows as a file of JSON lines.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openWriter } from '../src/data/session/writer.ts';
import { systemClock } from '../src/lib/clock.ts';
import { SECOND, shift } from '../src/lib/micros.ts';
import type { LogDraft } from '../src/model/signal.ts';
import { corpusRows, jsonLine } from './corpus.ts';

/** The corpus ends about now, and fills this time. */
const SECONDS = 3_000;
const COMMIT_ROWS = 4_000;

/** The path of the session; rows are spread evenly over the last SECONDS. */
export function recordedCorpus(folder: string, rows: number): string {
  const path = join(folder, 'corpus.db');
  const writer = openWriter(path, { title: 'bench' });
  const source = writer.addSource({ name: 'corpus', kind: 'follow', target: 'corpus.log' });
  for (const drafts of chunks(rows)) writer.append(drafts.map((draft) => ({ source, draft })), drafts.at(-1)?.at ?? systemClock.now());
  writer.finalise();
  return path;
}

/** The path of the file, and the mean length of its lines with their end. */
export function writtenCorpus(folder: string, rows: number): { readonly file: string; readonly bytesPerLine: number } {
  const file = join(folder, 'corpus.log');
  const out = openSync(file, 'w');
  let bytes = 0;
  for (const drafts of chunks(rows)) bytes += writeSync(out, drafts.map((draft) => `${jsonLine(draft)}\n`).join(''));
  closeSync(out);
  return { file, bytesPerLine: bytes / rows };
}

function* chunks(rows: number): Generator<readonly LogDraft[]> {
  const next = corpusRows(1, shift(systemClock.now(), -SECONDS * SECOND), rows / SECONDS);
  for (let row = 0; row < rows; row += COMMIT_ROWS) yield Array.from({ length: Math.min(COMMIT_ROWS, rows - row) }, next);
}
