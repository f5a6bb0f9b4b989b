import { describe, expect, it, onTestFinished } from 'vitest';
import { portalAdapter } from '../../../../src/data/sources/portal/index.ts';
import { MINUTE } from '../../../../src/lib/micros.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { draftsOf, Pull } from '../../../support/pull.ts';
import { at } from '../../../support/session.ts';
import { ALERT, FakePortal } from './portal.ts';

async function reading(parts: readonly string[]) {
  const portal = await FakePortal.start();
  onTestFinished(() => portal.server.close());
  const clock = new ManualClock(at(0));
  const source = portalAdapter.open(portalAdapter.config.parse({ name: 'portal', kind: 'portal', url: portal.server.url().href, interval: '5s', parts }), { clock, random: () => 0 });
  const pull = new Pull(source, clock);
  onTestFinished(() => pull.close());
  return { portal, pull, next: async () => (await pull.next()).drafts };
}

describe('alerts of a portal', () => {
  it('are recorded when they are first seen, as history from when they fired', async () => {
    const { portal, next } = await reading(['alerts']);
    portal.lists['alerts'] = [ALERT];
    expect(await next()).toEqual([
      {
        kind: 'alert', at: at(-300), id: 'alert-1', name: 'HighCPUUsage', state: 'firing', since: at(-300), severity: 'warning', node: 'brick-02', expr: 'cpu_percent > 80 for 5m', threshold: 80,
        holdFor: 5 * MINUTE, value: 87.3, labels: { region: 'eu-west' }, annotations: { summary: 'CPU high' }, backfilled: true,
      },
    ]);
  });

  it('are recorded again where anything but their value changes', async () => {
    const { portal, next } = await reading(['alerts']);
    portal.lists['alerts'] = [ALERT];
    await next();
    portal.lists['alerts'] = [{ ...ALERT, current_value: 91 }];
    expect(await next()).toEqual([]);
    portal.lists['alerts'] = [{ ...ALERT, acknowledged_by: 'sovereign', acknowledgement: { comment: 'looking' } }];
    expect(await next()).toMatchObject([{ at: at(10), state: 'firing', acknowledged: { by: 'sovereign', comment: 'looking' } }]);
  });

  it('are resolved when the portal says so, at its time, or tells no more of them', async () => {
    const { portal, next } = await reading(['alerts']);
    portal.lists['alerts'] = [ALERT, { ...ALERT, alert_id: 'alert-2' }];
    await next();
    portal.lists['alerts'] = [{ ...ALERT, status: 'resolved', resolved_at: '2026-11-21T14:00:02Z' }];
    expect(await next()).toMatchObject([{ id: 'alert-1', state: 'resolved', at: at(2) }, { id: 'alert-2', state: 'resolved', at: at(5) }]);
    expect(await next()).toEqual([]);
  });

  it('are not resolved by an answer that holds no list', async () => {
    const { portal, next } = await reading(['alerts']);
    portal.lists['alerts'] = [ALERT];
    await next();
    portal.lists['alerts'] = { error: 'busy' };
    expect(await next()).toMatchObject([{ kind: 'reject', reason: 'the answer holds no list of alerts' }]);
  });

  it('that cannot be read are rejects beside the others', async () => {
    const { portal, next } = await reading(['alerts']);
    portal.lists['alerts'] = { alerts: [{ ...ALERT, fired_at: 'yesterday' }, ALERT, 7] };
    expect((await next()).map(({ kind }) => kind).toSorted()).toEqual(['alert', 'reject', 'reject']);
  });
});

describe('what passes at a portal', () => {
  it('is told once, though searches overlap; what is from before the start is history', async () => {
    const { portal, next } = await reading(['metrics', 'logs', 'traces']);
    const snapshot = (second: number, value: number) => ({ metric_id: `m${second}`, node: 'did:vm:node:brick-01', timestamp: new Date(at(second) / 1_000).toISOString(), metrics: { cpu_percent: value, version: 'x' }, labels: { service: 'guardian' } });
    const log = { log_id: 'log:1', timestamp: '2026-11-21T13:59:59Z', level: 'fatal', service: 'guardian', node: 'did:vm:node:brick-01', message: 'lost', trace_id: 't1' };
    const trace = { trace_id: 't1', status: 'ok', spans: [{ span_id: 's1', parent_span_id: null, name: 'settle', service: 'portal', start_time: '2026-11-21T13:59:58Z', duration_ms: 2_345 }] };
    portal.lists['metrics'] = [snapshot(-15, 20), snapshot(-30, 10)];
    portal.lists['logs'] = [log, { ...log, message: 'found' }];
    portal.lists['traces'] = [{ trace_id: 't1', name: 'settle' }];
    portal.lists['traces/t1'] = trace;
    const drafts = await next();
    expect(draftsOf(drafts, 'sample').map(({ at: when, value, labels, backfilled }) => [when, value, labels['node'], backfilled])).toEqual([[at(-30), 10, 'brick-01', true], [at(-15), 20, 'brick-01', true]]);
    expect(draftsOf(drafts, 'log')).toMatchObject([{ level: 'fatal', message: 'lost', node: 'brick-01', traceId: 't1' }, { message: 'found' }]);
    expect(draftsOf(drafts, 'span')).toMatchObject([{ traceId: 't1', spanId: 's1', duration: 2_345_000, status: 'ok', backfilled: true }]);
    portal.lists['metrics'] = [snapshot(-15, 20), snapshot(2, 30)];
    expect(await next()).toMatchObject([{ kind: 'sample', at: at(2), value: 30 }]);
  });

  it('has a gap where a search was full', async () => {
    const { portal, next } = await reading(['logs']);
    portal.lists['logs'] = Array.from({ length: 1_000 }, (_, index) => ({ timestamp: new Date(at(-index / 10) / 1_000).toISOString(), level: 'info', message: `row ${index}` }));
    expect(draftsOf(await next(), 'gap')).toMatchObject([{ at: at(-900), until: at(-99.9), reason: 'server-dropped', signal: 'log' }]);
  });
});

describe('a portal', () => {
  it('without a part is read without it, and says so once', async () => {
    const { portal, next } = await reading(['alerts', 'slos']);
    portal.missing.add('slos');
    expect(await next()).toMatchObject([{ kind: 'health', state: 'degraded', detail: 'the portal has no /obs/slos' }]);
    expect(await next()).toEqual([]);
  });

  it('without any part is none', async () => {
    const { portal, pull } = await reading(['slos']);
    portal.missing.add('slos');
    expect(await pull.failure()).toMatchObject({ code: 'SOURCE_NOT_FOUND', retry: false });
  });

  it('tells SLOs and health where they change', async () => {
    const { portal, next } = await reading(['slos', 'health']);
    const slo = { slo_id: 'slo:a', name: 'A', target: 0.999, achieved: 0.9995, window: '30d', status: 'met', error_budget: { remaining_percent: 50 } };
    portal.lists['slos'] = [slo];
    expect(await next()).toMatchObject([{ kind: 'slo', id: 'slo:a', budget: { remainingPercent: 50 } }, { kind: 'check', id: 'overall' }]);
    portal.lists['slos'] = [{ ...slo, achieved: 0.99 }];
    expect(await next()).toMatchObject([{ kind: 'slo', achieved: 0.99 }]);
  });
});
