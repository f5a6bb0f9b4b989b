// What an operator adds to a session that is closed: rows behind its last commit, at its last moment, so that they are seen wherever the
// playhead stands and no telemetry moves.
import { micros } from '../../lib/micros.ts';
import type { Annotation } from '../../model/ask.ts';
import { connectReader, type Connection } from './connection.ts';
import { factOf, noteOf, type FactRow, type NoteRow } from './decode.ts';
import { translate } from './errors.ts';
import { OWN_SOURCE, openWriter } from './writer.ts';

/** One file holds no more of them than people write. */
const MOST_ANNOTATIONS = 2_000;

/**
 * Adds each in a commit of its own, synced to the disk, and closes the session again. Same annotations in the same order get the same
 * seqs. Throws SESSION_BUSY while a writer is at work, and SESSION_UNWRITABLE.
 */
export function annotate(path: string, annotations: readonly Annotation[]): void {
  if (annotations.length === 0) return;
  const writer = openWriter(path, { title: '' });
  try {
    // The writer puts a time before its last commit to that commit's.
    for (const annotation of annotations) writer.append([{ source: OWN_SOURCE, draft: annotationDraft(annotation) }], micros(0));
  } finally {
    writer.finalise();
  }
}

/** The row that it becomes. */
export function annotationDraft(annotation: Annotation) {
  return annotation.kind === 'note' ? annotation : ({ kind: 'pin', at: annotation.at, ...annotation.pin } as const);
}

/** All that an operator wrote into a session, in order. Throws what reading throws. */
export function annotationsOf(path: string): readonly Annotation[] {
  const db = connectReader(path);
  try {
    return [...notesIn(db), ...pinsIn(db)].toSorted((a, b) => a.seq - b.seq).map(({ annotation }) => annotation).slice(0, MOST_ANNOTATIONS);
  } catch (error) {
    throw translate(error, path, 'read');
  } finally {
    db.close();
  }
}

interface Placed {
  readonly seq: number;
  readonly annotation: Annotation;
}

function notesIn(db: Connection): readonly Placed[] {
  const rows = db.prepare<[number], NoteRow>('SELECT * FROM note ORDER BY seq LIMIT ?').all(MOST_ANNOTATIONS);
  return rows.map(noteOf).map(({ seq, at, text }) => ({ seq, annotation: { kind: 'note', at, text } }));
}

function pinsIn(db: Connection): readonly Placed[] {
  const rows = db.prepare<[number], FactRow>("SELECT * FROM fact WHERE kind = 'pin' ORDER BY seq LIMIT ?").all(MOST_ANNOTATIONS);
  return rows.map((row) => factOf(row, 'pin')).map(({ seq, at, id, row, pinned, text, done }) => ({
    seq, annotation: { kind: 'pin', at, pin: { id, row, pinned, text, ...(done === undefined ? {} : { done }) } },
  }));
}
