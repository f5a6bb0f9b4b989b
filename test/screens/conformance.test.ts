import { describe, expect, it } from 'vitest';
import { buildRegistry } from '../../src/screens/index.ts';
import { describePanel, type PanelCase } from '../conformance/panel.ts';
import { aPanel, aPanelSample, aReject } from '../support/builders.ts';
import { fillHostile, HOSTILE_SOURCES } from '../support/hostile-session.ts';
import { ALARMED_SOURCES, fillAlarmed } from './alarmed.ts';
import { sharedSession } from '../support/recorded.ts';
import { aGap, aHealth, aLog, aSpan, from } from '../support/session.ts';

const registry = buildRegistry({});

const empty = sharedSession((run) => run.finish());
const nothingAtAll = sharedSession((run) => run.finish(), []);
const small = sharedSession((run) => {
  run.commit(1, [aPanel('cpu', { unit: 'percent', threshold: 80 }), aHealth(0), aLog(0.5), aLog(0.6, { level: 'error', message: 'refused', service: 'api', node: 'n1' })], from(2, aHealth(0)));
  for (let second = 2; second < 20; second += 1) run.commit(second, [aPanelSample('cpu', second, second * 5, { node: 'n1' }), aLog(second, { level: second % 5 === 0 ? 'warn' : 'info', service: 'db' })]);
  run.commit(20, [aSpan(3, 'a', { service: 'api' }), ...Array.from({ length: 7 }, (_, index) => aSpan(3.1, `b${index}`, { parentId: 'a', name: 'GET', service: 'redis', status: index === 3 ? 'error' : 'ok' })), aSpan(4, 'c', { parentId: 'lost' }), aSpan(5, 'd', { traceId: 't2' }), aLog(3.2, { traceId: 't1', spanId: 'b3' })]);
  run.commit(21, [aGap(7, { missing: 12 }), aReject(20), aHealth(20, { state: 'retrying', attempt: 3, code: 'SOURCE_UNREACHABLE' })]);
});
const alarmed = sharedSession(fillAlarmed, ALARMED_SOURCES);
const hostile = sharedSession(fillHostile, HOSTILE_SOURCES);
const huge = sharedSession((run) => {
  run.commit(1, [aLog(0.5, { message: `${'\u001b[31m'.repeat(1_000_000)}${'x\n'.repeat(2_500_000)}`, level: 'error', attributes: { blob: '漢'.repeat(100_000) } }), aLog(0.6)]);
  run.finish();
});

const CASES: readonly PanelCase[] = [
  { name: 'a session without a source', session: nothingAtAll, steps: 20 },
  { name: 'an empty session', session: empty, steps: 20 },
  { name: 'a small session', session: small, steps: 100 },
  { name: 'a session of alerts', session: alarmed, steps: 60 },
  { name: 'a hostile session', session: hostile, steps: 14 },
  { name: 'a row of ten megabytes', session: huge, steps: 3 },
];

for (const panel of registry.panels.values()) describePanel(panel, registry, CASES);

describe('the suite itself', () => {
  it('has seen every panel there is', () => {
    expect([...registry.panels.keys()]).toEqual(expect.arrayContaining(['overview', 'logs', 'metrics', 'traces', 'alerts', 'sources', 'health', 'slos', 'help', 'start']));
  });
});
