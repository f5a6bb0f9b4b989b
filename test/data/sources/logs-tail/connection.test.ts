import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HealthDraft } from '../../../../src/model/signal.ts';
import { closedPort, tcpLoopback, until, type Loopback } from '../../../support/loopback.ts';
import { follow, type Following } from './following.ts';
import { aRow, NodeServer } from './node-server.ts';

let server: NodeServer;
const running: Following[] = [];
const others: Loopback[] = [];

beforeEach(async () => {
  server = await NodeServer.start();
});

afterEach(async () => {
  for (const run of running.splice(0)) await run.stop();
  for (const other of others.splice(0)) await other.close();
  await server.close();
});

function following(...[config, patience]: [Parameters<typeof follow>[1]?, Parameters<typeof follow>[2]?]): Following {
  const run = follow(server, config, patience);
  running.push(run);
  return run;
}

/** The first health row that is no success. */
async function trouble(run: Following): Promise<HealthDraft> {
  const isTrouble = ({ state }: HealthDraft): boolean => state === 'refused' || state === 'retrying';
  await run.seen.until(() => run.seen.health.some(isTrouble));
  const found = run.seen.health.find(isTrouble);
  if (found === undefined) throw new Error('no trouble');
  return found;
}

describe('a request for a tail', () => {
  it('carries every parameter under the name that the server knows', async () => {
    server.rows = [aRow(41, { level: 'ERROR' })];
    const filter = { peer: 'p 1', tx: 'a+b', block: 7, correlation: 'c1', level: 'ERROR', db: '/var/log/x.db' };
    await following({ ...filter, limit: 10, interval_ms: 50 }).up();
    const tail = server.asked.find(({ path }) => path === '/logs/tail');
    const sent = { peer: 'p 1', tx: 'a+b', block: '7', correlation: 'c1', level: 'ERROR', db: '/var/log/x.db' };
    expect(Object.fromEntries(tail?.query ?? [])).toEqual({ ...sent, after_id: '41', limit: '10', interval_ms: '50' });
    for (const { query } of server.asked.filter(({ path }) => path === '/logs/search')) {
      expect(Object.fromEntries(query)).toMatchObject({ ...sent, limit: expect.stringMatching(/^\d+$/) });
    }
  });

  it('sends the Host header that it is told, on both addresses', async () => {
    await following({ host: 'localhost' }).up();
    expect(new Set(server.asked.map(({ path, host }) => `${path} ${host}`))).toEqual(new Set(['/logs/search localhost', '/logs/tail localhost']));
  });

  it('carries a bearer token on both addresses', async () => {
    await following({ bearer: { command: ['/bin/echo', 'TOKEN'] } }).up();
    expect(server.asked.every(({ authorization }) => authorization === 'Bearer TOKEN')).toBe(true);
  });

  it('never sends an after_id that the server would drop without a word', async () => {
    server.rows = [aRow(0)];
    const run = following();
    await run.up();
    server.cut();
    await run.up(2);
    expect(server.asked.flatMap(({ query }) => query.getAll('after_id')).every((id) => /^\d+$/.test(id))).toBe(true);
  });
});

describe('a refused tail', () => {
  it('says of an empty 403 that the Host header may be at fault, and does not come back', async () => {
    server.status = 403;
    server.body = '';
    expect(await trouble(following())).toMatchObject({ state: 'refused', code: 'SOURCE_FORBIDDEN', detail: expect.stringContaining('`host`') });
  });

  it('repeats what the server says of a missing log database', async () => {
    server.status = 404;
    server.body = '{"error":"log database unavailable"}';
    expect(await trouble(following())).toMatchObject({ state: 'refused', code: 'SOURCE_NOT_FOUND', detail: expect.stringContaining('log database unavailable') });
  });

  it.each(['tailStatus', 'searchStatus'] as const)('waits a minute after 429, even where a proxy names less (%s)', async (which) => {
    server[which] = 429;
    server.headers = { 'retry-after': '1' };
    const told = await trouble(following());
    expect(told).toMatchObject({ state: 'retrying', code: 'SOURCE_LIMITED' });
    expect((told.retryAt ?? 0) - told.at).toBeGreaterThanOrEqual(60_000_000);
  });

  it('repeats the plain text of a 400', async () => {
    server.status = 400;
    server.headers = { 'content-type': 'text/plain' };
    server.body = 'websocket upgrade failed: missing upgrade header';
    expect((await trouble(following())).detail).toContain('websocket upgrade failed: missing upgrade header');
  });

  it('does not follow a redirect, nor name the query of its target', async () => {
    server.status = 302;
    server.headers = { location: 'http://evil.example/logs?token=STOLEN' };
    const told = await trouble(following());
    expect(told).toMatchObject({ state: 'refused', detail: expect.stringContaining('http://evil.example/logs') });
    expect(told.detail).not.toContain('STOLEN');
  });

  it('is told of a port where nothing listens', async () => {
    const port = await closedPort();
    expect(await trouble(following({ url: `ws://127.0.0.1:${port}` }))).toMatchObject({ state: 'retrying', code: 'SOURCE_REFUSED' });
  });
});

describe('errors of the server in the stream', () => {
  it.each([
    ['{"error":"query failed"}', 'query failed'],
    ['{"status":500,"body":"{\\"error\\":\\"log query failed\\"}"}', 'log query failed'],
  ])('end the connection for another try: %s', async (text, words) => {
    const run = following();
    await run.up();
    server.send(text);
    expect(await trouble(run)).toMatchObject({ state: 'retrying', code: 'SOURCE_HTTP', detail: expect.stringContaining(words) });
    await run.up(2);
  });

  it('that name a status are taken as that status', async () => {
    const run = following();
    await run.up();
    server.send('{"status":404,"body":"{\\"error\\":\\"log database unavailable\\"}"}');
    expect(await trouble(run)).toMatchObject({ state: 'refused', code: 'SOURCE_NOT_FOUND' });
  });

  it('leave out the passphrase that they repeat', async () => {
    const run = following({ passphrase: { command: ['/bin/echo', 'hush hush'] } });
    await run.up();
    server.send('{"error":"bad passphrase hush hush or hush+hush or hush%20hush"}');
    expect((await trouble(run)).detail).toContain('bad passphrase [secret] or [secret] or [secret]');
  });

  it('do not stop at an empty array, which is only a sign of life', async () => {
    const run = following();
    await run.up();
    server.send('[]');
    server.append(aRow(1));
    await run.seen.until(() => run.seen.logs.length === 1);
    expect(run.seen.rejects).toEqual([]);
  });
});

describe('a search that answers something else', () => {
  it.each([['<html>a portal</html>'], ['{"rows":[]}'], ['[{"id":']])('is told as such: %s', async (body) => {
    server.body = body;
    expect(await trouble(following())).toMatchObject({ state: 'retrying', code: 'SOURCE_PROTOCOL' });
  });
});

/** Completes the handshake by hand and then writes these bytes. */
async function rawTail(...bytes: Buffer[]): Promise<Loopback> {
  const raw = await tcpLoopback((socket) => {
    socket.once('data', (data) => {
      const request = data.toString();
      const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1];
      if (key === undefined) {
        socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      socket.write(`HTTP/1.1 101 Unknown\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\ncontent-length: 0\r\n\r\n`);
      for (const piece of bytes) socket.write(piece);
    });
  });
  others.push(raw);
  return raw;
}

describe('bytes that are no frame of this protocol', () => {
  const text = Buffer.from('[{"id":1,"timestamp":5,"level":"INFO","message":"\xff"}]', 'latin1');
  it.each([
    ['invalid UTF-8', Buffer.concat([Buffer.from([0x81, text.length]), text])],
    ['a length of 2^40', Buffer.from([0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0])],
    ['a reserved bit, as compression sets it', Buffer.from([0xc1, 1, 0x5b])],
    ['an unknown kind of frame', Buffer.from([0x8f, 0])],
    ['a masked frame', Buffer.from([0x81, 0x81, 1, 2, 3, 4, 5])],
    ['noise', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
  ])('end the connection for another try: %s', async (_name, bytes) => {
    const raw = await rawTail(bytes);
    const run = following({ url: `ws://127.0.0.1:${raw.port}` });
    expect(await trouble(run)).toMatchObject({ state: 'retrying', code: 'SOURCE_PROTOCOL' });
  });

  it('deliver what came before a cut in the middle of a frame', async () => {
    const whole = Buffer.from(JSON.stringify([aRow(1)]));
    const raw = await tcpLoopback((socket) => socket.destroy());
    others.push(raw);
    const good = await rawTail(Buffer.concat([Buffer.from([0x81, 126, whole.length >> 8, whole.length & 0xff]), whole]), Buffer.from([0x81, 126, 1, 0, 0x5b]));
    const run = following({ url: `ws://127.0.0.1:${good.port}` });
    await run.seen.until(() => run.seen.logs.length === 1);
    await good.close();
    others.splice(others.indexOf(good), 1);
    expect(await trouble(run)).toMatchObject({ state: 'retrying', code: 'SOURCE_CLOSED' });
    expect(run.ids()).toEqual(['1:1']);
  });
});

describe('a peer that says nothing', () => {
  /** Of these only the wait for an answer to the search is in real milliseconds. */
  const PATIENCE = { quietMillis: 10_000, probeMillis: 20_000, graceMillis: 4_000 };

  it('is left alone while the search has nothing newer', async () => {
    server.rows = [aRow(1)];
    const run = following({}, PATIENCE);
    await run.up();
    const probes = (): number => server.asked.filter(({ query }) => query.get('limit') === '1' && query.has('after_id')).length;
    await until(() => probes() >= 3);
    expect(run.seen.health.map(({ state }) => state)).toEqual(['connecting', 'ok']);
  });

  it('is given up when the search has newer rows and the tail stays silent', async () => {
    const run = following({}, PATIENCE);
    await run.up();
    server.rows = [aRow(1)];
    expect(await trouble(run)).toMatchObject({ state: 'retrying', code: 'SOURCE_TIMEOUT', detail: expect.stringContaining('silent') });
    await run.seen.until(() => run.seen.logs.length === 1);
  });

  it('is given up when the search does not answer either', async () => {
    const run = following({}, { ...PATIENCE, probeMillis: 300 });
    await run.up();
    server.deaf = true;
    expect(await trouble(run)).toMatchObject({ state: 'retrying', code: 'SOURCE_TIMEOUT' });
  });

  it.each([
    ['says nothing', 0],
    ['sends a letter now and then', 20],
  ])('is given up when it never completes the handshake and %s', async (_how, everyMillis) => {
    const tarpit = await tcpLoopback((socket) => {
      socket.once('data', (data) => {
        if (!/upgrade/i.test(data.toString())) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]');
        else if (everyMillis > 0) {
          const letters = [...'HTTP/1.1 101 Switching Protocols and so on and on and on and on'];
          const timer = setInterval(() => socket.write(letters.shift() ?? 'x'), everyMillis);
          socket.on('close', () => clearInterval(timer));
        }
      });
    });
    others.push(tarpit);
    const run = following({ url: `ws://127.0.0.1:${tarpit.port}` }, { handshakeMillis: 10_000 });
    expect(await trouble(run)).toMatchObject({ state: 'retrying', code: 'SOURCE_TIMEOUT' });
  });
});
