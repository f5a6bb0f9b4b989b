import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alertmanagerAdapter } from '../../../../src/data/sources/alertmanager/index.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import { micros } from '../../../../src/lib/micros.ts';
import type { ActRequest } from '../../../../src/model/alert.ts';
import { closedPort } from '../../../support/loopback.ts';
import { fakeAlertmanager, type FakeAlertmanager, type Fate } from './fake-alertmanager.ts';

/** Waits before looks take no time here. */
const CLOCK = { ...systemClock, sleep: () => Promise.resolve() };
const UNTIL = micros(4_000_000_000_000_000);

function request(over: Partial<ActRequest> = {}): ActRequest {
  const matchers = [{ name: 'node', value: 'brick-02', isRegex: false, isEqual: true }];
  return { id: 'req-1', action: 'silence', target: 'f00d', name: 'HighCPU', matchers, until: UNTIL, comment: 'maintenance', by: 'sovereign', ...over };
}

async function desk(fates: readonly Fate[] = [], more: object = {}) {
  const server = await fakeAlertmanager();
  onTestFinished(() => server.close());
  server.fates = [...fates];
  const config = alertmanagerAdapter.config.parse({ name: 'am', kind: 'alertmanager', url: server.url().href, timeout: fates.some(({ answer }) => answer === 'never') ? '1s' : '20s', ...more });
  const source = alertmanagerAdapter.open(config, { clock: CLOCK, random: () => 0 });
  const act = (asked = request(), signal = new AbortController().signal) => source.act?.(asked, signal);
  return { server, act };
}

const posts = (server: FakeAlertmanager): number => server.asked.filter((asked) => asked.startsWith('POST')).length;

describe('a silence', () => {
  it('is made with matchers, end, author, words and the mark of its request', async () => {
    const { server, act } = await desk();
    const outcome = await act();
    expect(server.silences).toEqual([expect.objectContaining({
      matchers: request().matchers, createdBy: 'sovereign', comment: 'maintenance [obs-tui:req-1]', endsAt: '2096-10-02T07:06:40.000000Z',
    })]);
    expect(outcome).toEqual({ state: 'done', detail: 'HighCPU silenced', silence: server.silences[0]?.id });
  });

  it('that acknowledges says so as other tools do', async () => {
    const { server, act } = await desk();
    expect(await act(request({ action: 'ack', comment: 'on it' }))).toMatchObject({ state: 'done', detail: 'HighCPU acknowledged by a silence' });
    expect(server.silences).toMatchObject([{ comment: 'ACK! on it [obs-tui:req-1]' }]);
  });

  it.each<[string, Fate]>([
    ['made and answered with 500', { applied: true, answer: 500, body: '"store failed"' }],
    ['made by a server whose gateway answers 502', { applied: true, answer: 502 }],
    ['made by a server whose gateway answers 504', { applied: true, answer: 504 }],
    ['made, and the connection cut', { applied: true, answer: 'cut' }],
    ['made, and the answer cut in the middle', { applied: true, answer: 'half' }],
    ['made, and never answered', { applied: true, answer: 'never' }],
    ['made, and answered with something else', { applied: true, answer: 200, body: '<html>' }],
  ])('that is %s is found, and not made twice', async (_, fate) => {
    const { server, act } = await desk([fate]);
    expect(await act()).toMatchObject({ state: 'done', silence: server.silences[0]?.id });
    expect(server.silences).toHaveLength(1);
    expect(posts(server)).toBe(1);
  });

  it('that a server failed to make is asked for once more, and there is one of it', async () => {
    const { server, act } = await desk([{ applied: false, answer: 500 }]);
    expect(await act()).toMatchObject({ state: 'done', silence: server.silences[0]?.id });
    expect(server.silences).toHaveLength(1);
    expect(posts(server)).toBe(2);
  });

  it('that a server fails to make again and again is not asked for without end', async () => {
    const fail: Fate = { applied: false, answer: 500, body: '"disk full"' };
    const { server, act } = await desk([fail, fail, fail]);
    expect(await act()).toEqual({ state: 'failed', detail: 'Alertmanager answered 500: disk full; tried twice, and no silence was made' });
    expect(posts(server)).toBe(2);
  });

  it.each<[string, Fate]>([
    ['cut off', { applied: false, answer: 'cut' }],
    ['not answered', { applied: false, answer: 'never' }],
    ['given up by a gateway', { applied: false, answer: 504 }],
  ])('whose request was %s may still come: it is not asked for again', async (_, fate) => {
    const { server, act } = await desk([fate]);
    expect(await act()).toMatchObject({ state: 'unknown', detail: expect.stringContaining('there is no such silence yet') });
    expect(posts(server)).toBe(1);
  });

  it.each([
    ['at the first try', [{ applied: true, answer: 500 }], [200, 503, 503, 503], 'unknown', 1],
    ['with the connection cut', [{ applied: true, answer: 'cut' }], [200, 503, 503, 503], 'unknown', 1],
    ['but for the last look', [{ applied: true, answer: 500 }], [200, 503, 503, 200], 'done', 1],
  ] satisfies [string, Fate[], number[], string, number][])('that cannot be looked up %s is told as it is', async (_, fates, listStatuses, state, count) => {
    const { server, act } = await desk(fates);
    server.listStatuses = listStatuses;
    expect(await act()).toMatchObject({ state });
    expect(posts(server)).toBe(count);
  });

  it('is not asked for where nobody could tell afterwards whether it was made', async () => {
    const { server, act } = await desk();
    server.listStatuses = [503];
    expect(await act()).toEqual({ state: 'failed', detail: 'Alertmanager does not tell its silences: nothing was sent' });
    expect(posts(server)).toBe(0);
  });

  it('of one request is made once, asked for at once or again', async () => {
    const { server, act } = await desk();
    const [first, second] = await Promise.all([act(), act()]);
    expect(await act()).toMatchObject({ state: 'done', silence: first?.silence });
    expect(second).toEqual(first);
    expect(server.silences).toHaveLength(1);
    expect(posts(server)).toBe(1);
  });

  it('of a request that came to an unknown end is looked up when it is asked for again', async () => {
    const { server, act } = await desk([{ applied: true, answer: 'cut' }]);
    server.listStatuses = [200, 503, 503, 503, 503];
    expect(await act()).toMatchObject({ state: 'unknown' });
    expect(await act()).toMatchObject({ state: 'unknown' });
    expect(await act()).toMatchObject({ state: 'done' });
    expect(server.silences).toHaveLength(1);
  });

  it('that comes to life after it was made anew is ended: one is enough', async () => {
    const { server, act } = await desk([{ applied: false, answer: 500 }]);
    const late = { id: 'late', status: { state: 'active' }, comment: 'maintenance [obs-tui:req-1]', createdBy: 'x', startsAt: '2025-11-21T14:00:00Z', endsAt: '2099-11-21T14:00:00Z', matchers: [{ name: 'a', value: 'b', isRegex: false }] };
    const push = server.silences.push.bind(server.silences);
    // The server does the first request's work just before that of the second.
    server.silences.push = (...made) => push(late, ...made);
    const outcome = await act();
    expect(outcome).toMatchObject({ state: 'done' });
    expect(server.lasting().map(({ id }) => id)).toEqual([outcome?.silence]);
  });

  it('without matchers is refused here', async () => {
    const { server, act } = await desk();
    expect(await act(request({ matchers: [] }))).toMatchObject({ state: 'failed' });
    expect(server.asked).toEqual([]);
  });

  it.each([
    [400, '"silence invalid: end time can\'t be in the past"', "Alertmanager answered 400: silence invalid: end time can't be in the past"],
    [422, '{"code":602,"message":"comment in body is required"}', 'Alertmanager answered 422: comment in body is required'],
    [403, '', 'Alertmanager answered 403'],
  ])('that is refused with %i fails with the words of the server', async (answer, body, detail) => {
    const { server, act } = await desk([{ applied: false, answer, body }]);
    expect(await act()).toEqual({ state: 'failed', detail });
    expect(posts(server)).toBe(1);
  });

  it('leaves nothing undecided where nothing listens', async () => {
    const config = alertmanagerAdapter.config.parse({ name: 'am', kind: 'alertmanager', url: `http://127.0.0.1:${await closedPort()}` });
    const source = alertmanagerAdapter.open(config, { clock: CLOCK, random: () => 0 });
    expect(await source.act?.(request(), new AbortController().signal)).toMatchObject({ state: 'failed', detail: expect.stringContaining('nothing was sent') });
  });

  it('under way when the program ends has an unknown end', async () => {
    const stop = new AbortController();
    const { server, act } = await desk([{ applied: true, answer: 'never' }], { timeout: '60s' });
    const outcome = act(request(), stop.signal);
    while (server.silences.length === 0) await systemClock.sleep(5);
    stop.abort();
    expect(await outcome).toMatchObject({ state: 'unknown' });
  });

  it('never tells a secret, though the server repeats it', async () => {
    process.env['AM_TOKEN'] = 'canary-91ab';
    const { server, act } = await desk([{ applied: false, answer: 400, body: '"no rights for Bearer canary-91ab"' }], { bearer: { env: 'AM_TOKEN' } });
    expect(inspect(await act())).not.toContain('canary');
    expect(posts(server)).toBe(1);
  });
});

describe('the end of a silence', () => {
  const expire = request({ action: 'expire', matchers: [] });

  async function silenced(fates: readonly Fate[]) {
    const { server, act } = await desk();
    const made = await act();
    server.fates = [...fates];
    return { server, end: () => act({ ...expire, id: 'req-2', target: made?.silence ?? '' }) };
  }

  it.each<[string, Fate[]]>([
    ['comes at once', []],
    ['is found where the answer was lost', [{ applied: true, answer: 'cut' }]],
    ['is found where the server fails after it', [{ applied: true, answer: 500 }]],
    ['is asked for again where the server failed', [{ applied: false, answer: 500 }]],
    ['is asked for again where the connection was cut', [{ applied: false, answer: 'cut' }]],
  ])('%s', async (_, fates) => {
    const { server, end } = await silenced(fates);
    expect(await end()).toMatchObject({ state: 'done', detail: 'the silence has ended' });
    expect(server.lasting()).toEqual([]);
  });

  it('fails where the server fails twice, and says that it lasts', async () => {
    const { server, end } = await silenced([{ applied: false, answer: 500 }, { applied: false, answer: 500 }]);
    expect(await end()).toEqual({ state: 'failed', detail: 'Alertmanager answered 500; the silence lasts' });
    expect(server.lasting()).toHaveLength(1);
  });

  it('is unknown where nobody can look', async () => {
    const { server, end } = await silenced([{ applied: false, answer: 'cut' }, { applied: false, answer: 'cut' }]);
    server.listStatuses = [503, 503];
    expect(await end()).toMatchObject({ state: 'unknown' });
  });

  it('fails for a silence that is not there', async () => {
    const { act } = await desk();
    expect(await act({ ...expire, target: 'no/such' })).toEqual({ state: 'failed', detail: 'Alertmanager knows no silence no/such' });
  });
});
