import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { httpClient, request, type HttpRequest } from '../../../../src/data/sources/http/client.ts';
import { Secret } from '../../../../src/data/sources/http/secret.ts';
import { SourceError } from '../../../../src/model/errors.ts';
import { closedPort, httpLoopback, tcpLoopback, until, type Loopback } from '../../../support/loopback.ts';
import { PROMPT_MILLIS } from '../../../support/timing.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(listener: RequestListener): Promise<Loopback> {
  const server = await httpLoopback(listener);
  servers.push(server);
  return server;
}

async function rawServing(serve: Parameters<typeof tcpLoopback>[0]): Promise<Loopback> {
  const server = await tcpLoopback(serve);
  servers.push(server);
  return server;
}

function asking(url: URL, over: Partial<HttpRequest> = {}): HttpRequest {
  return { url, signal: new AbortController().signal, deadlineMillis: 20_000, maxBytes: 100_000, ...over };
}

async function failing(url: URL, over: Partial<HttpRequest> = {}): Promise<SourceError> {
  const error: unknown = await request(asking(url, over)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error(`expected a SourceError, got ${inspect(error)}`);
  return error;
}

describe('what cannot be connected', () => {
  it('calls a closed port refused and worth another try', async () => {
    const port = await closedPort();
    const error = await failing(new URL(`http://127.0.0.1:${port}/metrics?token=canary`));
    expect(error).toMatchObject({ code: 'SOURCE_REFUSED', retry: true });
    expect(error.message).toBe(`http://127.0.0.1:${port}/metrics refuses connections`);
  });

  it('calls an unknown host name unreachable and worth another try', async () => {
    const error = await failing(new URL('http://no-such-host.invalid/'));
    expect(error).toMatchObject({ code: 'SOURCE_UNREACHABLE', retry: true });
    expect(error.message).toMatch(/^http:\/\/no-such-host\.invalid cannot be reached: /);
  });

  it('calls a connection that is closed before any answer closed', async () => {
    const server = await rawServing((socket) => socket.on('data', () => socket.destroy()));
    expect(await failing(server.url())).toMatchObject({ code: 'SOURCE_CLOSED', retry: true });
  });

  it('calls a connection that is reset before any answer closed', async () => {
    const server = await rawServing((socket) => socket.on('data', () => socket.resetAndDestroy()));
    expect(await failing(server.url())).toMatchObject({ code: 'SOURCE_CLOSED', retry: true });
  });

  it('calls an answer that is no HTTP a protocol fault', async () => {
    const server = await rawServing((socket) => socket.on('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    const error = await failing(server.url());
    expect(error).toMatchObject({ code: 'SOURCE_PROTOCOL', retry: true });
    expect(error.message).toContain('does not speak HTTP');
  });

  it('refuses a body that ends before its announced length', async () => {
    const server = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await failing(server.url())).toMatchObject({ code: 'SOURCE_CLOSED', retry: true });
  });
});

describe('the deadline', () => {
  it('ends an answer that never begins', async () => {
    const server = await serving(() => undefined);
    const error = await failing(server.url(), { deadlineMillis: 80 });
    expect(error).toMatchObject({ code: 'SOURCE_TIMEOUT', retry: true });
    expect(error.message).toContain('took longer than the 0.08 s allowed');
  });

  it('ends a body that trickles without end', async () => {
    const server = await serving((_, response) => {
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const started = performance.now();
    expect(await failing(server.url(), { deadlineMillis: 150 })).toMatchObject({ code: 'SOURCE_TIMEOUT' });
    expect(performance.now() - started).toBeLessThan(PROMPT_MILLIS);
    await until(() => server.sockets() === 0);
  });
});

describe('the signal', () => {
  it('closes the sockets in use at once', async () => {
    const server = await serving(() => undefined);
    const controller = new AbortController();
    const pending = failing(server.url(), { signal: controller.signal });
    await until(() => server.sockets() === 1);
    const started = performance.now();
    controller.abort();
    expect(await pending).toMatchObject({ code: 'SOURCE_CLOSED', retry: false });
    await until(() => server.sockets() === 0, PROMPT_MILLIS);
    expect(performance.now() - started).toBeLessThan(PROMPT_MILLIS);
  });

  it('asks nothing when it is aborted already', async () => {
    let asked = 0;
    const server = await serving((_, response) => {
      asked += 1;
      response.end();
    });
    expect(await failing(server.url(), { signal: AbortSignal.abort() })).toMatchObject({ code: 'SOURCE_CLOSED' });
    expect(asked).toBe(0);
  });

  it('keeps no listener after many requests on one signal', async () => {
    const server = await serving((_, response) => response.end('ok'));
    const controller = new AbortController();
    const client = httpClient();
    for (let index = 0; index < 30; index += 1) await client.request(asking(server.url(), { signal: controller.signal }));
    await client.close();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });
});

describe('statuses', () => {
  function answering(status: number, headers: Record<string, string> = {}, body = ''): Promise<Loopback> {
    return serving((_, response) => response.writeHead(status, headers).end(body));
  }

  it('does not retry 401', async () => {
    const server = await answering(401, { 'content-type': 'text/plain' }, 'no org id\n');
    const error = await failing(server.url('/api'));
    expect(error).toMatchObject({ code: 'SOURCE_AUTH', retry: false });
    expect(error.message).toBe(`${server.url('/api').href} does not accept the credentials (401): no org id`);
  });

  it('does not retry 403 and names the host setting when no reason is given', async () => {
    const error = await failing((await answering(403)).url());
    expect(error).toMatchObject({ code: 'SOURCE_FORBIDDEN', retry: false });
    expect(error.message).toContain('needs `host`');
  });

  it('does not retry 404', async () => {
    expect(await failing((await answering(404)).url())).toMatchObject({ code: 'SOURCE_NOT_FOUND', retry: false });
  });

  it.each([
    ['waits as many seconds as Retry-After says', { 'retry-after': '7' }, 7_000],
    ['waits 60 s when 429 names no time', {}, 60_000],
    ['waits 60 s when Retry-After is nonsense', { 'retry-after': 'soon' }, 60_000],
    ['caps an absurd Retry-After at a day', { 'retry-after': '999999999' }, 86_400_000],
    ['reads a Retry-After date against the clock of the server',
      { 'retry-after': 'Sat, 21 Nov 2026 00:00:30 GMT', date: 'Sat, 21 Nov 2026 00:00:00 GMT' }, 30_000],
  ])('%s', async (_, headers, waitMillis) => {
    const server = await answering(429, headers);
    expect(await failing(server.url())).toMatchObject({ code: 'SOURCE_LIMITED', retry: true, waitMillis });
  });

  it.each([500, 502, 503, 504])('retries %i', async (status) => {
    expect(await failing((await answering(status)).url())).toMatchObject({ code: 'SOURCE_HTTP', retry: true });
  });

  it('does not follow a redirect, and names its target without the query', async () => {
    let asked = 0;
    const server = await serving((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/login?token=canary' }).end();
    });
    const error = await failing(server.url('/api'));
    expect(error).toMatchObject({ code: 'SOURCE_PROTOCOL', retry: false });
    expect(error.message).toContain(`redirects to ${server.url('/login').href}`);
    expect(error.message).not.toContain('canary');
    expect(asked).toBe(1);
  });

  it('leaves out the text of an HTML page', async () => {
    const server = await answering(502, { 'content-type': 'text/html' }, '<html><h1>Bad Gateway</h1></html>');
    expect((await failing(server.url())).message).toBe(`http://127.0.0.1:${server.port} answered 502`);
  });

  it('hands over a status that the caller accepts', async () => {
    const server = await answering(422, {}, '{"status":"error"}');
    expect(await request(asking(server.url(), { accepts: () => true }))).toMatchObject({ status: 422, text: '{"status":"error"}' });
  });
});

describe('the body', () => {
  it('is read with its headers and counted as it came', async () => {
    const page = 'metric 1\n'.repeat(1_000);
    const packed = gzipSync(page);
    const server = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
    const answer = await request(asking(server.url()));
    expect(answer.text).toBe(page);
    expect(answer.bytes).toBe(packed.length);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
  });

  it('is refused beyond the cap, announced or not', async () => {
    const server = await serving((_, response) => {
      const flood = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => clearInterval(flood));
    });
    const error = await failing(server.url(), { maxBytes: 50_000 });
    expect(error).toMatchObject({ code: 'SOURCE_PROTOCOL' });
    expect(error.message).toContain('more than the 50000 bytes allowed');
  });

  it('is refused when it unpacks beyond the cap', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const server = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    expect((await failing(server.url(), { maxBytes: 1_000_000 })).message).toContain('more than the 1000000 bytes allowed');
  });

  it.each([
    ['damaged gzip', 'gzip', Buffer.from('not gzip at all')],
    ['gzip that is cut off', 'gzip', gzipSync('hello world').subarray(0, 20)],
    ['an encoding nobody asked for', 'br', Buffer.from('x')],
  ])('is a protocol fault with %s', async (_, encoding, body) => {
    const server = await serving((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect(await failing(server.url())).toMatchObject({ code: 'SOURCE_PROTOCOL' });
  });

  it('shows bytes that are no UTF-8 as replacement marks', async () => {
    const server = await serving((_, response) => response.end(Buffer.from([0x61, 0xff, 0x62])));
    expect((await request(asking(server.url()))).text).toBe('a\ufffdb');
  });
});

describe('credentials', () => {
  const canary = `SECRET${'TOKEN'}9f3c`;
  const headers = { authorization: new Secret(`Bearer ${canary}`) };

  it('reach a loopback server over plain http', async () => {
    const server = await serving((asked, response) => response.end(asked.headers.authorization));
    expect((await request(asking(server.url(), { headers }))).text).toBe(`Bearer ${canary}`);
  });

  it('are not sent over plain http to another machine', async () => {
    const error = await failing(new URL('http://prometheus.example/'), { headers });
    expect(error).toMatchObject({ code: 'CONFIG', retry: false });
    expect(error.message).toContain('allow_insecure');
  });

  it('may be sent there when that is said explicitly', async () => {
    const error = await failing(new URL('http://no-such-host.invalid/'), { headers, allowInsecure: true });
    expect(error.code).toBe('SOURCE_UNREACHABLE');
  });

  it.each([401, 500, 302])('stand in no part of the error of a server that echoes them with %i', async (status) => {
    const server = await serving((asked, response) => {
      response.writeHead(status, { 'content-type': 'text/plain', location: `/?t=${canary}` });
      response.end(`bad token ${asked.headers.authorization}`);
    });
    const error = await failing(server.url(`/x?t=${canary}`), { headers });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(canary);
  });

  it('stand in no part of the error of a broken connection', async () => {
    const server = await rawServing((socket) => socket.on('data', () => socket.resetAndDestroy()));
    const error = await failing(server.url(`/x?t=${canary}`), { headers });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(canary);
  });

  it('with a line break are refused before anything is sent', async () => {
    const server = await serving((_, response) => response.end());
    const error = await failing(server.url(), { headers: { authorization: new Secret(`x\r\nevil: ${canary}`) } });
    expect(error.code).toBe('CONFIG');
    expect(inspect(error, { depth: 20 })).not.toContain(canary);
  });
});

it('sends another Host header when asked to', async () => {
  const server = await serving((asked, response) => response.end(asked.headers.host));
  expect((await request(asking(server.url(), { hostHeader: 'node.example:7070' }))).text).toBe('node.example:7070');
});

it('posts a body', async () => {
  const server = await serving((asked, response) => {
    asked.setEncoding('utf8');
    let body = '';
    asked.on('data', (chunk: string) => (body += chunk));
    asked.on('end', () => response.end(`${asked.method} ${body}`));
  });
  expect((await request(asking(server.url(), { method: 'POST', body: 'query=up' }))).text).toBe('POST query=up');
});

it('closes idle connections with the client', async () => {
  const server = await serving((_, response) => response.end('ok'));
  const client = httpClient();
  await client.request(asking(server.url()));
  expect(server.sockets()).toBe(1);
  await client.close();
  await until(() => server.sockets() === 0, PROMPT_MILLIS);
});
