// Alerts, silences, and what an operator may ask of the backend that knows them. Types only. Semantics are those of Prometheus and
// Alertmanager; other backends are decoded into them.
import type { Micros } from '../lib/micros.ts';

export type Labels = Readonly<Record<string, string>>;

export type AlertState = 'pending' | 'firing' | 'resolved';

/** One change of an alert. The newest row with its id counts; all of them are its history. `at` is when the change happened. */
export interface AlertFacts {
  /** Stable for one set of labels in one source: a fingerprint. */
  readonly id: string;
  readonly name: string;
  readonly state: AlertState;
  readonly severity?: string;
  /** When it began to fire; while pending, when its condition began to hold. */
  readonly since: Micros;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly node?: string;
  readonly service?: string;
  /** As the backend writes it: PromQL, or the words of its rule. */
  readonly expr?: string;
  readonly threshold?: number;
  /** How long the condition must hold, microseconds. */
  readonly holdFor?: number;
  /** Finite. */
  readonly value?: number;
  /** Ids of the silences that mute it; absent or empty while it is heard. */
  readonly silencedBy?: readonly string[];
  /** Ids of the alerts that inhibit it. */
  readonly inhibitedBy?: readonly string[];
  readonly acknowledged?: Acknowledgement;
  /** Where the backend shows it. */
  readonly url?: string;
}

export interface Acknowledgement {
  readonly by: string;
  readonly comment: string;
  readonly until?: Micros;
}

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  /** False for `!=` and `!~`. */
  readonly isEqual: boolean;
}

/** A silence as its backend tells it; `at` is when we saw this state of it. */
export interface SilenceFacts {
  readonly id: string;
  readonly state: 'pending' | 'active' | 'expired';
  readonly matchers: readonly Matcher[];
  readonly from: Micros;
  readonly until: Micros;
  readonly by: string;
  readonly comment: string;
  /** An acknowledgement that its backend can only keep as a silence. */
  readonly acknowledges?: boolean;
}

/** What an operator asks of a backend. `id` makes it happen once: the same id is never carried out twice. */
export interface ActRequest {
  readonly id: string;
  readonly action: 'ack' | 'silence' | 'expire';
  /** The alert it is about; for `expire` the silence. */
  readonly target: string;
  /** Name of the alert, for people. */
  readonly name: string;
  /** What a silence matches; empty for `expire`. */
  readonly matchers: readonly Matcher[];
  readonly until?: Micros;
  readonly comment: string;
  /** Who asks. */
  readonly by: string;
}

/**
 * `unknown`: it may have happened; the adapter has looked and could not tell. `noted`: no backend keeps it, it stands in the session
 * alone. `detail` is for people, free of secrets.
 */
export interface ActOutcome {
  readonly state: 'done' | 'failed' | 'unknown' | 'noted';
  readonly detail: string;
  /** The silence that was made or ended. */
  readonly silence?: string;
}

/** A request and how it ended: a row when it is asked, another with the same id at its end. `at` is when. */
export interface ActFacts extends Omit<ActRequest, 'matchers'> {
  readonly state: 'asked' | ActOutcome['state'];
  readonly detail: string;
  readonly silence?: string;
}
