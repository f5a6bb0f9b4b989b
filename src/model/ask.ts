// What the operator asks of the recorder. An ask has no reply: what comes of it is recorded, and read like everything else.
import type { Micros } from '../lib/micros.ts';
import type { ActRequest } from './alert.ts';
import type { PinFacts } from './fact.ts';
import type { SourceId } from './signal.ts';

/** What the operator adds of their own: possible also where nothing else is recorded any more. */
export type Annotation =
  | { readonly kind: 'note'; readonly at: Micros; readonly text: string }
  | { readonly kind: 'pin'; readonly at: Micros; readonly pin: PinFacts };

export type Ask =
  | Annotation
  /** Carried out by the backend that the source reads from; who asks is known to the recorder. */
  | { readonly kind: 'act'; readonly source: SourceId; readonly act: Omit<ActRequest, 'by'> };
