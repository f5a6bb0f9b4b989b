import type { IncomingMessage, RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { detect } from '../../../src/data/detect/detect.ts';
import { startLab } from '../../../src/lab/index.ts';
import { closedPort, httpLoopback, tcpLoopback } from '../../support/loopback.ts';

const PAGE = '# HELP up Whether.\n# TYPE up gauge\nup 1\n';
const ANSWER = JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, '1'] } });

async function serving(listener: RequestListener): Promise<string> {
  const server = await httpLoopback(listener);
  onTestFinished(() => server.close());
  return server.url().href.replace(/\/$/, '');
}

/** A server that knows these paths and answers 404 to all others. */
function pages(texts: Readonly<Record<string, string>>, seen: IncomingMessage[] = []): Promise<string> {
  return serving((request, response) => {
    seen.push(request);
    const text = texts[(request.url ?? '').split('?', 1)[0] ?? ''];
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/plain' }).end(text ?? 'not found');
  });
}

function failure(address: string): Promise<unknown> {
  return detect(address).then(
    (found) => found,
    (error: unknown) => error,
  );
}

describe('what speaks at an address', () => {
  it.each([1, 2] as const)('is a log tail, traces, alerts and a metrics page where the lab of generation %i does', async (generation) => {
    const lab = await startLab({ generation });
    onTestFinished(() => lab.close());
    const name = `127.0.0.1:${lab.port}`;
    expect(await detect(lab.url)).toEqual([
      { name: `logs ${name}`, kind: 'logs-tail', url: lab.url, message: 'logfmt' },
      { name: `traces ${name}`, kind: 'jaeger', url: lab.url },
      { name: `alerts ${name}`, kind: 'alertmanager', url: lab.url },
      { name: `portal ${name}`, kind: 'portal', url: lab.url, parts: ['alerts', 'slos', 'health'] },
      { name: `health ${name}`, kind: 'health', url: lab.url },
      { name: `metrics ${name}`, kind: 'scrape', targets: [{ url: `${lab.url}/metrics` }] },
    ]);
  });

  it('is Tempo, which answers its own name', async () => {
    const url = await pages({ '/tempo/api/echo': 'echo' });
    expect(await detect(`${url}/tempo`)).toMatchObject([{ kind: 'tempo', url: `${url}/tempo` }]);
    await expect(detect(await pages({ '/api/echo': 'echo of something else' }))).rejects.toMatchObject({ code: 'SOURCE_PROTOCOL' });
  });

  it('is a metrics page below the address', async () => {
    const url = await pages({ '/metrics': PAGE });
    expect(await detect(url)).toMatchObject([{ kind: 'scrape', targets: [{ url: `${url}/metrics` }] }]);
  });

  it('is the metrics page that the address itself is', async () => {
    const url = await pages({ '/admin/stats': 'connections 7\nerrors_total{code="500"} 3\n' });
    expect(await detect(`${url}/admin/stats`)).toMatchObject([{ kind: 'scrape', targets: [{ url: `${url}/admin/stats` }] }]);
  });

  it('is asked nothing more where the address has a query, which belongs to one page', async () => {
    const seen: IncomingMessage[] = [];
    const url = await pages({ '/probe': PAGE }, seen);
    expect(await detect(`${url}/probe?target=db`)).toMatchObject([{ kind: 'scrape', targets: [{ url: `${url}/probe?target=db` }] }]);
    expect(seen.map((request) => request.url)).toEqual(['/probe?target=db']);
  });

  it('is a Prometheus API rather than the page that the same server has about itself', async () => {
    const url = await pages({ '/api/v1/query': ANSWER, '/metrics': PAGE });
    expect(await detect(url)).toEqual([{ name: new URL(url).host, kind: 'prometheus', url }]);
  });

  it('is a Prometheus API below a prefix', async () => {
    const url = await pages({ '/mimir/prometheus/api/v1/query': ANSWER });
    expect(await detect(`${url}/mimir/prometheus`)).toMatchObject([{ kind: 'prometheus', url: `${url}/mimir/prometheus` }]);
  });

  it('is a log tail where the address is a WebSocket, whether it answers or not', async () => {
    const url = (await pages({ '/base/logs/search': JSON.stringify([{ message: 'ts=1 msg=x' }]) })).replace('http', 'ws');
    expect(await detect(`${url}/base/logs/tail`)).toEqual([{ name: `logs ${new URL(url).host}`, kind: 'logs-tail', url: `${url}/base`, message: 'logfmt' }]);
    const closed = `ws://127.0.0.1:${await closedPort()}/`;
    expect(await detect(closed)).toEqual([{ name: `logs ${new URL(closed).host}`, kind: 'logs-tail', url: closed }]);
  });

  it('is named with its port, also where that is the usual one', async () => {
    const [found] = await detect('wss://no-such-host.invalid');
    expect(found).toMatchObject({ name: 'logs no-such-host.invalid:443' });
  });

  it.each(['ws://ada:hunter2@127.0.0.1:1/', 'ws://127.0.0.1:1/?passphrase=hunter2'])('is refused as %s, because the source takes neither there', async (address) => {
    expect(await failure(address)).toMatchObject({ code: 'USAGE', message: expect.not.stringContaining('hunter2') });
  });

  it.each([
    ['json', [{ id: 1, message: '{"msg":"x"}' }]],
    ['text', [{ id: 1, message: 'plain words' }]],
    ['text', []],
  ])('writes its messages as %s', async (message, rows) => {
    const url = await pages({ '/logs/search': JSON.stringify(rows) });
    expect(await detect(url)).toMatchObject([{ kind: 'logs-tail', message }]);
  });
});

describe('what is asked', () => {
  it('are GETs of known paths, without credentials', async () => {
    const seen: IncomingMessage[] = [];
    await failure(await pages({}, seen));
    expect(seen.map((request) => `${request.method} ${request.url}`).toSorted()).toEqual(['GET /api/echo', 'GET /api/services', 'GET /api/v1/query?query=1', 'GET /api/v2/status', 'GET /health', 'GET /logs/search?limit=1', 'GET /metrics', 'GET /obs/alerts']);
    expect(seen.flatMap((request) => request.headers.authorization ?? [])).toEqual([]);
  });

  it('carries the user and password of the address, and keeps them for the source', async () => {
    const seen: IncomingMessage[] = [];
    const url = await pages({ '/metrics': PAGE }, seen);
    const given = url.replace('//', '//ada:hunter2@');
    expect(await detect(given)).toMatchObject([{ targets: [{ url: `${given}/metrics` }] }]);
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ada:hunter2').toString('base64')}`);
  });

  it('never sends a password in the clear to another machine', async () => {
    expect(await failure('http://ada:hunter2@192.0.2.1:9090')).toMatchObject({ code: 'CONFIG', message: expect.not.stringContaining('hunter2') });
  });
});

describe('what cannot be told', () => {
  it.each(['', 'not an address', '//host', 'localhost'])('is "%s", which is no address', async (text) => {
    expect(await failure(text)).toMatchObject({ code: 'USAGE' });
  });

  it.each(['ftp://h/x', 'file:///etc/passwd', 'localhost:9090'])('is %s, whose scheme nobody here speaks', async (text) => {
    expect(await failure(text)).toMatchObject({ code: 'USAGE' });
  });

  it('is a port that refuses', async () => {
    expect(await failure(`http://127.0.0.1:${await closedPort()}`)).toMatchObject({ code: 'SOURCE_REFUSED' });
  });

  it('is a host that does not exist', async () => {
    expect(await failure('http://no-such-host.invalid')).toMatchObject({ code: 'SOURCE_UNREACHABLE' });
  });

  it('is a server that wants a password', async () => {
    const url = await serving((_, response) => response.writeHead(401).end());
    expect(await failure(url)).toMatchObject({ code: 'SOURCE_AUTH' });
  });

  it('is a server that wants a password for what matters, and has no other page', async () => {
    const url = await serving((request, response) => response.writeHead(request.url?.startsWith('/api') === true ? 401 : 404).end());
    expect(await failure(url)).toMatchObject({ code: 'SOURCE_AUTH' });
  });

  it('is a server that forbids it, as one that lists its hosts does', async () => {
    const url = await serving((_, response) => response.writeHead(403).end());
    expect(await failure(url)).toMatchObject({ code: 'SOURCE_FORBIDDEN' });
  });

  it('is a server that redirects, wherever that leads', async () => {
    const asked: string[] = [];
    const elsewhere = await serving((request, response) => {
      asked.push(request.url ?? '');
      response.end(PAGE);
    });
    const url = await serving((request, response) => response.writeHead(302, { location: `${elsewhere}${request.url}` }).end());
    expect(await failure(url)).toMatchObject({ code: 'SOURCE_PROTOCOL', message: expect.stringContaining('redirects are not followed') });
    expect(asked).toEqual([]);
  });

  it('is a server that knows none of the paths', async () => {
    expect(await failure(await pages({}))).toMatchObject({ code: 'SOURCE_PROTOCOL', message: expect.stringContaining('nothing that obs-tui can read') });
  });

  it.each([
    ['a page for people', { '/metrics': '<html><body>metrics 1</body></html>\n' }],
    ['JSON of another kind', { '/api/v1/query': '{"status":"success","data":[]}', '/logs/search': '{"hits":[]}' }],
    ['half an answer', { '/api/v1/query': '{"status":"success","data":{' }],
    ['prose', { '/metrics': 'up and running since 5 days\n' }],
    ['nothing', { '/metrics': '', '/logs/search': '', '/api/v1/query': '' }],
  ])('is %s', async (_, texts) => {
    expect(await failure(await pages(texts))).toMatchObject({ code: 'SOURCE_PROTOCOL' });
  });

  it('is a server that does not speak HTTP', async () => {
    const server = await tcpLoopback((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    onTestFinished(() => server.close());
    expect(await failure(`http://127.0.0.1:${server.port}`)).toMatchObject({ code: 'SOURCE_PROTOCOL' });
  });

  it('is a server that ends every connection', async () => {
    const server = await tcpLoopback((socket) => socket.destroy());
    onTestFinished(() => server.close());
    expect(await failure(`http://127.0.0.1:${server.port}`)).toMatchObject({ code: 'SOURCE_CLOSED' });
  });
});
