// What a save may leave in a folder, however it ends: incident files that are whole, and hidden files that the next look takes away.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeStale } from '../../src/data/incident/atomic-file.ts';
import type { SavePlan } from '../../src/data/incident/save.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { micros, SECOND } from '../../src/lib/micros.ts';
import { numbered } from './numbered-rows.ts';

/** A finished session of numbered rows. */
export function numberedSession(path: string, rows: number): string {
  const writer = openWriter(path, { title: 'numbers' });
  const source = writer.addSource({ name: 'numbers', kind: 'test', target: 'none' });
  for (let first = 1; first <= rows; first += 1_000) {
    const length = Math.min(1_000, rows - first + 1);
    writer.append(Array.from({ length }, (_, index) => ({ source, draft: numbered(first + index) })), micros(1_795_269_600 * SECOND + first * 1_000));
  }
  writer.finalise();
  return path;
}

/** The same file each time. */
export function planOfNumbers(session: string): SavePlan {
  const savedAt = micros(1_795_280_000 * SECOND);
  return { title: 'Numbers', severity: 'high', session, sessionId: 'run', range: 'all', withoutSources: [], redact: false, by: 'ada', savedAt, program: 'obs-tui test' };
}

/** `whole` is the file as it must be, byte for byte; of 1.obsx to `safe`.obsx none may be missing. */
export function checkSaved(folder: string, whole: Buffer, safe: number): readonly string[] {
  const problems: string[] = [];
  const files = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of files) {
    if (name.startsWith('.')) continue;
    const found = readFileSync(join(folder, name));
    if (!found.equals(whole)) problems.push(`${name} is not whole: ${found.length} bytes of ${whole.length}`);
  }
  for (let number = 1; number <= safe; number += 1) if (!files.includes(`${number}.obsx`)) problems.push(`${number}.obsx was safe and is gone`);
  removeStale(folder);
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => !/^\d+\.obsx$/.test(name)) : [];
  if (left.length > 0) problems.push(`${left.join(', ')} stays behind`);
  return problems;
}
