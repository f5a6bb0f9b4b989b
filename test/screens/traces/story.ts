// One trace of every kind of span around a slow anchor_request, eight small traces, and logs that name them.
import type { LogDraft, SpanDraft } from '../../../src/model/signal.ts';
import { growingSession, type Growing } from '../../support/recorded.ts';
import { aLog, aSpan } from '../../support/session.ts';

const MS = 1_000;

/** All of it, `base` seconds after START. */
export function storySpans(base: number): readonly SpanDraft[] {
  const step = (seconds: number, spanId: string, service: string, name: string, millis: number, parentId?: string, over: Partial<SpanDraft> = {}): SpanDraft =>
    aSpan(base + seconds, spanId, { service, name, duration: millis * MS, ...(parentId === undefined ? {} : { parentId }), ...over });
  return [
    step(1, 'a', 'portal', 'http_request', 2_340),
    step(1.05, 'b', 'treasury', 'validate', 150, 'a'),
    step(1.2, 'c', 'ledger', 'emit_receipt', 50, 'a', {
      status: 'error', statusMessage: 'refused by peer', attributes: { 'http.method': 'GET', deep: { inner: [1, 2] } },
      events: [{ at: aLog(base + 1.21).at, name: 'exception', attributes: { 'exception.type': 'IOError' } }], links: [{ traceId: 'cafe', spanId: 'beef' }],
    }),
    step(1.3, 'd', 'guardian', 'anchor_request', 2_000, 'a'),
    ...Array.from({ length: 12 }, (_, index) => step(1.31 + index / 10, `r${index}`, 'redis', 'GET', 60, 'd', { status: index === 7 ? 'error' : 'unset' })),
    step(2, 'o', 'other', 'lost', 700, 'never'),
    ...Array.from({ length: 8 }, (_, index) =>
      step(index / 2, `x${index}`, index % 2 === 0 ? 'web' : 'api', `GET /${index}`, (index + 1) * 30, undefined, { traceId: `t${index + 2}`, status: index === 3 ? 'error' : 'unset' }),
    ),
  ];
}

/** The settlement as it is on a better day, `base` seconds after START: a cache instead of a receipt, and an anchor ten times as fast. */
export function quickSpans(base: number): readonly SpanDraft[] {
  const millis = new Map([['a', 540], ['b', 150], ['d', 200], ...Array.from({ length: 12 }, (_, index): [string, number] => [`r${index}`, 10])]);
  const kept = storySpans(base).filter(({ traceId, spanId }) => traceId === 't1' && millis.has(spanId));
  const quicker = kept.map((span): SpanDraft => ({
    ...span, traceId: 't0', status: 'ok', duration: (millis.get(span.spanId) ?? 0) * MS,
    ...(span.name === 'GET' ? { at: aLog(base + 1.31 + Number(span.spanId.slice(1)) / 80).at } : {}),
  }));
  return [...quicker, aSpan(base + 1.02, 'l', { traceId: 't0', service: 'cache', name: 'lookup', duration: 20 * MS, parentId: 'a', status: 'error' })];
}

export const LOGS: readonly LogDraft[] = [
  aLog(1.02, { traceId: 't1', message: 'came in' }),
  aLog(1.22, { traceId: 't1', spanId: 'c', message: 'refused', level: 'error' }),
  aLog(1.5, { traceId: 't1', spanId: 'r7', message: 'no answer' }),
  aLog(1.6, { message: 'of no trace' }),
  aLog(1.7, { traceId: 'unknown', message: 'sampled away' }),
];

export function story(): Growing {
  const run = growingSession();
  run.commit(5, [...storySpans(0), ...LOGS]);
  return run;
}
