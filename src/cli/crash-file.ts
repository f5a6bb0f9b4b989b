// What is kept of a mistake of our own: enough to mend it, in a private file, and never what the operator typed.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toRfc3339, type Micros } from '../lib/micros.ts';
import { makeRedactor } from '../model/redact/redactor.ts';
import { summaryOf } from './errors.ts';

/** How far the chain of causes is followed. */
const MOST_CAUSES = 5;

/** The path of the file; undefined where it cannot be written, which must not hide the error itself. */
export function writeCrashFile(directory: string, error: unknown, at: Micros, versions: string): string | undefined {
  const path = join(directory, `${toRfc3339(at).replaceAll(/[-:]/g, '')}.txt`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    // Messages of libraries quote addresses and headers; a crash file is meant to be sent to somebody.
    const text = makeRedactor({ key: randomBytes(32) }).text(chain(error).join('\n\ncaused by\n'));
    writeFileSync(path, `${toRfc3339(at)}\n${versions}\n\n${text}\n`, { mode: 0o600, flag: 'wx' });
    return path;
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem) return undefined;
    throw problem;
  }
}

function chain(error: unknown): readonly string[] {
  const parts: string[] = [];
  for (let next: unknown = error; next !== undefined && parts.length < MOST_CAUSES; next = next instanceof Error ? next.cause : undefined) {
    parts.push(next instanceof Error ? (next.stack ?? summaryOf(next)) : summaryOf(next));
  }
  return parts;
}
