// The messages between the UI thread and the recorder worker. Requests have no reply: what they lead to is recorded and read
// like everything else.
import type { Ask } from '../../model/ask.ts';
import type { ErrorCode } from '../../model/errors.ts';

export interface RecorderPlan {
  /** The session file to create or continue, or the folder in which a new one is begun. */
  readonly place: { readonly file: string } | { readonly folder: string };
  readonly title: string;
  /** Entries of `sources:` as they stand in the configuration, panels inside, secrets still as references. */
  readonly sources: readonly unknown[];
  /** Who asks for acts, for the backends that keep a name; `operator` where nobody is named. */
  readonly operator?: string;
}

export type ToRecorder =
  | { readonly type: 'ask'; readonly ask: Ask }
  | { readonly type: 'close' };

export type FromRecorder =
  /** The session file exists and its first commit is readable. */
  | { readonly type: 'ready'; readonly path: string }
  | { readonly type: 'head' }
  /** Every source came to its natural end: files without follow, standard input. */
  | { readonly type: 'ended' }
  /** Rows wait because they cannot be written; undefined when writing works again. */
  | { readonly type: 'trouble'; readonly code: ErrorCode | undefined; readonly detail: string; readonly held: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly detail: string }
  | { readonly type: 'closed' };
