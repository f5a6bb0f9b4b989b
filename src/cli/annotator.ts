// Adds notes and pins to what is replayed: to a session file itself, which only grows. An incident file has its own (incident/annotator.ts).
import { annotate } from '../data/session/annotate.ts';
import { recover } from '../data/session/recover.ts';
import type { Annotation } from '../model/ask.ts';
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

/** The session, saying whether it can be annotated. */
export function annotatedSession(session: Session, { allowed }: Annotator): Session {
  return { ...session, info: () => ({ ...session.info(), annotations: allowed() }) };
}
