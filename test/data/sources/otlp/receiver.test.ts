// The receiver over real connections: what it takes, what it refuses, and that its answer means stored.
import { connect } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { trace } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { otlpAdapter } from '../../../../src/data/sources/otlp/index.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import type { Draft } from '../../../../src/model/signal.ts';
import { closedPort, until } from '../../../support/loopback.ts';

interface Receiver {
  readonly http: string;
  readonly grpc: string;
  readonly drafts: Draft[];
  /** While false, what comes is not taken from the source. */
  taking: boolean;
}

async function receiving(over: object = {}): Promise<Receiver> {
  const [http, grpc] = [await closedPort(), await closedPort()];
  const config = otlpAdapter.config.parse({ name: 'otlp', kind: 'otlp', http, grpc, ...over });
  const stop = new AbortController();
  const receiver: Receiver = { http: `http://127.0.0.1:${http}`, grpc: `http://127.0.0.1:${grpc}`, drafts: [], taking: true };
  let listens = false;
  const reading = (async () => {
    for await (const batch of otlpAdapter.open(config, { clock: systemClock, random: () => 0 }).stream({ signal: stop.signal })) {
      listens = true;
      receiver.drafts.push(...batch.drafts);
      await untilTaking(receiver);
      batch.committed?.();
    }
  })();
  onTestFinished(async () => {
    stop.abort();
    await reading;
  });
  await until(() => listens);
  return receiver;
}

async function untilTaking(receiver: Receiver): Promise<void> {
  if (!receiver.taking) await until(() => receiver.taking, 5_000);
}

const span = (over: object = {}) => ({ traceId: '5b8efff798038103d269b633813fc60c', spanId: 'eee19b7ec3c1b174', name: 'settle', kind: 2, startTimeUnixNano: '1795269600000000001', endTimeUnixNano: '1795269601000000001', ...over });
const traces = (...spans: readonly object[]) => JSON.stringify({ resourceSpans: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: 'portal' } }] }, scopeSpans: [{ spans }] }] });

async function post(url: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { status: answer.status, text: await answer.text() };
}

describe('OTLP over HTTP', () => {
  it('takes JSON, plain and packed, and says so when it is stored', async () => {
    const receiver = await receiving();
    receiver.taking = false;
    let answered = false;
    const plain = post(`${receiver.http}/v1/traces`, traces(span())).finally(() => (answered = true));
    await until(() => receiver.drafts.length === 1);
    expect(answered).toBe(false);
    receiver.taking = true;
    expect(await plain).toEqual({ status: 200, text: '{}' });
    expect(await post(`${receiver.http}/v1/traces`, gzipSync(traces(span())), { 'content-encoding': 'gzip' })).toEqual({ status: 200, text: '{}' });
    expect(receiver.drafts).toMatchObject([{ kind: 'span', service: 'portal', name: 'settle', duration: 1_000_000 }, { kind: 'span' }]);
  });

  it('keeps the good records of a request, and counts the others', async () => {
    const receiver = await receiving();
    const body = traces(span(), span({ spanId: 'zz' }), span({ endTimeUnixNano: '1' }), span({ attributes: [{ key: 'a', value: { stringValue: 'x'.repeat(10_000_000) } }] }));
    const { status, text } = await post(`${receiver.http}/v1/traces`, body);
    expect([status, JSON.parse(text)]).toMatchObject([200, { partialSuccess: { errorMessage: expect.stringMatching(/^a span/) } }]);
    expect(receiver.drafts.filter(({ kind }) => kind === 'span').length + receiver.drafts.filter(({ kind }) => kind === 'reject').length).toBe(4);
    expect(receiver.drafts.filter(({ kind }) => kind === 'reject')).toHaveLength(3);
  });

  it.each([
    ['nonsense', '{', {}, 400], ['another type', 'x', { 'content-type': 'text/plain' }, 415], ['another packing', 'x', { 'content-encoding': 'br' }, 415], ['a broken packing', 'x', { 'content-encoding': 'gzip' }, 400],
    ['a page in a browser', '{}', { origin: 'http://evil.test' }, 403], ['broken protobuf', '\n\u0005ab', { 'content-type': 'application/x-protobuf' }, 400],
  ])('refuses %s', async (_, body, headers, status) => {
    const receiver = await receiving();
    expect((await post(`${receiver.http}/v1/traces`, body, headers)).status).toBe(status);
    // Why is recorded; nothing of the request is.
    expect(receiver.drafts.filter(({ kind }) => kind !== 'reject')).toEqual([]);
  });

  it('refuses a gzip bomb before it is unpacked, and goes on', async () => {
    const receiver = await receiving();
    const bomb = gzipSync(Buffer.alloc(200 * 1_024 * 1_024));
    const before = process.memoryUsage().rss;
    expect((await post(`${receiver.http}/v1/traces`, bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1_024 * 1_024);
    expect((await post(`${receiver.http}/v1/logs`, '{}')).status).toBe(200);
  });

  it('answers other methods and paths as the specification says', async () => {
    const receiver = await receiving();
    expect((await fetch(`${receiver.http}/v1/traces`)).status).toBe(405);
    expect((await post(`${receiver.http}/v1development/profiles`, '{}')).status).toBe(404);
  });

  it('wants the token where one is set', async () => {
    process.env['OTLP_TOKEN'] = 'canary-11';
    const receiver = await receiving({ token: { env: 'OTLP_TOKEN' } });
    expect((await post(`${receiver.http}/v1/logs`, '{}')).status).toBe(401);
    expect((await post(`${receiver.http}/v1/logs`, '{}', { authorization: 'Bearer canary-11' })).status).toBe(200);
  });
});

describe('the real SDK', () => {
  it('sends spans in protobuf', async () => {
    const receiver = await receiving();
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${receiver.http}/v1/traces` }) })] });
    const tracer = provider.getTracer('test');
    const parent = tracer.startSpan('parent', { attributes: { answer: 42, big: 2 ** 40 } });
    const child = tracer.startSpan('child', {}, trace.setSpan((await import('@opentelemetry/api')).context.active(), parent));
    child.recordException(new Error('broken'));
    child.setStatus({ code: 2, message: 'broken' });
    child.end();
    parent.end();
    await provider.forceFlush();
    await until(() => receiver.drafts.length === 2);
    const [first, second] = receiver.drafts;
    expect(first).toMatchObject({ kind: 'span', name: 'child', status: 'error', statusMessage: 'broken', parentId: parent.spanContext().spanId, events: [{ name: 'exception' }] });
    expect(second).toMatchObject({ kind: 'span', name: 'parent', traceId: parent.spanContext().traceId, attributes: { answer: 42, big: 2 ** 40 } });
    await provider.shutdown();
  });

  it('sends logs in JSON', async () => {
    const receiver = await receiving();
    const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${receiver.http}/v1/logs` }) })] });
    provider.getLogger('test').emit({ severityNumber: 17, severityText: 'ERROR', body: 'queue full', attributes: { depth: 143 } });
    await provider.forceFlush();
    await until(() => receiver.drafts.length === 1);
    expect(receiver.drafts).toMatchObject([{ kind: 'log', level: 'error', message: 'queue full', attributes: { depth: 143 } }]);
    await provider.shutdown();
  });
});

describe('OTLP over gRPC', () => {
  async function call(url: string, path: string, message: Buffer, headers: Record<string, string> = {}): Promise<{ readonly status: string; readonly message: string }> {
    const client = connect(url);
    onTestFinished(() => client.destroy());
    const stream = client.request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers', ...headers });
    const frame = Buffer.alloc(5);
    frame[0] = headers['grpc-encoding'] === 'gzip' ? 1 : 0;
    frame.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([frame, message]));
    return new Promise((resolve, reject) => {
      const seen: Record<string, string> = {};
      const take = (given: object): void => void Object.assign(seen, given);
      stream.on('response', take);
      stream.on('trailers', take);
      stream.on('error', reject);
      stream.on('end', () => resolve({ status: seen['grpc-status'] ?? '', message: decodeURIComponent(seen['grpc-message'] ?? '') }));
      stream.resume();
    });
  }
  const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
  // ResourceSpans with one span: ids of 16 and 8 bytes, a name, start and end.
  const SPAN = Buffer.from('0a10'.concat('5b8efff798038103d269b633813fc60c', '1208', 'eee19b7ec3c1b174', '2a06736574746c65', '39', '0100', 'b0c1c7d5ea18', '41', '0100', 'b0c1c7d5ea18'), 'hex');
  const wrapped = (field: number, inner: Buffer): Buffer => Buffer.concat([Buffer.from([(field << 3) | 2, inner.length]), inner]);
  const REQUEST = wrapped(1, wrapped(2, wrapped(2, SPAN)));

  it('takes a message, plain and packed', async () => {
    const receiver = await receiving();
    expect(await call(receiver.grpc, EXPORT, REQUEST)).toEqual({ status: '0', message: '' });
    expect(await call(receiver.grpc, EXPORT, gzipSync(REQUEST), { 'grpc-encoding': 'gzip' })).toEqual({ status: '0', message: '' });
    expect(receiver.drafts).toMatchObject([{ kind: 'span', name: 'settle' }, { kind: 'span' }]);
  });

  it('refuses what is none, in the words of gRPC', async () => {
    const receiver = await receiving();
    expect((await call(receiver.grpc, EXPORT, Buffer.from('0a0561', 'hex'))).status).toBe('3');
    expect((await call(receiver.grpc, '/made.up/Call', REQUEST)).status).toBe('12');
    expect((await call(receiver.grpc, EXPORT, gzipSync(Buffer.alloc(80 * 1_024 * 1_024)), { 'grpc-encoding': 'gzip' })).status).toBe('8');
    expect((await call(receiver.grpc, EXPORT, REQUEST, { origin: 'http://evil.test' })).status).toBe('7');
    // Why is recorded; nothing of the request is.
    expect(receiver.drafts.filter(({ kind }) => kind !== 'reject')).toEqual([]);
  });
});

describe('a receiver', () => {
  it('says that its port is taken, and may be tried again', async () => {
    const first = await receiving();
    const port = Number(new URL(first.http).port);
    await expect(receivingOn(port)).rejects.toMatchObject({ code: 'SOURCE_PORT', retry: true });
  });

  it('of another address than this machine needs a token', () => {
    expect(otlpAdapter.config.safeParse({ name: 'o', kind: 'otlp', address: '0.0.0.0' }).success).toBe(false);
    expect(otlpAdapter.config.safeParse({ name: 'o', kind: 'otlp', address: '0.0.0.0', token: { env: 'OTLP_TOKEN' } }).success).toBe(true);
    expect(otlpAdapter.config.safeParse({ name: 'o', kind: 'otlp', http: false, grpc: false }).success).toBe(false);
  });

  async function receivingOn(port: number): Promise<void> {
    const config = otlpAdapter.config.parse({ name: 'otlp', kind: 'otlp', http: port, grpc: false });
    for await (const batch of otlpAdapter.open(config, { clock: systemClock, random: () => 0 }).stream({ signal: new AbortController().signal })) expect(batch).toBeUndefined();
  }
});
