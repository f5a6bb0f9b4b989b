// Searches again and again, each search overlapping the one before, and reads every trace that is new or has grown. A span comes once
// however often the server tells it.
import { interval, MILLI, MINUTE, SECOND, shift, type Micros } from '../../../lib/micros.ts';
import { SourceError } from '../../../model/errors.ts';
import type { Draft, GapDraft } from '../../../model/signal.ts';
import { SeenSpans } from '../jaeger/seen-spans.ts';
import { mapLimited } from '../map-limited.ts';
import { resumeAt, resumedAt } from '../polled.ts';
import type { Batch, Source, SourceDeps, StreamOptions } from '../source.ts';
import { openTempo, type TempoApi } from './api.ts';
import type { TempoConfig } from './config.ts';
import { decodeSearch, decodeTempoTrace, type FoundTrace } from './decode.ts';
import { DueTraces } from './due-traces.ts';

const AT_ONCE = 4;
/** Traces of one batch: the recorder is asked for room in between. */
const TRACES_A_BATCH = 20;

interface Read {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
}

export class TempoSource implements Source {
  readonly #config: TempoConfig;
  readonly #deps: SourceDeps;
  /** Outlives a lost connection, so that the overlap of the next search tells nothing twice. */
  readonly #seen = new SeenSpans();

  constructor(config: TempoConfig, deps: SourceDeps) {
    this.#config = config;
    this.#deps = deps;
  }

  async *stream({ signal, resume }: StreamOptions): AsyncIterable<Batch> {
    const { clock } = this.#deps;
    const { lookback, settle, interval: pause } = this.#config;
    const api = await openTempo(this.#config, signal);
    const due = new DueTraces(settle);
    let last = resumedAt(resume);
    try {
      while (!signal.aborted) {
        const to = clock.now();
        const from = shift(last ?? to, -(last === undefined ? lookback : settle) * MILLI);
        const { found, drafts, bytes } = await this.#search(api, from, to);
        const ids = due.take(found, to);
        for (let start = 0; start < ids.length; start += TRACES_A_BATCH) {
          const traces = await mapLimited(ids.slice(start, start + TRACES_A_BATCH), AT_ONCE, (id) => this.#trace(api, id, due, to));
          // Spans count as told only now that nothing can fail before they are given out.
          const fresh = traces.flatMap((trace) => trace.drafts).filter((draft) => draft.kind !== 'span' || this.#seen.add(draft));
          // Only the end of a round can be resumed from.
          yield { drafts: last === undefined ? fresh.map(asHistory) : fresh, bytes: traces.reduce((sum, trace) => sum + trace.bytes, 0), live: false };
          if (signal.aborted) return;
        }
        yield { drafts, bytes, resume: resumeAt(to) };
        last = to;
        await clock.sleep(pause, signal);
      }
    } finally {
      await api.close();
    }
  }

  async #search(api: TempoApi, from: Micros, to: Micros): Promise<Read & { readonly found: readonly FoundTrace[] }> {
    const { query, limit } = this.#config;
    // Whole seconds; beyond the present, because a server's clock may run ahead of ours.
    const [start, end] = [Math.floor(from / SECOND), Math.ceil(to / SECOND) + MINUTE / SECOND];
    const { body, bytes } = await api.search({ q: query, start: String(start), end: String(end), limit: String(limit), spss: '1' });
    const found = decodeSearch(body);
    if (found === undefined) throw new SourceError('SOURCE_PROTOCOL', 'a search was answered without a list of traces, not as a Tempo server does', { retry: true });
    return { found, bytes, drafts: found.length >= limit ? [this.#gap('search', from, to, `a search was full at ${limit} traces: others of this stretch may be missing`)] : [] };
  }

  /** A trace that cannot be read says nothing of the server, which has answered the search: it is tried again, then told as a gap. */
  async #trace(api: TempoApi, id: string, due: DueTraces, now: Micros): Promise<Read> {
    let answer;
    try {
      answer = await api.trace(id);
    } catch (error) {
      if (!(error instanceof SourceError) || (error.code !== 'SOURCE_HTTP' && error.code !== 'SOURCE_PROTOCOL')) throw error;
      return this.#unread(id, due, now, error.message);
    }
    if (answer === undefined) return this.#unread(id, due, now, 'a search found it, but it is not there');
    due.read(id);
    const { drafts, rejects, partial } = decodeTempoTrace(answer.body, now);
    const cut = partial === undefined ? [] : [this.#gap(id, now, now, `the server gave only a part of trace ${id}: ${partial}`)];
    return { drafts: [...drafts, ...rejects, ...cut], bytes: answer.bytes };
  }

  #unread(id: string, due: DueTraces, now: Micros, why: string): Read {
    return { drafts: due.missed(id) ? [] : [this.#gap(id, now, now, `trace ${id} cannot be read: ${why}`)], bytes: 0 };
  }

  #gap(what: string, from: Micros, to: Micros, detail: string): GapDraft {
    const { from: at, to: until } = interval(from, to);
    return { kind: 'gap', at, until, gapId: `${this.#config.name}:${what}:${from}`, reason: 'server-dropped', detail, recovered: 0, signal: 'span' };
  }
}

function asHistory(draft: Draft): Draft {
  return draft.kind === 'span' ? { ...draft, backfilled: true } : draft;
}
