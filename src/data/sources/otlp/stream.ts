// Listens, and gives out what is sent. The listeners end with the signal itself, not with the next pull: nobody may be pulling.
import type { SourceDeps, Batch, Source, StreamOptions } from '../source.ts';
import { resolveSecret } from '../http/secret-ref.ts';
import { Complaints } from './complaints.ts';
import type { OtlpConfig } from './config.ts';
import { Deltas } from './deltas.ts';
import { otlpGrpcServer } from './grpc.ts';
import { otlpHttpServer } from './http.ts';
import { Inbox } from './inbox.ts';
import { listen, type Listening } from './listening.ts';
import type { Receiver } from './receiver.ts';

/** All exports that are under way, compressed and plain. */
const BOUNDS = { mostBytes: 96 * 1_024 * 1_024, mostExports: 256 };

export class OtlpSource implements Source {
  readonly #config: OtlpConfig;
  readonly #deps: SourceDeps;
  /** Sums outlive a lost port. */
  readonly #deltas = new Deltas();

  constructor(config: OtlpConfig, deps: SourceDeps) {
    this.#config = config;
    this.#deps = deps;
  }

  async *stream({ signal }: StreamOptions): AsyncIterable<Batch> {
    if (signal.aborted) return;
    const { address, http, grpc, token } = this.#config;
    const { clock } = this.#deps;
    const stop = new AbortController();
    const ended = AbortSignal.any([signal, stop.signal]);
    const inbox = new Inbox(BOUNDS, ended);
    const complaints = new Complaints(clock, (draft) => inbox.tell([draft]));
    const secret = token === undefined ? undefined : await resolveSecret(token, { signal });
    const receiver: Receiver = { inbox, complaints, deltas: this.#deltas, clock, token: secret };
    const listening: Listening[] = [];
    try {
      const failed = (error: unknown): void => inbox.fail(error);
      if (http !== false) listening.push(await listen(otlpHttpServer(receiver, failed), http, address, ended));
      if (grpc !== false) listening.push(await listen(otlpGrpcServer(receiver, failed), grpc, address, ended));
      yield { drafts: [], bytes: 0 };
      for (let waiting = await inbox.next(); waiting !== undefined; waiting = await inbox.next()) yield waiting;
    } finally {
      stop.abort();
      await Promise.all(listening.map(({ closed }) => closed));
    }
  }
}
