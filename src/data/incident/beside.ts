// Notes and pins on an incident file, in a session of their own beside it: a file that was sealed never changes. What is there belongs to
// one file, which is known by its root, and goes into the next file that is saved from it.
import { existsSync } from 'node:fs';
import type { Micros } from '../../lib/micros.ts';
import type { Annotation } from '../../model/ask.ts';
import { ObsError } from '../../model/errors.ts';
import { annotate, annotationDraft, annotationsOf } from '../session/annotate.ts';
import { openSession } from '../session/reader.ts';
import { OWN_SOURCE, openWriter } from '../session/writer.ts';
import { isEncrypted } from './encrypt.ts';

/** What stands behind the name of the file. */
export const BESIDE = '.notes.db';

/** The newest commit of what lies beside a file and how many rows it gave; or why nothing was read, and nothing can be added. */
export type Beside = { readonly last: number; readonly added: number } | { readonly refused: string };

/** Adds what was noted on the file with this root to `target`, the session that it was loaded into. */
export function addBeside(file: string, root: string, target: string): Beside {
  const path = file + BESIDE;
  if (isEncrypted(file)) return { refused: 'the file is encrypted, and notes beside it would not be' };
  if (!existsSync(path)) return { last: 0, added: 0 };
  try {
    const { last, annotations } = readBeside(path, root);
    annotate(target, annotations);
    return { last, added: annotations.length };
  } catch (error) {
    if (error instanceof ObsError) return { refused: error.message };
    throw error;
  }
}

function readBeside(path: string, root: string): { readonly last: number; readonly annotations: readonly Annotation[] } {
  const session = openSession(path);
  try {
    if (session.info().title !== root) throw new ObsError('SESSION_DAMAGED', `${path} holds notes on another file`);
    return { last: session.head().seq, annotations: annotationsOf(path) };
  } finally {
    session.close();
  }
}

/**
 * Adds one, synced to the disk, and gives the newest commit. `last` is what this program knows of the notes so far: where another one has
 * written since, SESSION_BUSY is thrown, because rows are named by their place.
 */
export function writeBeside(file: string, root: string, annotation: Annotation, last: number, now: Micros): number {
  const path = file + BESIDE;
  const writer = openWriter(path, { title: root });
  try {
    if ((writer.head()?.seq ?? 0) !== last) throw new ObsError('SESSION_BUSY', `another obs-tui wrote ${path} meanwhile: open the incident anew`);
    return writer.append([{ source: OWN_SOURCE, draft: annotationDraft(annotation) }], now).seq;
  } finally {
    writer.finalise();
  }
}
