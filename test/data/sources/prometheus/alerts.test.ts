import { describe, expect, it } from 'vitest';
import type { Resume } from '../../../../src/data/sources/source.ts';
import { draftsOf } from '../../../support/pull.ts';
import { failure, success, vector, type Answering } from './fake-prometheus.ts';
import { NOW, serving, START, watching } from './watching.ts';

const iso = (seconds: number): string => new Date((NOW + seconds) * 1_000).toISOString();
const anAlert = (state: string, over: object = {}) => ({
  labels: { alertname: 'HighCPU', instance: 'brick-02:9100', job: 'node', severity: 'warning' }, annotations: { summary: 'hot' }, state, activeAt: iso(-60), value: '8.73e+01', ...over,
});
const rules = (...alerts: readonly unknown[]) => ({
  groups: [{ name: 'g', interval: 15, rules: [{ type: 'alerting', state: 'firing', name: 'HighCPU', query: 'cpu_percent > 80', duration: 20, alerts }, { type: 'recording', name: 'r', query: 'up' }] }],
});

/** A server with a panel that is fine, and this answer to the question for rules. */
async function server(told: { rules: unknown } | { status: number }) {
  const state: { told: { rules: unknown } | { status: number } } = { told };
  const answering: Answering = ({ path, parameters }, response) => {
    if (!path.endsWith('/rules')) return success(response, vector([{ job: 'x' }, NOW, '1']));
    if ('status' in state.told) return state.told.status < 500 ? void response.writeHead(state.told.status).end('no') : failure(response, state.told.status, 'internal', 'busy');
    return success(response, parameters.get('type') === 'alert' ? state.told.rules : 'asked for more than alerts');
  };
  const fake = await serving(answering);
  return { state, fake, open: (resume?: Resume) => watching(fake, { alerts: true }, resume) };
}

describe('alerts of a Prometheus server', () => {
  it('come with the rule they are from', async () => {
    const { open } = await server({ rules: rules(anAlert('firing'), anAlert('pending', { labels: { alertname: 'HighCPU', node: 'n2' }, value: 'NaN' })) });
    expect(draftsOf((await open().next()).drafts, 'alert')).toEqual([
      {
        kind: 'alert', at: START - 30_000_000, since: START - 30_000_000, backfilled: true, id: expect.stringMatching(/^[0-9a-f]{16}$/), name: 'HighCPU', state: 'firing', severity: 'warning', node: 'brick-02',
        service: 'node', labels: anAlert('').labels, annotations: { summary: 'hot' }, expr: 'cpu_percent > 80', threshold: 80, holdFor: 20_000_000, value: 87.3,
      },
      expect.objectContaining({ state: 'pending', since: START - 60_000_000, node: 'n2' }),
    ]);
  });

  it('are told when they begin to fire and when they end, not for a value that moves', async () => {
    const { state, open } = await server({ rules: rules(anAlert('pending')) });
    const pull = open();
    const told = async (...alerts: readonly unknown[]): Promise<readonly string[]> => {
      state.told = { rules: rules(...alerts) };
      return draftsOf((await pull.next()).drafts, 'alert').map((draft) => draft.state);
    };
    expect(await told(anAlert('pending'))).toEqual(['pending']);
    expect(await told(anAlert('pending', { value: '9e+01' }))).toEqual([]);
    expect(await told(anAlert('firing'))).toEqual(['firing']);
    expect(await told(anAlert('firing', { value: '9.1e+01' }))).toEqual([]);
    expect(await told()).toEqual(['resolved']);
    expect(await told()).toEqual([]);
  });

  it('have one moment at which they began to fire, also where our clock is behind that of the server', async () => {
    const { open } = await server({ rules: rules(anAlert('firing', { activeAt: iso(-29.7) })) });
    const pull = open();
    expect(draftsOf((await pull.next()).drafts, 'alert')).toMatchObject([{ since: START + 300_000, at: START + 300_000 }]);
    expect(draftsOf((await pull.next()).drafts, 'alert')).toEqual([]);
  });

  it('are neither repeated nor lost over a lost connection', async () => {
    const { state, open } = await server({ rules: rules(anAlert('firing'), anAlert('firing', { labels: { alertname: 'B' } })) });
    const pull = open();
    const { resume } = await pull.next();
    await pull.close();
    state.told = { rules: rules(anAlert('firing')) };
    const again = open(JSON.parse(JSON.stringify(resume)) as Resume);
    expect(draftsOf((await again.next()).drafts, 'alert').map(({ name, state: now }) => `${name} ${now}`)).toEqual(['B resolved']);
  });

  it.each([
    ['says 404', { status: 404 }],
    ['forbids the question', { status: 403 }],
    ['answers something else', { rules: { result: [] } }],
  ])('of a server that %s are done without: told once, and panels go on', async (_, told) => {
    const { fake, open } = await server(told);
    const pull = open();
    const first = await pull.next();
    expect(draftsOf(first.drafts, 'health')).toEqual([expect.objectContaining({ state: 'ok', detail: expect.stringContaining('panels only, no alerts') })]);
    expect(draftsOf(first.drafts, 'sample')).toHaveLength(1);
    expect(draftsOf((await pull.next()).drafts, 'health')).toEqual([]);
    await pull.close();
    expect(fake.asked.filter(({ path }) => path.endsWith('/rules'))).toHaveLength(1);
    expect(draftsOf((await open(first.resume).next()).drafts, 'health')).toEqual([]);
  });

  it('that cannot be told now make the source less than well, and end nothing', async () => {
    const { state, open } = await server({ rules: rules(anAlert('firing')) });
    const pull = open();
    await pull.next();
    state.told = { status: 500 };
    const { drafts } = await pull.next();
    expect(draftsOf(drafts, 'health')).toMatchObject([{ state: 'degraded', detail: expect.stringContaining('alerts cannot be read') }]);
    expect(draftsOf(drafts, 'alert')).toEqual([]);
    state.told = { rules: rules(anAlert('firing')) };
    const well = await pull.next();
    expect(draftsOf(well.drafts, 'health')).toMatchObject([{ state: 'ok' }]);
    expect(draftsOf(well.drafts, 'alert')).toEqual([]);
  });

  it('that cannot be read are told once, beside those that can', async () => {
    const { open } = await server({ rules: rules(anAlert('odd'), 7, anAlert('firing', { activeAt: 'noon' }), anAlert('firing', { annotations: null })) });
    const pull = open();
    const { drafts } = await pull.next();
    expect(draftsOf(drafts, 'reject')).toHaveLength(3);
    expect(draftsOf(drafts, 'alert')).toHaveLength(1);
    expect(draftsOf((await pull.next()).drafts, 'reject')).toEqual([]);
  });

  it('are not asked for where nobody wants them', async () => {
    const { fake } = await server({ rules: rules(anAlert('firing')) });
    const pull = watching(fake);
    expect(draftsOf((await pull.next()).drafts, 'alert')).toEqual([]);
    expect(fake.asked.some(({ path }) => path.endsWith('/rules'))).toBe(false);
  });
});
