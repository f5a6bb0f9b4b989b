// Where a polled source goes on after a lost connection: the time of its last poll that worked.
import { isMicros, type Micros } from '../../lib/micros.ts';
import type { Resume } from './source.ts';

export function resumeAt(at: Micros): Resume {
  return { polledAt: at };
}

/** Undefined at a first start, and for anything that resumeAt did not make. */
export function resumedAt(resume: Resume | undefined): Micros | undefined {
  const at = resume?.['polledAt'];
  return typeof at === 'number' && isMicros(at) ? at : undefined;
}
