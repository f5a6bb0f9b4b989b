import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/lib/clock.ts';
import type { LabOptions } from '../../../src/lab/index.ts';
import { closedPort, httpLoopback } from '../../support/loopback.ts';
import { aLab, ask, labAt } from '../support.ts';

interface PushedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status?: { readonly code: number };
}

interface Body {
  readonly resourceSpans: readonly { readonly resource: { readonly attributes: readonly unknown[] }; readonly scopeSpans: readonly { readonly spans: readonly PushedSpan[] }[] }[];
}

interface Receiver {
  readonly url: string;
  /** Everything that was taken. */
  readonly bodies: Body[];
  readonly spans: () => readonly PushedSpan[];
  readonly requests: () => number;
}

/** Answers with the statuses given first, and then takes everything. */
async function receiver(...answers: number[]): Promise<Receiver> {
  const bodies: Body[] = [];
  let requests = 0;
  const server = await httpLoopback((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      requests += 1;
      const status = answers.shift() ?? 200;
      const asked = `${request.method} ${request.url} ${request.headers['content-type']}`;
      if (status === 200 && asked === 'POST /v1/traces application/json') bodies.push(JSON.parse(text) as Body);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  onTestFinished(() => server.close());
  const spans = (): readonly PushedSpan[] => bodies.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
  return { url: server.url().href, bodies, spans, requests: () => requests };
}

/** A lab at so many seconds after 14:20:00 that pushes; its waits are cut short, so that back-off takes no time. */
function pushing(to: Receiver, openAt: number, options: LabOptions = {}): ReturnType<typeof labAt> {
  return labAt(14, 30, { openAt, firstRowAt: 595, otlp: to.url, ...options }, 5);
}

const SOON = { timeout: 20_000, interval: 10 };

describe('traces pushed to an OTLP receiver', () => {
  it('are those of the query API, each span once, with what the queue still held at the start', async () => {
    const to = await receiver();
    const { lab } = await pushing(to, 610);
    const { data } = (await ask(lab, `/api/traces?service=portal&limit=2000&end=${lab.startAt + 608_999_999}`)).json as { data: { spans: { spanID: string; startTime: number; duration: number }[] }[] };
    const wanted = data.flatMap(({ spans }) => spans).map(({ spanID, startTime, duration }) => `${spanID} ${startTime}000 ${startTime + duration}000`);
    expect(wanted.length).toBeGreaterThan(50);
    const missing = (): string[] => {
      const got = new Set(to.spans().map((span) => `${span.spanId} ${span.startTimeUnixNano} ${span.endTimeUnixNano}`));
      return wanted.filter((span) => !got.has(span));
    };
    await expect.poll(missing, SOON).toEqual([]);
    expect(new Set(to.spans().map(({ spanId }) => spanId)).size).toBe(to.spans().length);
    await expect.poll(() => lab.sent().spans, SOON).toBe(to.spans().length);
  });

  it('have the form of OTLP', async () => {
    const to = await receiver();
    const { lab } = await pushing(to, 610);
    await expect.poll(() => to.spans().length, SOON).toBeGreaterThan(0);
    const own = to.spans().filter(({ traceId }) => traceId === lab.story.settlement.traceId);
    const [root, child] = [own.find(({ name }) => name === 'http_request'), own.find(({ name }) => name === 'anchor_request')];
    expect(root).toEqual({
      traceId: lab.story.settlement.traceId, spanId: lab.story.settlement.spans[0].spanId, name: 'http_request', kind: 2,
      startTimeUnixNano: `${lab.startAt + 600_000_000}000`, endTimeUnixNano: `${lab.startAt + 602_345_000}000`,
      attributes: [
        { key: 'http.method', value: { stringValue: 'POST' } }, { key: 'http.url', value: { stringValue: '/treasury/settle' } }, { key: 'http.status_code', value: { intValue: '200' } },
      ],
    });
    expect(child).toMatchObject({ parentSpanId: root?.spanId, kind: 1 });
    expect(to.bodies[0]?.resourceSpans[0]?.resource.attributes).toEqual([
      { key: 'service.name', value: { stringValue: expect.any(String) } }, { key: 'host.name', value: { stringValue: expect.any(String) } },
    ]);
  });

  it('come as they complete, none before', async () => {
    const to = await receiver();
    const { lab, clock } = await pushing(to, 602);
    const settlement = (): number => to.spans().filter(({ traceId }) => traceId === lab.story.settlement.traceId).length;
    await expect.poll(() => to.spans().length, SOON).toBeGreaterThan(0);
    expect(settlement()).toBe(0);
    clock.step(3_000);
    await expect.poll(settlement, SOON).toBe(4);
    expect(to.spans().every(({ endTimeUnixNano }) => Number(endTimeUnixNano) / 1e3 < lab.now())).toBe(true);
  });

  it('are sent again to a receiver that is busy, and none is lost or doubled', async () => {
    const to = await receiver(503, 429, 502);
    const { lab } = await pushing(to, 610);
    await expect.poll(() => to.spans().filter(({ traceId }) => traceId === lab.story.settlement.traceId).length, SOON).toBe(4);
    expect(to.requests()).toBeGreaterThan(3);
    expect(new Set(to.spans().map(({ spanId }) => spanId)).size).toBe(to.spans().length);
  });

  it('are dropped where the receiver refuses them, and later ones still come', async () => {
    const to = await receiver(400);
    const { lab, clock } = await pushing(to, 610);
    await expect.poll(() => to.requests(), SOON).toBeGreaterThan(0);
    clock.step(5_000);
    await expect.poll(() => lab.sent().spans, SOON).toBeGreaterThan(0);
    expect(lab.sent().spans).toBe(to.spans().length);
  });

  it('wait for a receiver that is not there, and the lab closes all the same', async () => {
    const { lab } = await labAt(14, 30, { openAt: 610, firstRowAt: 595, otlp: `http://127.0.0.1:${await closedPort()}` }, 5);
    await systemClock.sleep(50);
    expect(lab.sent().spans).toBe(0);
    await lab.close();
    await expect(fetch(lab.url)).rejects.toThrow('fetch failed');
  });

  it.each(['127.0.0.1:4318', 'ftp://127.0.0.1', 'http://user@127.0.0.1', ''])('are refused the address "%s" in words', async (otlp) => {
    await expect(aLab({ otlp })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('otlp') });
  });
});
