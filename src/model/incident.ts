// An incident: a stretch of a session that was saved into one file, and the requests about such files. Types only; src/data/incident
// reads and writes the files, the composition root carries requests out and sends the news back as events of panels.
import type { Interval, Micros } from '../lib/micros.ts';
import type { Seq } from './signal.ts';

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Where the operator stood: what a replay opens with. */
export interface View {
  readonly screen: string;
  /** Commit under the playhead. */
  readonly head: Seq;
  /** The shared time cursor. */
  readonly cursor?: Micros;
  /** Width of what the panels draw, microseconds. */
  readonly window?: number;
  /** Text of the filter of the Logs screen. */
  readonly filter?: string;
}

/** What was changed by redaction: rule to number of places. */
export type Redactions = Readonly<Record<string, number>>;

/** What a session knows about the incident file it was loaded from. */
export interface IncidentInfo {
  readonly title: string;
  readonly severity: Severity;
  /** Event time that was saved; what lies outside is not in this file. */
  readonly range: Interval;
  readonly savedAt: Micros;
  /** Who saved it. */
  readonly by: string;
  /** Id of the session it was saved from. */
  readonly session: string;
  readonly view?: View;
  readonly redactions: Redactions;
  /** True where redaction was switched off. */
  readonly raw: boolean;
  /** Root of the file that this one was made from, hexadecimal. */
  readonly derivedFrom?: string;
  /** Names of the sources that were left out. */
  readonly withoutSources?: readonly string[];
  /** Merkle root of the file, hexadecimal; known once all of it is read. */
  readonly root?: string;
  /** Its last commit; what lies beyond was added beside the file later, and the root does not cover it. */
  readonly last?: Seq;
  /** Ed25519 key that signed the root, base64. */
  readonly signedBy?: string;
}

/** What should be saved. */
export interface SaveRequest {
  readonly title: string;
  readonly severity: Severity;
  readonly range: Interval;
  /** Names of sources to leave out. */
  readonly withoutSources: readonly string[];
  readonly redact: boolean;
  readonly view?: View;
}

/** What a new file can be signed with and encrypted for. */
export interface SealOffers {
  /** File of a secret key; undefined where there is none. */
  readonly key?: string;
  /** The configuration says so: files are signed unless somebody says otherwise. */
  readonly signs: boolean;
  /** Public keys of age. Where there are any, files are encrypted for them unless somebody says otherwise. */
  readonly recipients: readonly string[];
}

/** How a new file is sealed. The passphrase goes to whoever writes the file, and stands nowhere else. */
export interface SealRequest {
  /** With the key that was offered. */
  readonly sign: boolean;
  readonly lock: LockKind;
  readonly passphrase?: string;
}

/** Who can open a file: anybody, the recipients of the configuration, whoever knows a passphrase. */
export type LockKind = 'none' | 'recipients' | 'passphrase';

/** What saving it would give, known before anything is written. */
export interface SaveMeasure {
  readonly rows: number;
  /** Estimate of the file's size in bytes. */
  readonly bytes: number;
  readonly redactions: Redactions;
}

export type IncidentState =
  /** A session whose recorder died: everything acknowledged is there. */
  | 'unfinished'
  /** A session that is being recorded now. */
  | 'recording'
  /** A closed session that was not saved as an incident. */
  | 'session'
  /** Saved here; its seal was not read since. */
  | 'sealed'
  | 'imported'
  /** Every line was read and the seal holds. */
  | 'verified'
  | 'altered';

/** One line of the library. */
export interface IncidentEntry {
  /** File name without its extension. */
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly severity: Severity | undefined;
  /** Event time; for sessions when they began and what is known of their end. */
  readonly range: Interval | undefined;
  readonly savedAt: Micros | undefined;
  /** Bytes on disk. */
  readonly bytes: number;
  readonly state: IncidentState;
  readonly encrypted: boolean;
  /** Root of the file that it was made from. */
  readonly derivedFrom?: string;
  /** Known of a file that was verified. */
  readonly root?: string;
  readonly signedBy?: string;
}

export type ReportFormat = 'md' | 'html' | 'json' | 'csv' | 'cef' | 'receipts';

/** What a screen asks of the outside about incident files. The answer comes as IncidentNews. */
export type IncidentRequest =
  | { readonly type: 'list' }
  | { readonly type: 'measure'; readonly save: SaveRequest }
  | { readonly type: 'save'; readonly save: SaveRequest; readonly seals: SealRequest }
  | { readonly type: 'cancel' }
  | { readonly type: 'verify'; readonly id: string }
  | { readonly type: 'rename'; readonly id: string; readonly title: string }
  | { readonly type: 'delete'; readonly id: string }
  | { readonly type: 'import'; readonly path: string }
  | { readonly type: 'export'; readonly id: string; readonly path: string }
  | { readonly type: 'recover'; readonly id: string }
  | { readonly type: 'report'; readonly id: string; readonly format: ReportFormat };

export type IncidentNews =
  | { readonly type: 'library'; readonly entries: readonly IncidentEntry[]; readonly now: Micros }
  | { readonly type: 'offered'; readonly offers: SealOffers }
  | { readonly type: 'measured'; readonly measure: SaveMeasure }
  /** `share` is 0 to 1. */
  | { readonly type: 'progress'; readonly what: string; readonly share: number }
  /** `text` says what was done, for people. */
  | { readonly type: 'done'; readonly text: string; readonly path?: string }
  | { readonly type: 'failed'; readonly text: string };
