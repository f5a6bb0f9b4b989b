// What an adapter is. It connects, decodes and yields; it never retries, logs, stamps or stores: the runner does that once for all.
import type { ZodType } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import type { ActOutcome, ActRequest } from '../../model/alert.ts';
import type { Draft, SignalKind } from '../../model/signal.ts';

/** Opaque to everybody but the adapter that issued it: where to go on after a lost connection. Plain JSON. */
export type Resume = Readonly<Record<string, unknown>>;

export interface Batch {
  readonly drafts: readonly Draft[];
  /** Bytes read from the outside for this batch. */
  readonly bytes: number;
  /** Valid once this batch is committed. */
  readonly resume?: Resume;
  /** The stream is up as far as the adapter can tell; the runner records `ok` on the first such batch. Default true. */
  readonly live?: boolean;
  /** Called after the commit that holds these drafts. */
  readonly committed?: () => void;
}

export interface StreamOptions {
  /** Aborting ends the iteration promptly and closes every socket and file. */
  readonly signal: AbortSignal;
  readonly resume?: Resume | undefined;
}

export interface Source {
  /** Pulled, so back-pressure is natural: an adapter reads on only when asked for the next batch. Throws SourceError. */
  stream(options: StreamOptions): AsyncIterable<Batch>;
  /**
   * Carries out what the operator asks; absent where the backend takes no requests. Never throws for what a backend answers. Where an
   * answer is lost it looks whether the request was carried out before it tries again or gives up: the same request twice is a fault.
   */
  act?(request: ActRequest, signal: AbortSignal): Promise<ActOutcome>;
}

export interface SourceDeps {
  readonly clock: Clock;
  /** [0, 1). */
  readonly random: () => number;
}

export interface Adapter<Config> {
  /** The word after `kind:` in the configuration. */
  readonly kind: string;
  readonly title: string;
  readonly provides: readonly SignalKind[];
  /** One arm of the configuration's union; field descriptions become docs/config.md. */
  readonly config: ZodType<Config>;
  /** Where it reads from, for people: no credential, no query string. */
  target(config: Config): string;
  open(config: Config, deps: SourceDeps): Source;
}
