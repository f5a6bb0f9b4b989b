import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../src/lib/micros.ts';
import { panelId } from '../../../../src/data/panels/panel-id.ts';
import { prometheusAdapter } from '../../../../src/data/sources/prometheus/index.ts';
import { closedPort, until } from '../../../support/loopback.ts';
import { draftsOf, samplesOf } from '../../../support/pull.ts';
import { PROMPT_MILLIS } from '../../../support/timing.ts';
import { failure, matrix, success, vector, type Answering } from './fake-prometheus.ts';
import { ERRORS, NOW, serving, steady, UP, watching } from './watching.ts';

describe('a panel', () => {
  it('is defined once, before its first sample, and not again after a lost connection', async () => {
    const pull = watching(await serving(steady), { panels: [{ title: 'targets', expr: 'up', unit: 'none', threshold: 0 }] });
    const { drafts, resume } = await pull.next();
    expect(drafts.map(({ kind }) => kind)).toEqual(['panel', 'sample']);
    expect(drafts[0]).toMatchObject({ panel: { id: panelId('prom', 'up'), title: 'targets', expr: 'up', unit: 'none', threshold: 0, source: 'prom' } });
    expect(draftsOf((await pull.next()).drafts, 'panel')).toEqual([]);
    expect(draftsOf((await watching(await serving(steady), {}, resume).next()).drafts, 'panel')).toEqual([]);
  });

  it('is asked by a form and yields samples with its id', async () => {
    const server = await serving(steady);
    const batch = await watching(server, { timeout: '3s' }).next();
    expect(samplesOf(batch.drafts)).toEqual(['up{__name__=up,job=x} 1']);
    expect(draftsOf(batch.drafts, 'sample')[0]).toMatchObject({ at: NOW * SECOND, panel: panelId('prom', 'up') });
    const [asked] = server.asked;
    expect(asked).toMatchObject({ method: 'POST', path: '/api/v1/query' });
    expect(Object.fromEntries(asked?.parameters ?? [])).toEqual({ query: 'up', timeout: '3000ms' });
    expect(asked?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('may have any expression, whatever is in it', async () => {
    const expr = 'sum by (a) (rate({"my.metric",x="ü&=+%\\""}[5m])) > 0';
    const server = await serving(steady);
    await watching(server, { panels: [{ title: 'x', expr }] }).next();
    expect(server.asked[0]?.parameters.get('query')).toBe(expr);
  });

  it('is asked again after the interval', async () => {
    let value = 0;
    const server = await serving((_, response) => success(response, vector([{}, NOW + value * 10, String((value += 1))])));
    const pull = watching(server);
    expect([...samplesOf((await pull.next()).drafts), ...samplesOf((await pull.next()).drafts)]).toEqual(['up{} 1', 'up{} 2']);
  });

  it('yields a point once although a cache answers it again', async () => {
    const server = await serving(steady);
    const pull = watching(server);
    await pull.next();
    expect((await pull.next()).drafts).toEqual([]);
  });

  it('of a range yields each raw point once', async () => {
    let round = 0;
    const server = await serving((_, response) => {
      round += 1;
      success(response, matrix([{}, [[NOW, '1'], [NOW + 5, '2'], ...(round > 1 ? [[NOW + 10, '3'] as const] : [])]]));
    });
    const pull = watching(server);
    expect(samplesOf((await pull.next()).drafts)).toEqual(['up{} 1', 'up{} 2']);
    expect(samplesOf((await pull.next()).drafts)).toEqual(['up{} 3']);
  });

  it('of a scalar is one series', async () => {
    const server = await serving((_, response) => success(response, { resultType: 'scalar', result: [NOW, '+Inf'] }));
    expect(samplesOf((await watching(server).next()).drafts)).toEqual(['up{} Infinity']);
  });

  it('with thousands of series is cut, and says so', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => [{ i: String(index) }, NOW, '1'] as const);
    const server = await serving((_, response) => success(response, vector(...many)));
    const { drafts } = await watching(server).next();
    expect(samplesOf(drafts)).toHaveLength(1_000);
    expect(draftsOf(drafts, 'reject')[0]?.reason).toBe('panel "up": 2500 series, of which the first 1000 are kept');
  });
});

describe('a panel that the server cannot evaluate', () => {
  it.each([
    ['a parse error', 400, 'bad_data', 'invalid parameter "query": 1:7: parse error: unclosed left parenthesis'],
    ['an execution error', 422, 'execution', 'found duplicate series for the match group {}'],
    ['a timeout of the query', 503, 'timeout', 'query timed out in expression evaluation'],
    ['an error of VictoriaMetrics', 422, '422', 'error when executing query="sum(up" for (time=1, step=2): unexpected token'],
  ])('with %s is told in the words of the server while the others go on', async (_, status, errorType, message) => {
    const server = await serving((asked, response) =>
      asked.parameters.get('query') === 'up' ? steady(asked, response) : failure(response, status, errorType, message),
    );
    const pull = watching(server, { panels: [ERRORS, UP] });
    const { drafts } = await pull.next();
    expect(samplesOf(drafts)).toHaveLength(1);
    expect(draftsOf(drafts, 'reject')).toEqual([
      { kind: 'reject', at: NOW * SECOND, reason: `panel "errors": ${message}`, excerpt: ERRORS.expr },
    ]);
    expect(draftsOf(drafts, 'health')).toEqual([
      expect.objectContaining({ state: 'degraded', detail: '1 of 2 panels are incomplete: errors' }),
    ]);
    expect((await pull.next()).drafts).toEqual([]);
  });

  it('is told again when it failed, worked and fails again', async () => {
    let round = 0;
    const server = await serving((asked, response) => {
      round += 1;
      if (round === 2) steady(asked, response);
      else failure(response, 400, 'bad_data', 'no');
    });
    const pull = watching(server);
    const counts: number[] = [];
    for (let poll = 0; poll < 3; poll += 1) counts.push(draftsOf((await pull.next()).drafts, 'reject').length);
    expect(counts).toEqual([1, 0, 1]);
  });

  it('does not end the source although there is no other panel', async () => {
    const server = await serving((_, response) => failure(response, 400, 'bad_data', 'no'));
    const batch = await watching(server).next();
    expect(batch.live).not.toBe(false);
    expect(draftsOf(batch.drafts, 'reject')).toHaveLength(1);
  });

  it('because it alone takes too long leaves the others going on', async () => {
    const server = await serving((asked, response) => {
      if (asked.parameters.get('query') === 'up') steady(asked, response);
    });
    const { drafts } = await watching(server, { panels: [ERRORS, UP], timeout: '1s' }).next();
    expect(samplesOf(drafts)).toHaveLength(1);
    expect(draftsOf(drafts, 'reject')[0]?.reason).toContain('took longer than');
  });
});

describe('a server that cannot be asked', () => {
  async function failureOf(answer: Answering, more: Record<string, unknown> = {}): Promise<unknown> {
    return watching(await serving(answer), more).failure();
  }

  it.each([
    ['401 as plain text', 401, 'text/plain', 'no org id', 'SOURCE_AUTH', false],
    ['401 as JSON', 401, 'application/json', '{"status":"error","errorType":"x","error":"y"}', 'SOURCE_AUTH', false],
    ['403 with nothing', 403, 'text/plain', '', 'SOURCE_FORBIDDEN', false],
    ['404', 404, 'text/plain', '404 page not found', 'SOURCE_NOT_FOUND', false],
    ['429', 429, 'text/plain', '', 'SOURCE_LIMITED', true],
    ['500 as text', 500, 'text/plain', 'oops', 'SOURCE_HTTP', true],
    ['502 as HTML', 502, 'text/html', '<html>', 'SOURCE_HTTP', true],
    ['503 that is not ready', 503, 'text/plain', 'Service Unavailable', 'SOURCE_HTTP', true],
    ['an internal error', 500, 'application/json', '{"status":"error","errorType":"internal","error":"disk"}', 'SOURCE_HTTP', true],
    ['a server that is unavailable', 503, 'application/json', '{"status":"error","errorType":"unavailable","error":"ring"}', 'SOURCE_HTTP', true],
    ['400 as text', 400, 'text/plain', 'unsupported path requested', 'SOURCE_HTTP', true],
    ['an HTML page with 200', 200, 'text/html; charset=utf-8', '<html>log in</html>', 'SOURCE_PROTOCOL', true],
    ['half an answer', 200, 'application/json', '{"status":"success","data":{"resultTy', 'SOURCE_PROTOCOL', true],
    ['JSON of something else', 200, 'application/json', '{"hello":"world"}', 'SOURCE_PROTOCOL', true],
    ['nothing', 200, 'application/json', '', 'SOURCE_PROTOCOL', true],
  ])('answers %s', async (_, status, type, body, code, retry) => {
    const error = await failureOf((_asked, response) => response.writeHead(status, { 'content-type': type }).end(body));
    expect(error).toMatchObject({ code, retry });
  });

  it('because of a login page says what that may mean', async () => {
    const error = await failureOf((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
    expect(String(error)).toContain('answered text/html, not as Prometheus does: perhaps a login page, or a path prefix is missing');
  });

  it('waits as long as it is told to', async () => {
    expect(await failureOf((_, response) => response.writeHead(429, { 'retry-after': '30' }).end())).toMatchObject({ waitMillis: 30_000 });
  });

  it('is refused when nothing listens', async () => {
    expect(await watching(`http://127.0.0.1:${await closedPort()}/prometheus`).failure()).toMatchObject({ code: 'SOURCE_REFUSED', retry: true });
  });

  it('is down with one refused credential among many panels', async () => {
    const error = await failureOf(
      (asked, response) => (asked.parameters.get('query') === 'up' ? response.writeHead(401).end() : steady(asked, response)),
      { panels: [ERRORS, UP] },
    );
    expect(error).toMatchObject({ code: 'SOURCE_AUTH' });
  });
});

describe('the way to the server', () => {
  it('keeps a path prefix and the query of the address', async () => {
    const server = await serving(steady);
    await watching(`${server.url('/select/0/prometheus/').href}?dedup=false`).next();
    expect(server.asked[0]?.path).toBe('/select/0/prometheus/api/v1/query');
    expect(server.asked[0]?.parameters.get('dedup')).toBe('false');
  });

  it.each([405, 403])('falls back to GET for good where POST is answered with %i', async (status) => {
    const server = await serving((asked, response) => {
      if (asked.method === 'POST') response.writeHead(status).end();
      else success(response, vector([{}, NOW + server.asked.length, '1']));
    });
    const pull = watching(server);
    expect(samplesOf((await pull.next()).drafts)).toHaveLength(1);
    await pull.next();
    expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(server.asked[1]?.parameters.get('query')).toBe('up');
  });

  it('carries tenant, credentials of the address and headers of one\'s own', async () => {
    const server = await serving(steady);
    const url = server.url().href.replace('127.0.0.1', 'u:p@127.0.0.1');
    await watching(url, { tenant: 'team-a', headers: { 'x-extra': '1' }, host: 'prometheus.internal' }).next();
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('u:p').toString('base64')}`,
      'x-scope-orgid': 'team-a',
      'x-extra': '1',
      host: 'prometheus.internal',
    });
    const config = prometheusAdapter.config.parse({ name: 'x', kind: 'prometheus', url: `${url}?token=canary` });
    expect(prometheusAdapter.target(config)).toBe(server.url().href.slice(0, -1));
  });

  it('never repeats a credential that the server echoes in its reason', async () => {
    const server = await serving((_, response) => failure(response, 422, 'execution', 'denied for hunter22xyz'));
    const url = server.url().href.replace('127.0.0.1', 'user:hunter22xyz@127.0.0.1');
    expect(JSON.stringify((await watching(url).next()).drafts)).toContain('denied for [secret]');
  });
});

describe('warnings of the server', () => {
  const warning = (text: string): Answering => (_, response) => success(response, vector([{}, NOW, '1']), { warnings: [text], infos: ['PromQL info: x'] });

  it('about missing data are told', async () => {
    const { drafts } = await watching(await serving(warning('partial response: store unavailable'))).next();
    expect(draftsOf(drafts, 'health')[0]).toMatchObject({ state: 'degraded', detail: 'the server warns: partial response: store unavailable' });
  });

  it('about the expression are routine', async () => {
    expect(draftsOf((await watching(await serving(warning('PromQL warning: x'))).next()).drafts, 'health')).toEqual([]);
  });
});

describe('without configured panels', () => {
  const holding = (names: readonly string[]): Answering => (asked, response) =>
    asked.path.endsWith('/label/__name__/values') ? success(response, names) : steady(asked, response);

  it('the names of the server decide, and the choice is told and kept after a lost connection', async () => {
    const server = await serving(holding(['up', 'node_load1']));
    const first = await watching(server, { panels: undefined }).next();
    const panels = draftsOf(first.drafts, 'panel').map(({ panel }) => panel);
    expect(panels.map(({ title }) => title)).toEqual(['targets down', 'targets up', 'load 1m']);
    expect(panels[2]).toEqual({ id: panelId('prom', 'node_load1'), title: 'load 1m', expr: 'node_load1', unit: 'none', source: 'prom' });
    const asked = server.asked.length;
    const again = await watching(server, { panels: undefined }, first.resume).next();
    expect(draftsOf(again.drafts, 'panel')).toEqual([]);
    expect(server.asked.slice(asked).map(({ parameters }) => parameters.get('query') ?? '').toSorted()).toEqual(panels.map(({ expr }) => expr).toSorted());
  });

  it('the targets are shown where the server does not tell its names', async () => {
    const server = await serving((asked, response) => (asked.path.endsWith('/values') ? response.writeHead(403).end() : steady(asked, response)));
    expect(draftsOf((await watching(server, { panels: undefined }).next()).drafts, 'panel').map(({ panel }) => panel.title)).toContain('targets up');
  });
});

describe('the end', () => {
  it('comes at once while the server is silent, and closes its sockets', async () => {
    const server = await serving(() => undefined);
    const pull = watching(server, { panels: [UP, ERRORS] });
    expect(await pull.end(() => server.sockets() > 0)).toBeLessThan(PROMPT_MILLIS);
    await until(() => server.sockets() === 0, PROMPT_MILLIS);
  });

  it('comes at once between two rounds', async () => {
    const server = await serving(steady);
    const pull = watching(server);
    await pull.next();
    expect(await pull.end(() => pull.waits())).toBeLessThan(PROMPT_MILLIS);
    await until(() => server.sockets() === 0, PROMPT_MILLIS);
  });
});

it('evaluates no more than four panels at the same time', async () => {
  let inside = 0;
  let most = 0;
  const server = await serving((asked, response) => {
    most = Math.max(most, (inside += 1));
    setTimeout(() => {
      inside -= 1;
      steady(asked, response);
    }, 10);
  });
  await watching(server, { panels: Array.from({ length: 12 }, (_, index) => ({ title: `p${index}`, expr: `up + ${index}` })) }).next();
  expect(server.asked).toHaveLength(12);
  expect(most).toBe(4);
});

describe('the configuration', () => {
  const good = { name: 'prom', kind: 'prometheus', url: 'http://127.0.0.1:9090' };

  it('has defaults for everything but the address', () => {
    expect(prometheusAdapter.config.parse(good)).toMatchObject({ interval: 10_000, timeout: 10_000, history: 900_000, tenant_header: 'X-Scope-OrgID' });
  });

  it.each([
    ['an address without a scheme', { url: 'localhost:9090' }],
    ['an empty list of panels', { panels: [] }],
    ['a panel without an expression', { panels: [{ title: 'x', expr: ' ' }] }],
    ['an unknown unit', { panels: [{ title: 'x', expr: 'up', unit: 'parsec' }] }],
    ['a credential over plain http', { url: 'http://prometheus.example', bearer: { env: 'T' } }],
  ])('refuses %s', (_, change) => {
    expect(prometheusAdapter.config.safeParse({ ...good, ...change }).success).toBe(false);
  });
});
