import { describe, expect, it, onTestFinished } from 'vitest';
import { alertmanagerAdapter } from '../../../../src/data/sources/alertmanager/index.ts';
import type { Resume } from '../../../../src/data/sources/source.ts';
import { SECOND, shift, toRfc3339 } from '../../../../src/lib/micros.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { draftsOf, Pull } from '../../../support/pull.ts';
import { aListedAlert, fakeAlertmanager } from './fake-alertmanager.ts';

async function watching() {
  const server = await fakeAlertmanager('/am');
  onTestFinished(() => server.close());
  const clock = new ManualClock();
  const config = alertmanagerAdapter.config.parse({ name: 'am', kind: 'alertmanager', url: server.url('/am/').href, interval: '5s' });
  const source = alertmanagerAdapter.open(config, { clock, random: () => 0 });
  const open = (resume?: Resume): Pull => {
    const pull = new Pull(source, clock, resume);
    onTestFinished(() => pull.close());
    return pull;
  };
  return { server, clock, source, open, pull: open() };
}

const suppressed = (silencedBy: readonly string[], inhibitedBy: readonly string[] = []) => ({ status: { state: 'suppressed', silencedBy, inhibitedBy } });
const aSilence = (id: string, over: object = {}) => ({
  id, status: { state: 'active' }, comment: 'works', createdBy: 'eva', startsAt: '2025-11-21T14:00:00Z', endsAt: '2099-11-21T15:00:00Z',
  matchers: [{ name: 'node', value: 'brick-02', isRegex: false }], ...over,
});

describe('alerts of an Alertmanager', () => {
  it('are told as they are listed, with what their labels and their expression say', async () => {
    const { server, pull } = await watching();
    server.alerts = [aListedAlert('HighCPU')];
    const { drafts } = await pull.next();
    expect(drafts).toEqual([{
      kind: 'alert', at: 1_763_733_600_000_000, since: 1_763_733_600_000_000, backfilled: true, id: expect.stringMatching(/^[0-9a-f]{16}$/), name: 'HighCPU', state: 'firing', severity: 'warning',
      node: 'brick-02', labels: { alertname: 'HighCPU', node: 'brick-02', severity: 'warning' }, annotations: { summary: 'HighCPU is on' },
      expr: 'cpu_percent > 80', threshold: 80, url: 'http://prom:9090/graph?g0.expr=cpu_percent+%3E+80&g0.tab=1',
    }]);
  });

  it('are not told again for the times that every poll moves', async () => {
    const { server, pull } = await watching();
    server.alerts = [aListedAlert('HighCPU')];
    await pull.next();
    server.alerts = [aListedAlert('HighCPU', { endsAt: '2099-11-21T15:00:00Z', updatedAt: '2025-11-21T14:09:00Z' })];
    expect((await pull.next()).drafts).toEqual([]);
  });

  it.each([
    ['silenced', suppressed(['s1']), { silencedBy: ['s1'] }],
    ['inhibited', suppressed([], ['a1']), { inhibitedBy: ['a1'] }],
    ['annotated anew', { annotations: { summary: 'worse' } }, { annotations: { summary: 'worse' } }],
    ['fired anew', { startsAt: '2025-11-21T14:30:00Z' }, { since: 1_763_735_400_000_000, at: 1_763_735_400_000_000 }],
  ])('are told when they are %s, and still fire', async (_, change, expected) => {
    const { server, pull, clock } = await watching();
    server.alerts = [aListedAlert('HighCPU')];
    await pull.next();
    server.alerts = [aListedAlert('HighCPU', change)];
    expect((await pull.next()).drafts).toEqual([expect.objectContaining({ state: 'firing', at: clock.now(), ...expected })]);
    expect((await pull.next()).drafts).toEqual([]);
  });

  it('that are listed no more have been resolved, once, and may fire again', async () => {
    const { server, pull, clock } = await watching();
    server.alerts = [aListedAlert('HighCPU', suppressed(['s1']))];
    await pull.next();
    server.alerts = [];
    const [resolved] = draftsOf((await pull.next()).drafts, 'alert');
    expect(resolved).toMatchObject({ name: 'HighCPU', state: 'resolved', at: clock.now() });
    expect(resolved).not.toHaveProperty('silencedBy');
    expect((await pull.next()).drafts).toEqual([]);
    server.alerts = [aListedAlert('HighCPU')];
    expect((await pull.next()).drafts).toMatchObject([{ state: 'firing' }]);
  });

  it('whose time was up are resolved at its end', async () => {
    const { server, pull, clock } = await watching();
    const ends = shift(clock.now(), SECOND);
    server.alerts = [aListedAlert('HighCPU', { endsAt: toRfc3339(ends) })];
    await pull.next();
    server.alerts = [];
    expect((await pull.next()).drafts).toMatchObject([{ state: 'resolved', at: ends }]);
  });

  it('are neither repeated nor lost over a lost connection', async () => {
    const { server, pull, open } = await watching();
    server.alerts = [aListedAlert('HighCPU'), aListedAlert('DiskFull')];
    server.silences = [aSilence('s1')];
    const { resume } = await pull.next();
    await pull.close();
    server.alerts = [aListedAlert('DiskFull'), aListedAlert('NewOne')];
    const again = open(JSON.parse(JSON.stringify(resume)) as Resume);
    const { drafts } = await again.next();
    expect(draftsOf(drafts, 'alert').map(({ name, state }) => `${name} ${state}`)).toEqual(['NewOne firing', 'HighCPU resolved']);
    expect(draftsOf(drafts, 'silence')).toEqual([]);
  });

  it('that cannot be read are told once, beside those that can', async () => {
    const { server, pull } = await watching();
    server.alerts = [7, { labels: { a: 5 } }, aListedAlert('HighCPU', { startsAt: 'noon' }), aListedAlert('Good', { endsAt: 'never', fingerprint: 'x', annotations: null, generatorURL: 'javascript:1' })];
    const { drafts } = await pull.next();
    expect(draftsOf(drafts, 'reject').map(({ reason }) => reason)).toEqual([expect.stringMatching(/^alert: /), expect.stringMatching(/^alert: labels\.a: /), 'alert: startsAt: not a time']);
    expect(draftsOf(drafts, 'alert')).toEqual([expect.not.objectContaining({ url: expect.anything() })]);
    expect((await pull.next()).drafts).toEqual([]);
  });

  it('come with who acknowledged them, by the silence that says so', async () => {
    const { server, pull } = await watching();
    server.silences = [aSilence('s1', { comment: 'ACK! on it [obs-tui:r1]' }), aSilence('s2', { comment: 'long works' })];
    server.alerts = [aListedAlert('HighCPU', suppressed(['s1', 's2']))];
    const { drafts } = await pull.next();
    expect(draftsOf(drafts, 'alert')).toMatchObject([{ acknowledged: { by: 'eva', comment: 'on it' }, silencedBy: ['s1', 's2'] }]);
    expect(draftsOf(drafts, 'silence')).toMatchObject([{ id: 's1', acknowledges: true, comment: 'on it' }, { id: 's2', comment: 'long works' }]);
    server.silences = [aSilence('s1', { comment: 'ACK! on it', status: { state: 'expired' } })];
    server.alerts = [aListedAlert('HighCPU')];
    expect(draftsOf((await pull.next()).drafts, 'alert')).toEqual([expect.not.objectContaining({ acknowledged: expect.anything() })]);
  });
});

describe('silences of an Alertmanager', () => {
  it('are told when they come, when they end, and not where they ended long ago', async () => {
    const { server, pull, clock } = await watching();
    server.silences = [aSilence('old', { status: { state: 'expired' } }), aSilence('s1')];
    expect((await pull.next()).drafts).toMatchObject([{ kind: 'silence', id: 's1', state: 'active', matchers: [{ name: 'node', value: 'brick-02', isRegex: false, isEqual: true }], by: 'eva' }]);
    expect((await pull.next()).drafts).toEqual([]);
    server.silences = [aSilence('s1', { status: { state: 'expired' } })];
    expect((await pull.next()).drafts).toMatchObject([{ id: 's1', state: 'expired', at: clock.now() }]);
  });

  it('that a server has forgotten have ended', async () => {
    const { server, pull } = await watching();
    server.silences = [aSilence('s1')];
    await pull.next();
    server.silences = [];
    expect((await pull.next()).drafts).toMatchObject([{ id: 's1', state: 'expired' }]);
    expect((await pull.next()).drafts).toEqual([]);
  });
});

describe('a source of alerts', () => {
  it('looks again at once after it has carried out a request', async () => {
    const { server, pull, source, clock } = await watching();
    await pull.next();
    const before = clock.now();
    await source.act?.({ id: 'r1', action: 'silence', target: 'x', name: 'x', matchers: [{ name: 'a', value: 'b', isRegex: false, isEqual: true }], comment: 'c', by: 'eva' }, new AbortController().signal);
    expect((await pull.next()).drafts).toMatchObject([{ kind: 'silence', comment: 'c', by: 'eva' }]);
    expect(clock.now()).toBe(before);
    expect(server.asked).toContain('POST /am/api/v2/silences');
  });

  it('says what is wrong with an answer that is no list', async () => {
    const { server, pull } = await watching();
    server.alerts = { status: 'success' } as unknown as unknown[];
    expect(await pull.failure()).toMatchObject({ code: 'SOURCE_PROTOCOL', retry: true, message: expect.stringContaining('not as Alertmanager does') });
  });
});
