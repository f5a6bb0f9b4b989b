import { afterEach, describe, expect, it } from 'vitest';
import { jaegerAdapter } from '../../../../src/data/sources/jaeger/index.ts';
import type { Resume } from '../../../../src/data/sources/source.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import type { Draft } from '../../../../src/model/signal.ts';
import { fakeJaeger, jaegerSpan, type FakeJaeger, type JaegerSpan } from './fake-jaeger.ts';

const servers: FakeJaeger[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function polled(spans: JaegerSpan[], polls: number, over: Readonly<Record<string, unknown>> = {}, between: () => void = () => undefined) {
  const server = await fakeJaeger(spans, ['orders', 'billing']);
  servers.push(server);
  const config = jaegerAdapter.config.parse({ name: 'j', kind: 'jaeger', url: `http://127.0.0.1:${server.port}`, interval: '100ms', ...over });
  const stop = new AbortController();
  const batches: (readonly Draft[])[] = [];
  for await (const batch of jaegerAdapter.open(config, { clock: systemClock, random: () => 0 }).stream({ signal: stop.signal })) {
    batches.push(batch.drafts);
    between();
    if (batches.length === polls) stop.abort();
  }
  return { batches, server };
}

describe('searching for traces', () => {
  it('asks for every service, overlapping the search before, and tells a span once', async () => {
    const spans = [jaegerSpan(1)];
    const { batches, server } = await polled(spans, 3, { settle: '5s' }, () => void spans.push(jaegerSpan(spans.length + 1)));
    expect(batches.map((drafts) => drafts.map((draft) => (draft.kind === 'span' ? draft.name : draft.kind)))).toEqual([['span 1'], ['span 2'], ['span 3']]);
    expect(server.searches.slice(0, 2).map((search) => search.get('service'))).toEqual(['orders', 'billing']);
    const [first, second] = [server.searches[0], server.searches[2]];
    expect(Number(first?.get('end')) - Number(first?.get('start'))).toBe((15 * 60 + 60) * 1_000_000);
    expect(Number(second?.get('start'))).toBe(Number(first?.get('end')) - 65_000_000);
  });

  it('marks what the first search finds as history', async () => {
    const spans = [jaegerSpan(1)];
    const { batches } = await polled(spans, 2, {}, () => void spans.push(jaegerSpan(2)));
    expect(batches.flat().map(({ backfilled }) => backfilled)).toEqual([true, undefined]);
  });

  it('tells no span again after a lost connection', async () => {
    const server = await fakeJaeger([jaegerSpan(1)]);
    servers.push(server);
    const config = jaegerAdapter.config.parse({ name: 'j', kind: 'jaeger', url: `http://127.0.0.1:${server.port}` });
    const source = jaegerAdapter.open(config, { clock: systemClock, random: () => 0 });
    const first = async (resume?: Resume) => {
      for await (const batch of source.stream({ signal: new AbortController().signal, resume })) return batch;
      throw new Error('the stream ended');
    };
    const { drafts, resume } = await first();
    expect([drafts.length, (await first(resume)).drafts.length]).toEqual([1, 0]);
  });

  it('says where a search was full', async () => {
    const { batches } = await polled([jaegerSpan(1), jaegerSpan(2)], 1, { limit: 2, services: ['orders'] });
    expect(batches.flat().find((draft) => draft.kind === 'gap')).toMatchObject({ reason: 'server-dropped', signal: 'span', recovered: 0 });
  });
});
