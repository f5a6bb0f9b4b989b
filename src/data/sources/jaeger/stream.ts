// Searches again and again, each search overlapping the one before, because spans of a trace arrive late. A span comes once however
// often the server tells it.
import { interval, MILLI, SECOND, shift, type Micros } from '../../../lib/micros.ts';
import type { Draft, GapDraft, SpanDraft } from '../../../model/signal.ts';
import { mapLimited } from '../map-limited.ts';
import { resumeAt, resumedAt } from '../polled.ts';
import type { Batch, SourceDeps, StreamOptions } from '../source.ts';
import { openJaeger, type JaegerApi } from './api.ts';
import type { JaegerConfig } from './config.ts';
import { decodeTraces } from './decode.ts';
import { SeenSpans } from './seen-spans.ts';

const MOST_SERVICES = 50;
const AT_ONCE = 4;

/** `seen` outlives a lost connection, so that the overlap of the next search tells nothing twice. */
export async function* streamTraces(config: JaegerConfig, { clock }: SourceDeps, { signal, resume }: StreamOptions, seen: SeenSpans): AsyncIterable<Batch> {
  const api = await openJaeger(config, signal);
  let last = resumedAt(resume);
  try {
    while (!signal.aborted) {
      const to = clock.now();
      const from = last === undefined ? shift(to, -config.lookback * MILLI) : shift(last, -config.settle * MILLI);
      const batch = await search(api, config, seen, from, to);
      yield { ...batch, drafts: last === undefined ? batch.drafts.map(asHistory) : batch.drafts, resume: resumeAt(to) };
      last = to;
      await clock.sleep(config.interval, signal);
    }
  } finally {
    await api.close();
  }
}

async function search(api: JaegerApi, config: JaegerConfig, seen: SeenSpans, from: Micros, to: Micros): Promise<{ readonly drafts: readonly Draft[]; readonly bytes: number }> {
  const known = config.services === undefined ? await api.get('api/services') : { data: config.services, bytes: 0 };
  const services = (Array.isArray(known.data) ? known.data : []).filter((name): name is string => typeof name === 'string');
  const answers = await mapLimited(services.slice(0, MOST_SERVICES), AT_ONCE, (service) =>
    // Beyond the present: a server's clock may run ahead of ours.
    api.get('api/traces', { service, start: String(from), end: String(to + 60 * SECOND), limit: String(config.limit) }),
  );
  const drafts = answers.flatMap(({ data }, index): readonly Draft[] => {
    const { spans, rejects } = decodeTraces(data, to);
    const fresh = spans.filter((span) => seen.add(span));
    const full = Array.isArray(data) && data.length >= config.limit;
    return [...fresh, ...rejects, ...(full ? [cutOff(config, services[index] ?? '', from, to, fresh)] : [])];
  });
  return { drafts, bytes: known.bytes + answers.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** The server gives the newest traces of a search and is silent about the rest. */
function cutOff(config: JaegerConfig, service: string, from: Micros, to: Micros, fresh: readonly SpanDraft[]): GapDraft {
  const oldest = fresh.reduce<Micros>((least, span) => (span.at < least ? span.at : least), to);
  const { from: at, to: until } = interval(from, Math.max(from, oldest));
  const detail = `a search for ${service} was full at ${config.limit} traces: older ones of this stretch may be missing`;
  return { kind: 'gap', at, until, gapId: `${config.name}:${service}:${from}`, reason: 'server-dropped', detail, recovered: 0, signal: 'span' };
}

function asHistory(draft: Draft): Draft {
  return draft.kind === 'span' ? { ...draft, backfilled: true } : draft;
}
