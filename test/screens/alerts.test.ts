import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/model/ask.ts';
import type { FactDraft } from '../../src/model/signal.ts';
import { Driver } from '../support/driver.ts';
import { aPanel, aPanelSample } from '../support/builders.ts';
import { anAct, anAlert, aSilence } from '../support/facts.ts';
import { growingSession } from '../support/recorded.ts';
import { aHealth, aLog, aSpan, at, from } from '../support/session.ts';

const SOURCES = [{ name: 'am', kind: 'alertmanager', target: 'http://127.0.0.1:9093' }, { name: 'prom', kind: 'prometheus', target: 'http://127.0.0.1:9090' }];

function watched(alerts: readonly FactDraft[] = [anAlert(60)], rules: readonly FactDraft[] = []) {
  const run = growingSession(SOURCES);
  run.commit(1, [aHealth(0), aPanel('cpu', { title: 'cpu_percent', expr: 'cpu_percent', unit: 'percent', threshold: 80 })], from(2, aHealth(0)));
  for (let second = 10; second < 290; second += 10) run.commit(second, [aPanelSample('cpu', second, 20 + second / 4, { node: 'brick-02' })]);
  run.commit(300, [...alerts, aLog(61, { level: 'error', message: 'queue full', node: 'brick-02', service: 'guardian', traceId: 't1', spanId: 'bad' })], from(2, ...rules));
  run.commit(301, [aSpan(61, 'root', { service: 'portal' }), aSpan(61.1, 'bad', { parentId: 'root', service: 'guardian', status: 'error', name: 'anchor_request' })]);
  return { run, driver: new Driver(run.session, { screen: 'alerts', size: { columns: 120, rows: 40 } }) };
}

const text = (driver: Driver): string => driver.screen().join('\n');
const asked = (driver: Driver): readonly Ask[] => driver.effects.flatMap((effect) => (effect.kind === 'ask' ? [effect.ask] : []));

describe('the alerts', () => {
  it('say what is missing where nothing tells of them, and what is good where none is known', () => {
    expect(text(new Driver(growingSession([{ name: 'app', kind: 'follow', target: 'app.log' }]).session, { screen: 'alerts' }))).toContain('No source tells of alerts.');
    expect(text(watched([]).driver)).toContain('No alert is known: none fires');
  });

  it('list what fires first and what is over last, with place, age and value', () => {
    const { driver } = watched([
      anAlert(290, { id: 'over', name: 'Over', state: 'resolved', labels: { alertname: 'Over' } }), anAlert(100, { id: 'muted', name: 'Muted', silencedBy: ['s1'], labels: { alertname: 'Muted' } }), anAlert(60),
      anAlert(200, { id: 'soon', name: 'Soon', state: 'pending', labels: { alertname: 'Soon' } }),
    ]);
    const rows = driver.screen().filter((row) => /HighCPU|Over |Muted|Soon/.test(row) && /am/.test(row));
    expect(rows.map((row) => row.trim().split(/\s+/).slice(0, 2).join(' '))).toEqual(['▲ firing', '△ pending', '– silenced', '▽ resolved']);
    expect(rows[0]).toMatch(/4m 01s +HighCPUUsage +brick-02 +warning +cpu_percent 87.3 > 80 +am/u);
  });

  it('are one row where two backends tell of one', () => {
    const labels = { alertname: 'HighCPUUsage', node: 'brick-02', severity: 'warning' };
    const { driver } = watched([anAlert(65, { labels: { ...labels, cluster: 'eu' } })], [anAlert(60, { id: 'other', labels })]);
    expect(driver.screen().filter((row) => row.includes('HighCPUUsage'))).toHaveLength(1);
    expect(text(driver.press('enter'))).toContain('told by am and 1 more');
  });

  it('show the expression drawn, labels, what was asked and the history', () => {
    const { driver, run } = watched([anAlert(30, { state: 'pending', since: at(30) }), anAlert(60, { silencedBy: ['s1'], annotations: { runbook: 'https://x.test/r', summary: 'CPU high' } }), aSilence(100)]);
    run.commit(310, [anAct(305, { state: 'failed', detail: '409: taken' })]);
    const seen = text(driver.press('enter'));
    expect(seen).toMatch(/summary +CPU high\n.*runbook +https:\/\/x\.test\/r/u);
    expect(seen).toMatch(/began to fire 14:01:00/);
    expect(text(driver.press('J', 'J', 'J', 'J', 'J'))).toMatch(/active until 2026-11-21 15:01:40 {2}by sovereign: maintenance/);
    expect(text(driver)).toMatch(/14:05:05 acknowledge: failed {2}409: taken/);
    expect(text(driver)).toMatch(/14:01:00 ▲ firing {2}silenced/);
    expect(text(driver)).toMatch(/14:00:30 △ pending/);
  });

  it('are filtered by words, and say how many are hidden', () => {
    const { driver } = watched([anAlert(60), anAlert(61, { id: 'x', name: 'Disk', node: 'brick-01', labels: { alertname: 'Disk' } })]);
    expect(text(driver.press('f').type('brick-02').press('enter'))).toContain('1 hidden by "brick-02"');
    expect(text(driver.press('f').press('ctrl+u').type('nothing').press('enter'))).toContain('No alert matches "nothing". 2 hidden. Esc clears the filter.');
    expect(text(driver.press('esc'))).toContain('Disk');
  });
});

describe('what is asked of a backend', () => {
  it('is sent only after a comment, a time and a yes to the very sentence that says what', () => {
    const { driver } = watched();
    driver.press('A').type('looking').press('enter').press('enter');
    expect(text(driver).replace(/\s+/g, ' ')).toContain('Acknowledges HighCPUUsage at am until 2026-11-21 14:35:01: alertname="HighCPUUsage" node="brick-02" severity="warning". Type yes.');
    driver.press('enter').type('y').press('enter');
    expect(asked(driver)).toEqual([]);
    driver.type('es').press('enter');
    expect(asked(driver)).toMatchObject([
      { kind: 'act', source: 1, act: { action: 'ack', target: 'f00d', name: 'HighCPUUsage', comment: 'looking', until: at(301 + 1_800), matchers: [{ name: 'alertname', value: 'HighCPUUsage', isRegex: false, isEqual: true }, { name: 'node' }, { name: 'severity' }] } },
    ]);
  });

  it('is nothing where Esc is pressed at any step', () => {
    for (const keys of [['esc'], ['enter', 'esc'], ['enter', 'enter', 'esc']]) {
      const { driver } = watched();
      driver.press('S').type('why').press(...keys);
      expect(asked(driver)).toEqual([]);
      expect(text(driver)).toContain('HighCPUUsage');
    }
  });

  it('is one request where it is asked twice before anything was recorded', () => {
    const { driver } = watched();
    for (let turn = 0; turn < 2; turn += 1) driver.press('S').type('why').press('enter', 'enter').type('yes').press('enter');
    const ids = asked(driver).map((ask) => (ask.kind === 'act' ? ask.act.id : ''));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('is the end of a silence where one mutes the alert, and says why not where none does', () => {
    const muted = watched([anAlert(60, { silencedBy: ['s1'] }), aSilence(61)]).driver;
    muted.press('X').type('yes').press('enter');
    expect(asked(muted)).toMatchObject([{ act: { action: 'expire', target: 's1', matchers: [] } }]);
    expect(text(watched().driver.press('X'))).toContain('nothing silences it');
  });

  it('is refused in a closed session and for an alert that is over', () => {
    const { driver, run } = watched([anAlert(60, { state: 'resolved' })]);
    expect(text(driver.press('A'))).toContain('the alert is over');
    run.finish();
    expect(text(driver.press('S'))).toContain('this session is closed');
  });
});

describe('from an alert', () => {
  it('one key goes to its logs, and Esc comes back to the same row', () => {
    const { driver } = watched([anAlert(60), anAlert(50, { id: 'x', name: 'Disk', node: 'brick-09', labels: { alertname: 'Disk' } })]);
    expect(text(driver.press('l'))).toContain('queue full');
    expect(text(driver)).toContain('filter: node:brick-02');
    driver.press('esc', 'esc');
    expect(driver.app.screen).toBe('alerts');
  });

  it('a few keys go to the failing span and its logs, and back through the same selections', () => {
    const { driver } = watched();
    driver.press('e', 'e');
    expect(text(driver)).toMatch(/anchor_request/);
    driver.press('O');
    expect(text(driver)).toContain('queue full');
    driver.press('esc', 'esc', 'esc', 'esc');
    expect(driver.app.screen).toBe('alerts');
  });

  it('one key goes to the chart of its expression and to the timeline around it', () => {
    const { driver } = watched();
    driver.press('M');
    expect(driver.app.screen).toBe('metrics');
    driver.press('6', 'o');
    expect(driver.app.screen).toBe('timeline');
    expect(text(driver)).toContain('HighCPUUsage');
  });
});
