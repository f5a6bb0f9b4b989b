// What a job child is asked, and what it says. A job is one unbounded thing: it has a process of its own, which can be killed at any
// moment without harm.
import type { SaveMeasure } from '../../model/incident.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { Beside } from '../incident/beside.ts';
import type { SavePlan } from '../incident/save.ts';

/** What opens an encrypted file. Sent over the pipe between the processes alone, never as an argument. */
export interface Unlock {
  readonly passphrase?: string;
  /** File of age identities. */
  readonly identities?: string;
}

export interface Seals {
  /** File of the private key that signs. */
  readonly signer?: string;
  readonly recipients?: readonly string[];
  readonly passphrase?: string;
}

export interface RedactPlan {
  readonly ips: boolean;
  readonly rules: readonly { readonly name: string; readonly pattern: string }[];
}

export type Job =
  | { readonly type: 'measure'; readonly plan: SavePlan; readonly redact: RedactPlan }
  | { readonly type: 'save'; readonly plan: SavePlan; readonly redact: RedactPlan; readonly path: string; readonly seals: Seals }
  | { readonly type: 'verify'; readonly file: string; readonly unlock: Unlock }
  | { readonly type: 'load'; readonly file: string; readonly target: string; readonly unlock: Unlock };

export interface Verdict {
  readonly lines: number;
  readonly rows: number;
  /** Hexadecimal. */
  readonly root: string;
  readonly signedBy?: string;
  readonly title: string;
}

export interface JobResults {
  readonly measure: SaveMeasure;
  readonly save: Verdict & { readonly bytes: number };
  readonly verify: Verdict;
  readonly load: Verdict & { readonly beside: Beside };
}

export type JobNews<T extends Job['type'] = Job['type']> =
  /** 0 to 1. */
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'done'; readonly result: JobResults[T] }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly detail: string };
