// Adds notes and pins to an incident file: beside it, and to the private session that it is read through.
import { writeBeside } from '../../data/incident/beside.ts';
import { annotate } from '../../data/session/annotate.ts';
import { systemClock } from '../../lib/clock.ts';
import { ObsError } from '../../model/errors.ts';
import type { Annotator } from '../annotator.ts';

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
