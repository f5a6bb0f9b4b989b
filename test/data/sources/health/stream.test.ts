import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { healthAdapter } from '../../../../src/data/sources/health/index.ts';
import { decodeHealth } from '../../../../src/data/sources/health/decode.ts';
import type { Draft } from '../../../../src/model/signal.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { httpLoopback } from '../../../support/loopback.ts';
import { Pull } from '../../../support/pull.ts';
import { at } from '../../../support/session.ts';

const states = (part: 'overall' | 'live' | 'ready', status: number, body: unknown): readonly string[] =>
  decodeHealth(part, status, typeof body === 'string' ? body : JSON.stringify(body), at(0)).map(({ id, state }) => `${id} ${state}`);

describe('an answer of a health endpoint', () => {
  it('tells of the whole and of every check, with version and uptime', () => {
    const body = { status: 'healthy', checks: { storage: 'ok', audit: 'degraded' }, version: '2.0.6', uptime_seconds: 3600 };
    expect(decodeHealth('overall', 200, JSON.stringify(body), at(5))).toEqual([
      { kind: 'check', at: at(5), id: 'overall', part: 'overall', name: 'overall', state: 'ok', detail: 'healthy', version: '2.0.6', uptime: 3600 },
      { kind: 'check', at: at(5), id: 'check:storage', part: 'check', name: 'storage', state: 'ok', detail: 'ok' },
      { kind: 'check', at: at(5), id: 'check:audit', part: 'check', name: 'audit', state: 'degraded', detail: 'degraded' },
    ]);
  });

  it.each([
    ['a bare word', 200, 'ok', 'ok'],
    ['nothing', 200, '', 'ok'],
    ['a word inside detail', 503, { detail: { status: 'failed' } }, 'failing'],
    ['readiness as true', 200, { ready: true }, 'ok'],
    ['readiness as false with a good status', 200, { ready: false }, 'failing'],
    ['a good word with a bad status', 503, { status: 'healthy' }, 'failing'],
    ['a word nobody knows', 200, { status: 'purple' }, 'unknown'],
    ['no JSON at all', 200, '<html>', 'unknown'],
    ['a list', 200, '[1]', 'unknown'],
  ])('that is %s has a state', (_, status, body, state) => {
    expect(states('ready', status, body)).toEqual([`ready ${state}`]);
  });

  it('takes checks as objects and as a list, and none without a name', () => {
    expect(states('overall', 200, { status: 'up', checks: { db: { status: 'down', error: 'refused' }, odd: 7 } })).toEqual(['overall ok', 'check:db failing', 'check:odd unknown']);
    expect(states('overall', 200, { status: 'up', checks: [{ name: 'db', status: 'pass' }, { status: 'fail' }] })).toEqual(['overall ok', 'check:db ok']);
  });
});

async function system(access: object = {}) {
  const now = { status: 200, checks: { storage: 'ok' }, uptime: 100, paths: new Set(['/health', '/health/live', '/health/ready']) };
  const server = await httpLoopback((request, response) => {
    response.statusCode = now.paths.has(request.url ?? '') ? now.status : 404;
    const said = now.status === 200 ? { status: 'healthy', checks: now.checks, uptime_seconds: (now.uptime += 1) } : request.headers;
    response.end(JSON.stringify(said));
  });
  onTestFinished(() => server.close());
  const clock = new ManualClock(at(0));
  const config = healthAdapter.config.parse({ name: 'portal', kind: 'health', url: server.url().href, interval: '1s', ...access });
  const source = new Pull(healthAdapter.open(config, { clock, random: () => 0 }), clock);
  onTestFinished(() => source.close());
  const next = async (): Promise<readonly Draft[]> => (await source.next()).drafts;
  return { now, next, server };
}

describe('a health source', () => {
  it('records a check again only where it changed, and everything after a restart', async () => {
    const { now, next } = await system();
    expect((await next()).map((draft) => 'id' in draft && draft.id)).toEqual(['overall', 'check:storage', 'live', 'ready']);
    expect(await next()).toEqual([]);
    now.checks.storage = 'failing';
    expect(await next()).toMatchObject([{ id: 'check:storage', state: 'failing' }]);
    now.uptime = 0;
    expect(await next()).toHaveLength(4);
  });

  it('does without the endpoints a system lacks, but not without all of them', async () => {
    const { now, next } = await system();
    now.paths = new Set(['/health/live']);
    expect(await next()).toMatchObject([{ id: 'live', state: 'ok' }]);
    now.paths = new Set();
    await expect(next()).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND', retry: false });
  });

  it('records that a system does not answer, once, and then tells of the connection', async () => {
    const { next, server } = await system();
    await next();
    await server.close();
    expect(await next()).toMatchObject([{ id: 'overall', state: 'failing' }]);
    await expect(next()).rejects.toMatchObject({ code: expect.stringMatching(/^SOURCE_(REFUSED|CLOSED)$/), retry: true });
  });

  it.each([401, 403])('gives up for good on status %i, without a word of its secrets', async (status) => {
    process.env['HEALTH_TOKEN'] = 'canary-7c21';
    const { now, next } = await system({ bearer: { env: 'HEALTH_TOKEN' } });
    now.status = status;
    const error: unknown = await next().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ retry: false });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });
});
