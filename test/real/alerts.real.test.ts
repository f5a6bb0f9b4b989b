// The way of an alert through a real Prometheus and a real Alertmanager, recorded: it waits, fires, is silenced and heard again from here,
// and is over.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint } from '../../src/data/sources/alerts/fingerprint.ts';
import { detect } from '../../src/data/detect/detect.ts';
import { openSession } from '../../src/data/session/reader.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { HOUR, interval, shift } from '../../src/lib/micros.ts';
import type { ActRequest } from '../../src/model/alert.ts';
import { sameAlert } from '../../src/model/same-alert.ts';
import type { Frame, Session } from '../../src/model/session.ts';
import type { FactRecord } from '../../src/model/signal.ts';
import { httpLoopback, type Loopback } from '../support/loopback.ts';
import { until } from '../support/processes.ts';
import { describeReal, startAlertmanager, startPrometheus, temporaryFolder, type RealServer } from '../support/real.ts';
import { record } from '../support/recording.ts';
import { runCli } from '../support/run-cli.ts';

const RULES = `groups:
  - name: hot
    interval: 1s
    rules:
      - alert: HighCPUUsage
        expr: cpu_percent > 80
        for: 2s
        labels: { severity: warning }
        annotations: { summary: 'CPU of {{ $labels.node }} above 80 %' }
`;

describeReal('an alert of a real Prometheus and a real Alertmanager', ['prometheus', 'prometheus-alertmanager'], () => {
  let page: Loopback;
  let prometheus: RealServer;
  let alertmanager: RealServer;
  let percent = 23;

  beforeAll(async () => {
    page = await httpLoopback((_, response) => response.end(`# TYPE cpu_percent gauge\ncpu_percent{node="brick-02"} ${percent}\n`));
    alertmanager = await startAlertmanager('route: { receiver: nobody, group_wait: 1s }\nreceivers: [{ name: nobody }]\n');
    const rules = join(temporaryFolder('rules'), 'rules.yml');
    writeFileSync(rules, RULES);
    prometheus = await startPrometheus({
      config: JSON.stringify({
        global: { scrape_interval: '1s', evaluation_interval: '1s', external_labels: { cluster: 'lab' } },
        rule_files: [rules],
        scrape_configs: [{ job_name: 'node', static_configs: [{ targets: [`127.0.0.1:${page.port}`] }] }],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanager.port}`] }] }] },
      }),
    });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await alertmanager?.stop();
    await page?.close();
  });

  const frameOf = (session: Session): Frame => ({ head: session.head(), asked: session.head().seq, span: interval(0, systemClock.now() + HOUR) });
  const historyOf = (session: Session, source: string) => {
    const frame = frameOf(session);
    const id = session.sources(frame).find(({ name }) => name === source)?.id;
    return session.facts(frame, { kinds: ['alert'], span: frame.span, limit: 100, superseded: true }).filter((alert) => alert.source === id);
  };
  const words = ({ state, silencedBy = [], acknowledged }: FactRecord<'alert'>): string => `${state}${acknowledged === undefined ? '' : ' acknowledged'}${silencedBy.length > 0 ? ' silenced' : ''}`;
  const statesOf = (session: Session, source: string): readonly string[] => historyOf(session, source).map(words);

  test('is found by connect, recorded in each of its states, silenced and heard again, and resolves', async () => {
    expect(await detect(alertmanager.url)).toMatchObject([{ kind: 'alertmanager', url: alertmanager.url }, { kind: 'scrape' }]);
    const file = join(temporaryFolder('alerts'), 'session.db');
    const { recording, heard, finish } = record(
      file,
      { name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '500ms' },
      { name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '500ms', history: '0', panels: [{ title: 'cpu', expr: 'cpu_percent' }] },
    );
    await heard('ready');
    const session = openSession(file);
    const seen = async (source: string, ...states: readonly string[]): Promise<void> => {
      await expect.poll(() => statesOf(session, source), { timeout: 60_000 }).toEqual(states);
    };
    await until(() => session.sources(frameOf(session)).every(({ health }) => health?.state === 'ok'), 'both sources to be up', 60_000);

    percent = 95;
    await seen('prom', 'pending', 'firing');
    await seen('am', 'firing');
    const [theirs] = historyOf(session, 'am');
    const ours = historyOf(session, 'prom').at(-1);
    if (theirs === undefined || ours === undefined) throw new Error('no alert was recorded');
    expect(ours).toMatchObject({ name: 'HighCPUUsage', node: 'brick-02', severity: 'warning', expr: 'cpu_percent > 80', threshold: 80, holdFor: 2_000_000, value: 95, service: 'node' });
    expect(theirs).toMatchObject({ expr: 'cpu_percent > 80', threshold: 80, labels: { ...ours.labels, cluster: 'lab' }, annotations: { summary: 'CPU of brick-02 above 80 %' } });
    expect(theirs.id).toBe(fingerprint(theirs.labels));
    expect(sameAlert(ours, theirs)).toBe(true);
    // The moment at which it began to fire, reckoned from the rule, is the one that Prometheus told Alertmanager.
    expect(Math.abs(ours.since - theirs.since)).toBeLessThan(1_000);

    const source = theirs.source;
    const matchers = Object.entries(theirs.labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
    const act = (id: string, over: Partial<ActRequest>): void =>
      recording.ask({ kind: 'act', source, act: { id, action: 'silence', target: theirs.id, name: theirs.name, matchers, until: shift(systemClock.now(), HOUR), comment: 'maintenance', ...over } });
    act('real-1', {});
    await seen('am', 'firing', 'firing silenced');
    await until(() => outcome(session, 'real-1')?.state === 'done', 'the silence to be told as done', 60_000);
    const silence = outcome(session, 'real-1')?.silence ?? '';
    expect(session.latest(frameOf(session), 'silence')).toMatchObject([{ id: silence, state: 'active', comment: 'maintenance', by: 'operator' }]);

    act('real-2', { action: 'expire', target: silence, matchers: [], comment: '' });
    await seen('am', 'firing', 'firing silenced', 'firing');
    expect(session.latest(frameOf(session), 'silence')).toMatchObject([{ id: silence, state: 'expired' }]);

    const acked = await runCli(['alert', 'ack', 'HighCPUUsage', '--comment', 'on it', '--url', alertmanager.url]);
    expect(acked).toMatchObject({ code: 0, err: '' });
    await seen('am', 'firing', 'firing silenced', 'firing', 'firing acknowledged silenced');

    percent = 20;
    await seen('am', 'firing', 'firing silenced', 'firing', 'firing acknowledged silenced', 'resolved');
    await seen('prom', 'pending', 'firing', 'resolved');
    await finish();
    expect(session.rejects(frameOf(session), 10)).toEqual([]);
    expect(statesOf(session, 'am').at(-1)).toBe('resolved');
    session.close();
  });

  function outcome(session: Session, id: string): FactRecord<'act'> | undefined {
    return session.latest(frameOf(session), 'act').find((one) => one.id === id);
  }
});
