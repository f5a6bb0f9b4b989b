// A Tempo server over a list of spans: searches answer in short, with leading zeros cut from ids as the real one does, traces as the
// protobuf JSON of the real one: ids in base64, enumerations by name.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';

export interface TempoSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly name: string;
  /** Microseconds. */
  readonly start: number;
  readonly over?: Readonly<Record<string, unknown>>;
}

export interface FakeTempo extends Loopback {
  readonly searches: URLSearchParams[];
  /** Paths of traces that were asked for. */
  readonly reads: string[];
}

/** `answer` may take a request over and return true. */
export async function fakeTempo(spans: readonly TempoSpan[], answer: (request: IncomingMessage, response: ServerResponse) => boolean = () => false): Promise<FakeTempo> {
  const searches: URLSearchParams[] = [];
  const reads: string[] = [];
  const server = await httpLoopback((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const isSearch = url.pathname.endsWith('/api/search');
    if (isSearch) searches.push(url.searchParams);
    else reads.push(url.pathname);
    if (answer(request, response)) return;
    response.setHeader('content-type', 'application/json');
    const own = spans.filter(({ traceId }) => url.pathname.endsWith(traceId));
    response.end(JSON.stringify(isSearch ? { traces: summaries(spans) } : { trace: own.length === 0 ? {} : traceOf(own) }));
  });
  return Object.assign(server, { searches, reads });
}

/** Newest first: the real order is none. */
function summaries(spans: readonly TempoSpan[]): readonly unknown[] {
  const traces = Map.groupBy(spans, ({ traceId }) => traceId);
  return [...traces].toReversed().map(([traceId, own]) => ({
    traceID: traceId.replace(/^0+/, ''), rootServiceName: 'orders', rootTraceName: own[0]?.name ?? '', startTimeUnixNano: `${own[0]?.start ?? 0}000`, durationMs: 1,
    serviceStats: { orders: { spanCount: own.length } },
  }));
}

export function traceOf(spans: readonly TempoSpan[]): object {
  const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] };
  const listed = spans.map(({ traceId, spanId, name, start, over }) => ({
    traceId: base64(traceId), spanId: base64(spanId), name, kind: 'SPAN_KIND_SERVER', startTimeUnixNano: `${start}000`, endTimeUnixNano: `${start + 500}000`, status: {}, ...over,
  }));
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: {}, spans: listed }] }] };
}

export function tempoSpan(number: number, over: Partial<TempoSpan> = {}): TempoSpan {
  return { traceId: number.toString(16).padStart(32, '0'), spanId: number.toString(16).padStart(16, '0'), name: `span ${number}`, start: 1_795_269_600_000_000 + number * 1_000, ...over };
}
