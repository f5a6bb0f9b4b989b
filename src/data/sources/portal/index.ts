// The observability portal of a mesh: metrics, logs, traces, alerts, SLOs and health at one address; it takes acknowledgements and
// silences.
import { MILLI, shift, type Micros } from '../../../lib/micros.ts';
import type { ActOutcome, ActRequest } from '../../../model/alert.ts';
import type { Draft } from '../../../model/signal.ts';
import { baseUrl, shownUrl } from '../http/base-url.ts';
import { Standing } from '../http/standing.ts';
import { resumeAt, resumedAt } from '../polled.ts';
import type { Adapter, Batch, Source, SourceDeps, StreamOptions } from '../source.ts';
import { actAtPortal } from './act.ts';
import { openPortal } from './api.ts';
import { portalConfig, type PortalConfig } from './config.ts';
import { Reading } from './reading.ts';

export const portalAdapter: Adapter<PortalConfig> = {
  kind: 'portal',
  title: 'Observability portal (/obs: metrics, logs, traces, alerts, SLOs, health)',
  provides: ['alert', 'slo', 'check', 'sample', 'log', 'span', 'act', 'gap', 'reject', 'health'],
  config: portalConfig,
  target: (config) => shownUrl(baseUrl(config.url).url),
  open: (config, deps) => new PortalSource(config, deps),
};

class PortalSource implements Source {
  readonly #config: PortalConfig;
  readonly #deps: SourceDeps;
  /** Outlives a lost connection: what was told is not told again, and what was resolved meanwhile is noticed. */
  readonly #reading: Reading;
  /** Ends the wait between two looks: the effect of a request is to be seen soon. */
  #hurry = new AbortController();

  constructor(config: PortalConfig, deps: SourceDeps) {
    this.#config = config;
    this.#deps = deps;
    this.#reading = new Reading(config);
  }

  async *stream({ signal, resume }: StreamOptions): AsyncIterable<Batch> {
    const { clock } = this.#deps;
    const { history, overlap, interval } = this.#config;
    const api = await openPortal(this.#config, signal);
    const standing = new Standing();
    const last = resumedAt(resume);
    let from = last === undefined ? shift(clock.now(), -history * MILLI) : shift(last, -overlap * MILLI);
    let liveFrom = last === undefined ? clock.now() : from;
    try {
      while (!signal.aborted) {
        const to = clock.now();
        const { drafts, bytes } = await this.#reading.look(api, { from, to });
        yield { drafts: [...drafts.map((draft) => dated(draft, liveFrom)), ...standing.change(to, this.#reading.conditions, 'every part is there')], bytes, resume: resumeAt(to) };
        from = shift(to, -overlap * MILLI);
        liveFrom = from;
        this.#hurry = new AbortController();
        await clock.sleep(interval, AbortSignal.any([signal, this.#hurry.signal]));
      }
    } finally {
      await api.close();
    }
  }

  async act(request: ActRequest, signal: AbortSignal): Promise<ActOutcome> {
    const api = await openPortal(this.#config, signal);
    try {
      return await actAtPortal(api, request, this.#deps.clock.now());
    } finally {
      await api.close();
      this.#hurry.abort();
    }
  }
}

/** Telemetry from before the first look is history. */
function dated(draft: Draft, liveFrom: Micros): Draft {
  const passes = draft.kind === 'sample' || draft.kind === 'log' || draft.kind === 'span';
  return passes && draft.at < liveFrom ? { ...draft, backfilled: true } : draft;
}
