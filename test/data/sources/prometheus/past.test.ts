import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../../src/lib/micros.ts';
import { panelId } from '../../../../src/data/panels/panel-id.ts';
import { draftsOf } from '../../../support/pull.ts';
import { failure, json, matrix, success, vector, type Answering } from './fake-prometheus.ts';
import { NOW, serving, START, steady, watching } from './watching.ts';

describe('history', () => {
  it('is read once at the start, marked as read in bulk, on multiples of the step', async () => {
    const start = Math.ceil((NOW - 120) / 10) * 10;
    const server = await serving((asked, response) =>
      asked.path.endsWith('query_range') ? success(response, matrix([{ job: 'x' }, [[start, '1'], [start + 10, 'NaN']]])) : steady(asked, response),
    );
    const pull = watching(server, { history: '2m' });
    const live = await pull.next();
    expect(draftsOf(live.drafts, 'sample').map(({ backfilled }) => backfilled)).toEqual([undefined]);
    const past = await pull.next();
    expect(draftsOf(past.drafts, 'sample').map(({ at, backfilled, panel }) => [at / SECOND, backfilled, panel])).toEqual([
      [start, true, panelId('prom', 'up')],
      [start + 10, true, panelId('prom', 'up')],
    ]);
    const { parameters } = server.asked[1] ?? {};
    expect(Object.fromEntries(parameters ?? [])).toMatchObject({ query: 'up', start: `${start}.000`, step: '10' });
    const end = Number(parameters?.get('end'));
    expect(end % 10).toBe(0);
    expect(end).toBeLessThan(NOW);
    await pull.next();
    expect(server.asked.filter(({ path }) => path.endsWith('query_range'))).toHaveLength(1);
  });

  it('asks no more points than can be shown, however long it is', async () => {
    const server = await serving(steady);
    const pull = watching(server, { history: '7d' });
    await pull.next();
    await pull.next();
    const { parameters } = server.asked.find(({ path }) => path.endsWith('query_range')) ?? {};
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(parameters?.get(name)));
    expect(((end ?? 0) - (start ?? 0)) / (step ?? 1)).toBeLessThanOrEqual(600);
  });

  it('that the server refuses is told for its panel, and the source goes on', async () => {
    const server = await serving((asked, response) =>
      asked.path.endsWith('query_range') ? failure(response, 400, 'bad_data', 'exceeded maximum resolution of 11,000 points') : steady(asked, response),
    );
    const pull = watching(server, { history: '1m' });
    await pull.next();
    expect(draftsOf((await pull.next()).drafts, 'reject')[0]?.reason).toBe('history of panel "up": exceeded maximum resolution of 11,000 points');
  });

  it('after a lost connection closes the gap and says so', async () => {
    const server = await serving((asked, response) =>
      asked.path.endsWith('query_range') ? success(response, matrix([{}, [[NOW - 40, '1'], [NOW - 30, '2']]])) : steady(asked, response),
    );
    const since = START - MINUTE;
    const pull = watching(server, {}, { polledAt: since });
    await pull.next();
    const { drafts } = await pull.next();
    expect(draftsOf(drafts, 'sample')).toHaveLength(2);
    expect(draftsOf(drafts, 'gap')).toEqual([
      expect.objectContaining({ at: since, until: NOW * SECOND, reason: 'disconnected', recovered: 2, missing: 0, signal: 'sample' }),
    ]);
    expect(Number(server.asked[1]?.parameters.get('start'))).toBeGreaterThan(since / SECOND);
  });

  it('is not read after an interruption shorter than two intervals', async () => {
    const server = await serving(steady);
    const pull = watching(server, { history: '15m' }, { polledAt: START - 15 * SECOND });
    await pull.next();
    await pull.next();
    expect(server.asked.some(({ path }) => path.endsWith('query_range'))).toBe(false);
  });
});

describe('the clock of the server', () => {
  function dated(offsetSeconds: () => number, more: Record<string, string> = {}): Answering {
    return (asked, response) => {
      const date = new Date(START / 1_000 + offsetSeconds() * 1_000);
      json(response, { status: 'success', data: vector() }, 200, { date: date.toUTCString(), ...more });
      void asked;
    };
  }

  it.each([
    [12, 'clock of the server is 12 s ahead'],
    [-3_600, 'clock of the server is 3600 s behind'],
  ])('is told when it differs by %i s', async (offset, words) => {
    const [health] = draftsOf((await watching(await serving(dated(() => offset))).next()).drafts, 'health');
    expect(health).toMatchObject({ state: 'degraded', detail: words });
  });

  it('is not told within five seconds, nor for an answer out of a cache', async () => {
    for (const server of [await serving(dated(() => 4)), await serving(dated(() => 500, { age: '500' }))]) {
      expect(draftsOf((await watching(server).next()).drafts, 'health')).toEqual([]);
    }
  });

  it('is told once while it stays, and withdrawn when it is set right', async () => {
    const offsets = [30, 40, 41, 31];
    let round = 0;
    const server = await serving(dated(() => offsets[Math.min(round++, 3)] ?? 0));
    const pull = watching(server, { interval: '10s' });
    const told: string[] = [];
    for (let poll = 0; poll < 4; poll += 1) told.push(...draftsOf((await pull.next()).drafts, 'health').map(({ state, detail }) => `${state}: ${detail}`));
    // Ten seconds pass between two polls, so the second answer shows the same difference as the first.
    expect(told).toEqual(['degraded: clock of the server is 30 s ahead', 'degraded: clock of the server is 21 s ahead', 'ok: every panel answers']);
  });
});
