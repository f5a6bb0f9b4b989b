import { afterEach, describe, expect, it } from 'vitest';
import { tempoAdapter } from '../../../../src/data/sources/tempo/index.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import type { Draft } from '../../../../src/model/signal.ts';
import { fakeTempo, tempoSpan, traceOf, type FakeTempo, type TempoSpan } from './fake-tempo.ts';

const servers: FakeTempo[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Setting {
  readonly over?: Readonly<Record<string, unknown>>;
  readonly between?: () => void;
  readonly answer?: Parameters<typeof fakeTempo>[1];
}

/** Reads so many rounds, each of which ends with a batch that can be resumed from. */
async function polled(spans: readonly TempoSpan[], rounds: number, { over = {}, between, answer }: Setting = {}) {
  const server = await fakeTempo(spans, answer);
  servers.push(server);
  const config = tempoAdapter.config.parse({ name: 't', kind: 'tempo', url: `http://127.0.0.1:${server.port}/prefix`, interval: '100ms', ...over });
  const stop = new AbortController();
  const drafts: Draft[][] = [[]];
  for await (const batch of tempoAdapter.open(config, { clock: systemClock, random: () => 0 }).stream({ signal: stop.signal })) {
    drafts.at(-1)?.push(...batch.drafts);
    if (batch.resume === undefined) continue;
    between?.();
    if (drafts.length === rounds) stop.abort();
    else drafts.push([]);
  }
  return { rounds: drafts, server };
}

function told(drafts: readonly Draft[]): readonly string[] {
  return drafts.map((draft) => (draft.kind === 'span' ? draft.name : draft.kind === 'gap' ? draft.detail : draft.kind));
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('reading traces of Tempo', () => {
  it('passes TraceQL and the tenant on, searches by whole seconds, and overlaps the search before', async () => {
    const headers: unknown[] = [];
    const { server } = await polled([], 2, {
      over: { query: '{ status = error }', settle: '5s', tenant: 'blue' },
      answer: (request) => headers.push(request.headers['x-scope-orgid']) === 0,
    });
    const [first, second] = server.searches;
    expect(first?.get('q')).toBe('{ status = error }');
    expect(headers).toEqual(['blue', 'blue']);
    expect(Number(first?.get('end')) - Number(first?.get('start'))).toBeGreaterThanOrEqual(15 * 60 + 60);
    expect(Number(second?.get('start'))).toBeGreaterThanOrEqual(Number(first?.get('end')) - 67);
  });

  it('reads a trace again only when it has grown, and tells its new spans alone', async () => {
    const spans = [tempoSpan(1), tempoSpan(2)];
    const grow = [() => undefined, () => void spans.push(tempoSpan(1, { spanId: 'aaaaaaaaaaaaaaaa', name: 'late' }))];
    const { rounds, server } = await polled(spans, 3, { between: () => grow.shift()?.() });
    expect(rounds.map(told)).toEqual([['span 1', 'span 2'], [], ['late']]);
    expect(server.reads.filter((path) => path.endsWith('1'))).toHaveLength(2);
    expect(server.reads.filter((path) => path.endsWith('2'))).toHaveLength(1);
    expect(rounds.flat().map(({ backfilled }) => backfilled)).toEqual([true, true, undefined]);
  });

  it('asks the older path of servers that do not have the newer one, and remembers it', async () => {
    const spans = [tempoSpan(1), tempoSpan(2)];
    const { rounds, server } = await polled(spans, 1, {
      answer: (request, response) => {
        const path = request.url ?? '';
        if (path.includes('/api/v2/')) response.writeHead(404).end();
        else if (path.includes('/api/traces/')) response.writeHead(200, JSON_TYPE).end(JSON.stringify({ batches: Object.values(traceOf(spans.filter(({ traceId }) => path.endsWith(traceId)))).flat() }));
        return path.includes('traces/');
      },
      over: { limit: 3 },
    });
    expect(told(rounds.flat())).toEqual(['span 1', 'span 2']);
    expect(server.reads.every((path) => path.startsWith('/prefix/api/'))).toBe(true);
  });

  it('tries a trace that cannot be read three times, and tells a gap then', async () => {
    const { rounds, server } = await polled([tempoSpan(1), tempoSpan(2)], 4, {
      answer: (request, response) => {
        const bad = (request.url ?? '').endsWith('1') && (request.url ?? '').includes('/traces/');
        if (bad) response.writeHead(422, { 'content-type': 'text/plain' }).end('trace exceeds max size');
        return bad;
      },
    });
    expect(rounds.map((drafts) => drafts.map(({ kind }) => kind))).toEqual([['span'], [], ['gap'], []]);
    expect(told(rounds[2] ?? [])[0]).toMatch(/trace 0{31}1 cannot be read: .*422.*exceeds max size/);
    expect(server.reads.filter((path) => path.endsWith('1'))).toHaveLength(3);
  });

  it('tells where a search was full, and where a trace is only a part', async () => {
    const { rounds } = await polled([tempoSpan(1)], 1, {
      over: { limit: 1 },
      answer: (request, response) => {
        const isTrace = (request.url ?? '').includes('/traces/');
        if (isTrace) response.writeHead(200, JSON_TYPE).end(JSON.stringify({ trace: traceOf([tempoSpan(1)]), status: 'PARTIAL', message: 'too big' }));
        return isTrace;
      },
    });
    expect(told(rounds.flat())).toEqual(['span 1', expect.stringMatching(/only a part .*too big/), expect.stringMatching(/full at 1 traces/)]);
  });

  it('fails on an answer that is no search', async () => {
    await expect(polled([], 1, { answer: (_, response) => response.writeHead(200).end('<html>') !== undefined })).rejects.toMatchObject({ code: 'SOURCE_PROTOCOL', retry: true });
  });
});
