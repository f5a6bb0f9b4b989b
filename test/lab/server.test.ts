import { connect, createServer } from 'node:net';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../src/lib/clock.ts';
import { startLab, type Lab, type LabOptions } from '../../src/lab/index.ts';
import { closedPort } from '../support/loopback.ts';
import { aLab, heldClock, idsOf, readTail, search, START, type Row, type SteppedClock } from './support.ts';

const DROP_SECONDS = 7;
const RESTART_SECONDS = 11;

const open: Lab[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((lab) => lab.close()));
});

async function opened(options: LabOptions = {}): Promise<{ lab: Lab; clock: SteppedClock }> {
  const made = await aLab(options);
  open.push(made.lab);
  return made;
}

/** Status and body of a GET with a Host header of one's choice. */
function get(lab: Lab, path: string, host: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: lab.port, path, headers: { Host: host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** What a tail's handshake is refused with. */
function refusedTail(lab: Lab, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/logs/tail`, { headers });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode);
    });
    socket.on('open', () => resolve(101));
    socket.on('error', () => socket.terminate());
  });
}

/** Everything the lab says to one raw request, until it closes or `enough` holds. */
function raw(lab: Lab, text: string, enough: (said: string) => boolean = () => false): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(lab.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
      if (enough(said)) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(said));
  });
}

describe('the tail of the first generation', () => {
  it('sends the backlog newest first, then what is new, and nothing while nothing happens', async () => {
    const { lab, clock } = await opened();
    const tail = await readTail(lab, 'interval_ms=5&limit=20');
    const backlog = idsOf((await tail.until(1))[0]);
    const newest = backlog[0] ?? 0;
    expect(backlog).toEqual(Array.from({ length: 20 }, (_, index) => newest - index));
    clock.step(1_000);
    const fresh = idsOf((await tail.until(2))[1]);
    expect(fresh.at(-1)).toBe(newest + 1);
    expect(fresh[0]).toBe(lab.sent().lastId);
    await systemClock.sleep(40);
    expect(tail.frames).toHaveLength(2);
  });

  it('loses what exceeds the limit; a search after the last id finds it', async () => {
    const { lab, clock } = await opened();
    const tail = await readTail(lab, 'interval_ms=5&limit=3');
    const before = idsOf((await tail.until(1))[0])[0] ?? 0;
    clock.step(5_000);
    const after = idsOf((await tail.until(2))[1]);
    expect(after).toHaveLength(3);
    expect(after.at(-1)).toBeGreaterThan(before + 1);
    const missed = await search(lab, `after_id=${before}&limit=1000`);
    expect(missed.map(({ id }) => id)).toEqual(Array.from({ length: lab.sent().lastId - before }, (_, index) => lab.sent().lastId - index));
  });

  it('starts after after_id', async () => {
    const { lab } = await opened();
    const tail = await readTail(lab, 'interval_ms=5&after-id=10&limit=1000');
    expect(idsOf((await tail.until(1))[0]).at(-1)).toBe(11);
  });

  it('filters by level', async () => {
    const { lab } = await opened({ rate: 100 });
    const tail = await readTail(lab, 'interval_ms=5&level=DEBUG');
    const rows = (await tail.until(1))[0] as Row[];
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map(({ level }) => level))).toEqual(new Set(['DEBUG']));
  });

  it('says "query failed" once and is gone without a Close', async () => {
    const { lab } = await opened();
    const tail = await readTail(lab, 'interval_ms=5');
    await tail.until(1);
    lab.failNextQuery();
    expect(await tail.closed).toBe(1006);
    expect(tail.frames.at(-1)).toEqual({ error: 'query failed' });
  });

  it('answers no ping and acknowledges no close, and lives on', async () => {
    const { lab, clock } = await opened();
    const tail = await readTail(lab, 'interval_ms=5');
    await tail.until(1);
    let pongs = 0;
    let closed = false;
    tail.socket.on('pong', () => (pongs += 1));
    tail.socket.on('close', () => (closed = true));
    tail.socket.ping();
    clock.step(1_000);
    await tail.until(2);
    tail.socket.close();
    await systemClock.sleep(50);
    expect([pongs, closed]).toEqual([0, false]);
    tail.socket.terminate();
  });

  it('shakes hands with the odd head of the real servers', async () => {
    const { lab } = await opened();
    const said = await raw(
      lab,
      `GET /logs/tail?interval_ms=5 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      (text) => text.includes('\r\n\r\n'),
    );
    expect(said).toMatch(/^HTTP\/1\.1 101 Unknown\r\n/);
    expect(said).toContain('sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\ncontent-length: 0\r\n');
  });

  it('sends frames of every length class whole', async () => {
    const { lab } = await opened({ rate: 2_000, firstRowAt: 655 });
    const tail = await readTail(lab, 'interval_ms=5&limit=1000000');
    const rows = (await tail.until(1))[0] as Row[];
    expect(rows.length).toBeGreaterThan(5_000);
    expect(rows.at(-1)?.id).toBe(1);
  });
});

describe('the tail of the second generation', () => {
  it('sends its window again at every poll, with ids from 0', async () => {
    const { lab } = await opened({ generation: 2, count: 7 });
    const tail = await readTail(lab, 'interval_ms=5');
    const frames = await tail.until(3);
    for (const frame of frames) expect(idsOf(frame)).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(lab.sent()).toMatchObject({ rows: 7, lastId: 6, lastDelivered: 6 });
    expect(lab.sent().delivered).toBeGreaterThanOrEqual(21);
  });

  it('sends an error as status and body and goes on', async () => {
    const { lab } = await opened({ generation: 2, count: 7 });
    lab.failNextQuery();
    const tail = await readTail(lab, 'interval_ms=5');
    const [first, second] = await tail.until(2);
    expect(first).toEqual({ status: 500, body: '{"error":"log query failed"}' });
    expect(idsOf(second)).toHaveLength(7);
  });
});

describe('a search', () => {
  it('answers all rows of the history, the same bytes as the tail and as another lab', async () => {
    const [{ lab: one }, { lab: two, clock }] = [await opened(), await opened({ openAt: 655 })];
    clock.step(5_000);
    const text = async (lab: Lab): Promise<string> => (await fetch(`${lab.url}/logs/search`)).text();
    expect(await text(one)).toBe(await text(two));
    const tail = await readTail(one, 'limit=1000000');
    expect((await tail.until(1))[0]).toEqual(await search(one));
  });

  it('answers 500 when the query fails, once', async () => {
    const { lab } = await opened();
    lab.failNextQuery();
    expect(await get(lab, '/logs/search', 'localhost')).toEqual({ status: 500, body: '{"error":"log query failed"}' });
    expect((await get(lab, '/logs/search?limit=1', 'localhost')).status).toBe(200);
  });
});

describe('who may ask', () => {
  it('answers 403 with an empty body to a Host that is no loopback name', async () => {
    const { lab } = await opened();
    for (const path of ['/logs/search', '/metrics', '/health']) expect(await get(lab, path, 'evil.example:80')).toEqual({ status: 403, body: '' });
    expect((await get(lab, '/metrics', `[::1]:${lab.port}`)).status).toBe(200);
  });

  it('compares the whole Host in the first generation, and the name in the second', async () => {
    const allowedHosts = ['127.0.0.1', 'localhost'];
    const [{ lab: first }, { lab: second }] = [await opened({ allowedHosts }), await opened({ allowedHosts, generation: 2 })];
    expect(await get(first, '/logs/search?limit=1', `127.0.0.1:${first.port}`)).toEqual({ status: 403, body: '' });
    expect((await get(first, '/logs/search?limit=1', 'localhost')).status).toBe(200);
    expect((await get(second, '/logs/search?limit=1', `127.0.0.1:${second.port}`)).status).toBe(200);
    expect(await refusedTail(first)).toBe(403);
    expect(await refusedTail(first, { Host: 'localhost' })).toBe(101);
  });

  it('limits and bans for a minute when told to', async () => {
    const { lab, clock } = await opened({ requestsPerSecond: 2 });
    const ask = (): Promise<{ status: number | undefined; body: string }> => get(lab, '/logs/search?limit=1', 'localhost');
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    expect(await ask()).toEqual({ status: 429, body: '{"jsonrpc":"2.0","error":{"code":-32001,"message":"rate limited"},"id":null}' });
    clock.step(59_000);
    expect(await ask()).toEqual({ status: 429, body: '{"jsonrpc":"2.0","error":{"code":-32002,"message":"banned"},"id":null}' });
    expect(await refusedTail(lab)).toBe(429);
    expect((await get(lab, '/metrics', 'localhost')).status).toBe(200);
    clock.step(1_001);
    expect((await ask()).status).toBe(200);
  });

  it.each([
    ['', 'missing upgrade header'],
    ['Connection: Upgrade\r\nUpgrade: h2c\r\n', 'upgrade header must be websocket'],
    ['Connection: Upgrade\r\nUpgrade: websocket\r\n', 'missing Sec-WebSocket-Key'],
    ['Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 8\r\n', 'unsupported websocket version'],
  ])('answers 400 in words to a tail asked for with "%s"', async (headers, words) => {
    const { lab } = await opened();
    const said = await raw(lab, `GET /logs/tail HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`, (text) => text.includes(words));
    expect(said).toContain('400');
    expect(said).toContain(`websocket upgrade failed: ${words}`);
  });

  it('answers 404 to everything else', async () => {
    const { lab } = await opened();
    for (const path of ['/', '/metrics/', '//', '/logs']) expect((await get(lab, path, 'localhost')).status).toBe(404);
    expect((await fetch(`${lab.url}/metrics`, { method: 'POST', body: 'x' })).status).toBe(404);
  });
});

describe('faults', () => {
  it('breaks every connection when cut, refuses new ones, goes on writing rows, and takes new ones when restored', async () => {
    const { lab, clock } = await opened();
    const tail = await readTail(lab, 'interval_ms=5');
    const newest = idsOf((await tail.until(1))[0])[0] ?? 0;
    await lab.cut();
    expect(await tail.closed).toBe(1006);
    await expect(fetch(`${lab.url}/health`)).rejects.toThrow('fetch failed');
    clock.step(5_000);
    await lab.restore();
    const again = await readTail(lab, `interval_ms=5&after_id=${newest}&limit=1000`);
    const missed = idsOf((await again.until(1))[0]);
    expect(missed.at(-1)).toBe(newest + 1);
    expect(missed.length).toBeGreaterThan(30);
  });

  it('is restored also where another program had the port for a moment', async () => {
    // A port that the kernel hands to nobody: while the lab is cut, it is free for any connection of a test beside.
    const { lab } = await opened({ port: await closedPort() });
    await lab.cut();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(lab.port, '127.0.0.1', resolve));
    const restored = lab.restore();
    await systemClock.sleep(100);
    await new Promise((resolve) => other.close(resolve));
    await restored;
    expect((await fetch(`${lab.url}/health`)).status).toBe(200);
  });

  it('can be cut in mid-frame', async () => {
    const { lab } = await opened();
    const tail = await readTail(lab, 'interval_ms=5');
    await tail.until(1);
    await lab.cut({ midFrame: true });
    expect(await tail.closed).toBe(1006);
    expect(tail.frames).toHaveLength(1);
  });

  it('breaks connections on schedule and takes new ones at once', async () => {
    const schedule = heldClock(DROP_SECONDS * 1_000);
    const { lab } = await opened({ dropEverySeconds: DROP_SECONDS, clock: schedule.clock });
    const tail = await readTail(lab, 'interval_ms=5');
    schedule.due();
    expect(await tail.closed).toBe(1006);
    expect((await fetch(`${lab.url}/health`)).status).toBe(200);
  });

  it('restarts on schedule: gone, then back with counters at zero and its rows still there', async () => {
    const schedule = heldClock(RESTART_SECONDS * 1_000);
    const { lab } = await opened({ restartEverySeconds: RESTART_SECONDS, clock: schedule.clock });
    const uptime = async (): Promise<number> => ((await (await fetch(`${lab.url}/health`)).json()) as { uptime_seconds: number }).uptime_seconds;
    expect(await uptime()).toBe(10);
    const tail = await readTail(lab, 'interval_ms=5');
    const rows = await search(lab);
    schedule.due();
    expect(await tail.closed).toBe(1006);
    await expect.poll(() => uptime().catch(() => undefined), { timeout: 20_000, interval: 20 }).toBe(0);
    expect(await search(lab, `until=${rows[0]?.timestamp ?? 0}`)).toEqual(expect.arrayContaining(rows));
  });

  it('stands still while held', async () => {
    const { lab, clock } = await opened();
    lab.hold();
    const before = await search(lab);
    clock.step(10_000);
    expect(await search(lab)).toHaveLength(before.length);
    lab.release();
    clock.step(1_000);
    expect((await search(lab)).length).toBeGreaterThan(before.length);
    expect((await search(lab)).length).toBeLessThan(before.length + 20);
  });
});

describe('time', () => {
  it('runs at the speed asked for, and metrics follow it byte for byte', async () => {
    const [{ lab: fast, clock: fastClock }, { lab: slow, clock: slowClock }] = [await opened({ speed: 60 }), await opened({ speed: 1 })];
    fastClock.step(1_000);
    slowClock.step(60_000);
    const page = async (lab: Lab): Promise<string> => (await fetch(`${lab.url}/metrics`)).text();
    expect(await page(fast)).toBe(await page(slow));
    expect(fast.now()).toBe(START + (660 + 60) * 1_000_000);
  });

  it('makes the story\'s 14:31 the wall clock\'s now unless told otherwise', async () => {
    const before = systemClock.now();
    const lab = await startLab({ count: 0 });
    open.push(lab);
    const opensAt = lab.startAt + 660_000_000;
    // Its times are whole seconds.
    expect(opensAt).toBeGreaterThan(before - 1_000_000);
    expect(opensAt).toBeLessThan(systemClock.now() + 1_000_000);
    const [first, now, last] = [systemClock.now(), lab.now(), systemClock.now()];
    expect(now).toBeGreaterThan(first - 1_000_000);
    expect(now).toBeLessThan(last + 1_000_000);
  });
});

describe('without a throttle', () => {
  it('gives every row once to a reader that takes them, as fast as it does', async () => {
    const { lab } = await opened({ rate: 'max', firstRowAt: 660, count: 20_000 });
    const tail = await readTail(lab, 'limit=1000&interval_ms=1000');
    const ids = (await tail.until(20)).flatMap((frame) => idsOf(frame).toReversed());
    expect(ids.slice(0, 20_000)).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 1));
  });
});

describe('options', () => {
  it.each([[{ rate: 50_001 }], [{ rate: -1 }], [{ speed: 0 }], [{ port: 70_000 }], [{ ring: 0 }], [{ openAt: -4_000 }], [{ firstRowAt: 661 }], [{ rate: Number.NaN }], [{ dropEverySeconds: 0 }]])(
    'refuses %o in words',
    async (options) => {
      await expect(aLab(options)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(Object.keys(options)[0] ?? '') });
    },
  );

  it('refuses a port that is taken', async () => {
    const { lab } = await opened();
    await expect(aLab({ port: lab.port })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(`127.0.0.1:${lab.port}`) });
  });
});
