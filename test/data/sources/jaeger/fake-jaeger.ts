// A query server that answers searches from a list of spans, each a trace of its own unless told otherwise.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';

export type JaegerSpan = Readonly<Record<string, unknown>> & { readonly traceID: string };

export interface FakeJaeger extends Loopback {
  /** `service start end limit` of every search, in order. */
  readonly searches: URLSearchParams[];
}

/** `answer` may take a request over and return true. */
export async function fakeJaeger(
  spans: readonly JaegerSpan[],
  services: readonly string[] = ['orders'],
  answer: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<FakeJaeger> {
  const searches: URLSearchParams[] = [];
  const server = await httpLoopback((request, response) => {
    if (answer(request, response)) return;
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-type', 'application/json');
    if (url.pathname.endsWith('/api/services')) {
      response.end(JSON.stringify({ data: services, total: services.length, errors: null }));
      return;
    }
    searches.push(url.searchParams);
    response.end(JSON.stringify({ data: tracesOf(spans), errors: null }));
  });
  return Object.assign(server, { searches });
}

export function tracesOf(spans: readonly JaegerSpan[]): readonly unknown[] {
  const traces = Map.groupBy(spans, ({ traceID }) => traceID);
  return [...traces].map(([traceID, own]) => ({
    traceID, spans: own, processes: { p1: { serviceName: 'orders', tags: [{ key: 'host.name', type: 'string', value: 'brick-02' }] } }, warnings: null,
  }));
}

export function jaegerSpan(number: number, over: Readonly<Record<string, unknown>> = {}): JaegerSpan {
  return {
    traceID: number.toString(16).padStart(32, '0'), spanID: number.toString(16).padStart(16, '0'), operationName: `span ${number}`,
    references: [], startTime: 1_795_269_600_000_000 + number * 1_000, duration: 500, tags: [], logs: [], processID: 'p1', ...over,
  };
}
