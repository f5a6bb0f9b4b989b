import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../../../src/lib/micros.ts';
import { SourceError } from '../../../../src/model/errors.ts';
import { scrapeAdapter } from '../../../../src/data/sources/scrape/index.ts';
import type { Resume } from '../../../../src/data/sources/source.ts';
import { closedPort, httpLoopback, until, type Loopback } from '../../../support/loopback.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { draftsOf, Pull, samplesOf } from '../../../support/pull.ts';
import { cpuNow, PROMPT_MILLIS } from '../../../support/timing.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function serving(listener: RequestListener): Promise<Loopback> {
  const server = await httpLoopback(listener);
  open.push(server);
  return server;
}

function paging(page: () => string, type = 'text/plain; version=0.0.4'): Promise<Loopback> {
  return serving((_, response) => response.writeHead(200, { 'content-type': type }).end(page()));
}

function scraping(targets: readonly (Loopback | string | { url: string; labels?: Record<string, string> })[], more: Record<string, unknown> = {}, resume?: Resume): Pull {
  const clock = new ManualClock();
  const entries = targets.map((target) => (typeof target === 'string' ? { url: target } : 'port' in target ? { url: target.url().href } : target));
  const config = scrapeAdapter.config.parse({ name: 'app', kind: 'scrape', targets: entries, ...more });
  const pull = new Pull(scrapeAdapter.open(config, { clock, random: () => 0.5 }), clock, resume);
  open.push(pull);
  return pull;
}

describe('one target', () => {
  it('yields its samples with job and instance, and what is known about the scrape', async () => {
    const server = await paging(() => 'requests_total{path="/a"} 7\n');
    const batch = await scraping([server]).next();
    const where = `job=app,instance=127.0.0.1:${server.port}`;
    expect(samplesOf(batch.drafts, 'requests_total', 'up', 'scrape_samples_scraped')).toEqual([
      `requests_total{path=/a,${where}} 7`,
      `up{${where}} 1`,
      `scrape_samples_scraped{${where}} 1`,
    ]);
    expect(samplesOf(batch.drafts, 'scrape_duration_seconds')).toHaveLength(1);
    expect(batch.bytes).toBe('requests_total{path="/a"} 7\n'.length);
    expect(batch.live).not.toBe(false);
  });

  it('is asked for /metrics where its address has no path, with what scrapers send', async () => {
    let asked: unknown;
    const server = await serving((request, response) => {
      asked = { url: request.url, accept: request.headers.accept, timeout: request.headers['x-prometheus-scrape-timeout-seconds'] };
      response.end('up_time 1\n');
    });
    await scraping([server], { interval: '3s' }).next();
    expect(asked).toEqual({
      url: '/metrics',
      accept: 'application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      timeout: '3',
    });
  });

  it('keeps a path and query of its address', async () => {
    let asked = '';
    const server = await serving((request, response) => {
      asked = request.url ?? '';
      response.end();
    });
    await scraping([server.url('/probe?target=x').href]).next();
    expect(asked).toBe('/probe?target=x');
  });

  it('is read again after the interval, on a clock that does not drift', async () => {
    let count = 0;
    const server = await paging(() => `n ${(count += 1)}\n`);
    const pull = scraping([server], { interval: '5s' });
    const first = await pull.next();
    const second = await pull.next();
    expect([...samplesOf(first.drafts, 'n'), ...samplesOf(second.drafts, 'n')].map((text) => text.at(-1))).toEqual(['1', '2']);
    const [at, next] = [first, second].map(({ drafts }) => draftsOf(drafts, 'sample')[0]?.at ?? 0);
    expect((next ?? 0) - (at ?? 0)).toBe(5 * SECOND);
  });

  it('tells a bad line by number and keeps the rest, once while it stays bad', async () => {
    let value = 0;
    const server = await paging(() => `good ${(value += 1)}\nmy.bad ${value}\nlast 3\n`);
    const pull = scraping([server]);
    const first = await pull.next();
    expect(samplesOf(first.drafts, 'good', 'last')).toHaveLength(2);
    expect(draftsOf(first.drafts, 'reject')).toEqual([
      expect.objectContaining({ line: 2, excerpt: 'my.bad 1', reason: expect.stringContaining(`(${server.url('/metrics').href})`) }),
    ]);
    expect(draftsOf((await pull.next()).drafts, 'reject')).toEqual([]);
  });

  it('counts bad lines beyond the first hundred in one row', async () => {
    const server = await paging(() => `good 1\n${'bad\n'.repeat(250)}`);
    const rejects = draftsOf((await scraping([server]).next()).drafts, 'reject');
    expect(rejects).toHaveLength(101);
    expect(rejects.at(-1)?.reason).toContain('150 more bad lines');
  });

  it('is read as OpenMetrics when it says so', async () => {
    const server = await paging(() => 'a 1 1763735459.5\n# EOF\n', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
    const batch = await scraping([server]).next();
    expect(draftsOf(batch.drafts, 'sample')[0]?.at).toBe(1_763_735_459_500_000);
    expect(draftsOf(batch.drafts, 'reject')).toEqual([]);
  });

  it('may have nothing to tell', async () => {
    const server = await paging(() => '');
    expect(samplesOf((await scraping([server]).next()).drafts, 'up')[0]).toMatch(/ 1$/);
  });
});

describe('a target that does not answer well', () => {
  async function failing(listener: RequestListener, more: Record<string, unknown> = {}): Promise<{ error: unknown; up: string | undefined; live: boolean | undefined }> {
    const pull = scraping([await serving(listener)], more);
    const { drafts, live } = await pull.next();
    return { up: samplesOf(drafts, 'up')[0]?.slice(-1), live, error: await pull.failure() };
  }

  it.each([
    [401, 'SOURCE_AUTH', false],
    [403, 'SOURCE_FORBIDDEN', false],
    [404, 'SOURCE_NOT_FOUND', false],
    [429, 'SOURCE_LIMITED', true],
    [500, 'SOURCE_HTTP', true],
    [503, 'SOURCE_HTTP', true],
  ])('is down with status %i', async (status, code, retry) => {
    const { error, up, live } = await failing((_, response) => response.writeHead(status).end());
    expect(up).toBe('0');
    expect(live).toBe(false);
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ code, retry });
  });

  it.each([
    ['HTML', 'text/html; charset=utf-8', '<html></html>'],
    ['JSON', 'application/json', '{"a":1}'],
    ['protobuf', 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily', '\u0001'],
    ['JSON that calls itself text', 'text/plain', '{"status":"error"}'],
    ['a page of bad lines only', 'text/plain', 'one\ntwo\n'],
  ])('is down when it sends %s', async (_, type, body) => {
    const { error, up } = await failing((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    expect(up).toBe('0');
    expect(error).toMatchObject({ code: 'SOURCE_PROTOCOL', retry: true });
  });

  it('is down when it is closed in the middle of a line', async () => {
    const { error, up } = await failing((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('good 1\nbroken{a="', () => response.destroy());
    });
    expect(up).toBe('0');
    expect(error).toMatchObject({ code: 'SOURCE_CLOSED', retry: true });
  });

  it('is down when it takes too long', async () => {
    const { error } = await failing(() => undefined, { timeout: '100ms' });
    expect(error).toMatchObject({ code: 'SOURCE_TIMEOUT', retry: true });
  });

  it('is down when nothing listens', async () => {
    const pull = scraping([`http://127.0.0.1:${await closedPort()}`]);
    expect(samplesOf((await pull.next()).drafts, 'up')[0]).toMatch(/ 0$/);
    expect(await pull.failure()).toMatchObject({ code: 'SOURCE_REFUSED', retry: true });
  });
});

describe('several targets', () => {
  it('are asked at the same time', async () => {
    let inside = 0;
    let most = 0;
    const slow: RequestListener = (_, response) => {
      most = Math.max(most, (inside += 1));
      setTimeout(() => {
        inside -= 1;
        response.end('a 1\n');
      }, 30);
    };
    await scraping([await serving(slow), await serving(slow), await serving(slow)]).next();
    expect(most).toBe(3);
  });

  it('go on when one of them fails, which is told once and withdrawn once', async () => {
    let broken = true;
    const bad = await serving((_, response) => response.writeHead(broken ? 500 : 200).end('b 1\n'));
    const pull = scraping([await paging(() => 'a 1\n'), bad]);
    const first = await pull.next();
    expect(samplesOf(first.drafts, 'up').map((text) => text.at(-1))).toEqual(['1', '0']);
    expect(samplesOf(first.drafts, 'a')).toHaveLength(1);
    expect(draftsOf(first.drafts, 'health')).toEqual([
      expect.objectContaining({ state: 'degraded', detail: `1 of 2 targets fail: ${bad.url('/metrics').href} answered 500: b 1` }),
    ]);
    expect(draftsOf((await pull.next()).drafts, 'health')).toEqual([]);
    broken = false;
    expect(draftsOf((await pull.next()).drafts, 'health')).toEqual([expect.objectContaining({ state: 'ok', detail: 'every target answers' })]);
  });

  it('leave one alone that refuses the credentials, and show it as down meanwhile', async () => {
    let asked = 0;
    const refusing = await serving((_, response) => {
      asked += 1;
      response.writeHead(401).end();
    });
    const pull = scraping([await paging(() => 'a 1\n'), refusing], { interval: '5s' });
    for (let poll = 0; poll < 12; poll += 1) {
      expect(samplesOf((await pull.next()).drafts, 'up').map((text) => text.at(-1))).toEqual(['1', '0']);
    }
    expect(asked).toBe(1);
    await pull.next();
    await pull.next();
    expect(asked).toBe(2);
  });

  it('leave one alone for as long as it asks with 429', async () => {
    let asked = 0;
    const limited = await serving((_, response) => {
      asked += 1;
      response.writeHead(429, { 'retry-after': '12' }).end();
    });
    const pull = scraping([await paging(() => 'a 1\n'), limited], { interval: '5s' });
    for (let poll = 0; poll < 4; poll += 1) await pull.next();
    expect(asked).toBe(2);
  });

  it('are down together only when all fail, and try again if that may help any of them', async () => {
    const [refusing, broken] = [await serving((_, response) => response.writeHead(401).end()), await serving((_, response) => response.writeHead(500).end())];
    const pull = scraping([refusing, broken]);
    expect(samplesOf((await pull.next()).drafts, 'up').map((text) => text.at(-1))).toEqual(['0', '0']);
    const error = await pull.failure();
    expect(error).toMatchObject({ code: 'SOURCE_AUTH', retry: true });
    expect(String(error)).toContain('all 2 targets fail, the first: ');
  });

  it('may carry labels of their own', async () => {
    const server = await paging(() => 'a{zone="page"} 1\n');
    const url = server.url().href;
    const targets = [{ url, labels: { instance: 'brick-01' } }, { url, labels: { instance: 'brick-02', zone: 'b' } }];
    const { drafts } = await scraping(targets, { labels: { env: 'test' } }).next();
    expect(samplesOf(drafts, 'a')).toEqual([
      'a{zone=page,job=app,instance=brick-01,env=test} 1',
      'a{exported_zone=page,job=app,instance=brick-02,env=test,zone=b} 1',
    ]);
  });
});

describe('after a lost connection', () => {
  it('tells the scrapes that did not happen', async () => {
    const server = await paging(() => 'a 1\n');
    const clock = new ManualClock();
    const since = clock.now() - 61 * SECOND;
    const pull = scraping([server], { interval: '5s' }, { polledAt: since });
    expect(draftsOf((await pull.next()).drafts, 'gap')).toEqual([
      expect.objectContaining({ at: since, until: clock.now(), missing: 11, recovered: 0, reason: 'disconnected', signal: 'sample' }),
    ]);
    expect(draftsOf((await pull.next()).drafts, 'gap')).toEqual([]);
  });

  it('tells no gap where nothing was lost or nothing is known', async () => {
    const server = await paging(() => 'a 1\n');
    for (const resume of [undefined, {}, { polledAt: 'x' }, { polledAt: new ManualClock().now() - 6 * SECOND }]) {
      expect(draftsOf((await scraping([server], {}, resume).next()).drafts, 'gap')).toEqual([]);
    }
  });

  it('hands over where it was only after a scrape that worked', async () => {
    const server = await paging(() => 'a 1\n');
    expect((await scraping([server]).next()).resume).toEqual({ polledAt: new ManualClock().now() });
    expect((await scraping([`http://127.0.0.1:${await closedPort()}`]).next()).resume).toBeUndefined();
  });
});

describe('the end', () => {
  it('comes at once while a target is silent, and closes its socket', async () => {
    const server = await serving(() => undefined);
    const pull = scraping([server]);
    expect(await pull.end(() => server.sockets() > 0)).toBeLessThan(PROMPT_MILLIS);
    await until(() => server.sockets() === 0, PROMPT_MILLIS);
  });

  it('comes at once between two scrapes, and closes idle sockets', async () => {
    const server = await paging(() => 'a 1\n');
    const pull = scraping([server]);
    await pull.next();
    expect(server.sockets()).toBe(1);
    expect(await pull.end(() => pull.waits())).toBeLessThan(PROMPT_MILLIS);
    await until(() => server.sockets() === 0, PROMPT_MILLIS);
  });
});

describe('credentials', () => {
  it('of an address go into a header and out of every text', async () => {
    let authorization: string | undefined;
    const server = await serving((request, response) => {
      authorization = request.headers.authorization;
      response.writeHead(500).end();
    });
    const url = server.url().href.replace('127.0.0.1', 'user:SECRETpass@127.0.0.1');
    const config = scrapeAdapter.config.parse({ name: 'app', kind: 'scrape', targets: [{ url }] });
    expect(scrapeAdapter.target(config)).toBe(server.url('/metrics').href);
    const pull = scraping([url]);
    const { drafts } = await pull.next();
    const error = await pull.failure();
    expect(authorization).toBe(`Basic ${Buffer.from('user:SECRETpass').toString('base64')}`);
    expect(JSON.stringify(drafts) + String(error)).not.toContain('SECRETpass');
  });

  it('that cannot be read stop the source with the name of what is missing', async () => {
    const pull = scraping([await paging(() => '')], { bearer: { env: 'OBS_TUI_TEST_NOT_SET' } });
    expect(await pull.failure()).toMatchObject({ code: 'CONFIG', retry: false });
  });
});

describe('the configuration', () => {
  const good = { name: 'app', kind: 'scrape', targets: [{ url: 'http://127.0.0.1:9100' }] };

  it('has defaults for everything but the targets', () => {
    expect(scrapeAdapter.config.parse(good)).toMatchObject({ interval: 5_000, allow_insecure: false });
  });

  it.each([
    ['no target', { targets: [] }, 'name at least one target'],
    ['an address without a scheme', { targets: [{ url: '127.0.0.1:9100' }] }, 'give an address that begins with http:// or https://'],
    ['an interval without a unit', { interval: '5' }, 'give a duration such as 5s'],
    ['an interval of nothing', { interval: '0s' }, 'give a duration from 100ms to 1h'],
    ['two targets of one name', { targets: [{ url: 'http://h:1/a' }, { url: 'http://h:1/b' }] }, 'another target would write the same series'],
    ['a label name with a dash', { labels: { 'a-b': 'c' } }, 'a label name holds letters'],
    ['a credential over plain http', { targets: [{ url: 'http://h:1' }], bearer: { env: 'T' } }, 'credentials would cross the network unencrypted to h:1'],
    ['the same panel twice', { panels: [{ title: 'a', expr: 'up' }, { title: 'b', expr: ' up ' }] }, 'another panel of this source asks the same'],
    ['an unknown field', { intervall: '5s' }, 'Unrecognized key'],
  ])('refuses %s', (_, change, message) => {
    const parsed = scrapeAdapter.config.safeParse({ ...good, ...change });
    expect(parsed.error?.issues.map((issue) => issue.message).join('\n')).toContain(message);
  });

  it('names the first target and how many more there are', () => {
    const config = scrapeAdapter.config.parse({ ...good, targets: [{ url: 'http://a:1' }, { url: 'http://b:2/m?x=1' }] });
    expect(scrapeAdapter.target(config)).toBe('http://a:1/metrics and 1 more');
  });
});

it('reads a page of twelve thousand series without holding up the thread', async () => {
  const lines = Array.from({ length: 12_000 }, (_, index) => `requests_total{path="/v1/agents/${index}",method="GET",status="200"} ${index}\n`);
  const server = await paging(() => lines.join(''));
  const pull = scraping([server]);
  expect(samplesOf((await pull.next()).drafts, 'requests_total')).toHaveLength(12_000);
  const begin = cpuNow();
  const second = await pull.next();
  expect(cpuNow() - begin).toBeLessThan(1_000);
  expect(second.drafts).toHaveLength(12_003);
});
