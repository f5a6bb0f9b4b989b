// Adds notes and pins to what is replayed: to a session file itself, which only grows; to an incident file beside it, and to the private
// session that it is read through.
import { annotate } from '../data/session/annotate.ts';
import { writeBeside } from '../data/incident/beside.ts';
import { recover } from '../data/session/recover.ts';
import { systemClock } from '../lib/clock.ts';
import type { Annotation } from '../model/ask.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';

export interface Annotator {
  /** True, or why nothing can be added now. */
  allowed(): true | string;
  /** When it returns, the annotation is on the disk. Throws an ObsError where it cannot be. */
  add(annotation: Annotation): void;
  /** After its reader is closed. */
  close(): void;
}

export function sessionAnnotator(path: string): Annotator {
  let added = false;
  return {
    allowed: () => true,
    add: (annotation) => {
      annotate(path, [annotation]);
      added = true;
    },
    // While a reader looks at it, the session cannot become one file again.
    close: () => void (added && recover(path)),
  };
}

/** What notes on an incident file belong to, and their newest commit when the file was read to its end. */
export interface Notable {
  readonly root: string;
  readonly last: number;
}

/** `path` is the private session that the file is read through; `known` says why nothing can be added, where that is so. */
export function incidentAnnotator(file: string, path: string, known: () => Notable | string): Annotator {
  let last: number | undefined;
  return {
    allowed: () => {
      const now = known();
      return typeof now === 'string' ? now : true;
    },
    add: (annotation) => {
      const now = known();
      if (typeof now === 'string') throw new ObsError('SESSION_BUSY', now);
      last = writeBeside(file, now.root, annotation, last ?? now.last, systemClock.now());
      annotate(path, [annotation]);
    },
    close: () => undefined,
  };
}

/** The session, saying whether it can be annotated. */
export function annotatedSession(session: Session, { allowed }: Annotator): Session {
  return { ...session, info: () => ({ ...session.info(), annotations: allowed() }) };
}
