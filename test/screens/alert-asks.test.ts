import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ActRequest } from '../../src/model/alert.ts';
import type { SourceId } from '../../src/model/signal.ts';
import { Driver } from '../support/driver.ts';
import { anAct, anAlert, aSilence } from '../support/facts.ts';
import { growingSession, keptSession, type Growing } from '../support/recorded.ts';
import { aHealth, at, from, tempFolder } from '../support/session.ts';

const SOURCES = [{ name: 'am', kind: 'alertmanager', target: 'http://127.0.0.1:9093' }, { name: 'prom', kind: 'prometheus', target: 'http://127.0.0.1:9090' }];

function stage(fill: (run: Growing) => void): { readonly run: Growing; readonly driver: Driver } {
  const run = growingSession(SOURCES);
  run.commit(1, [aHealth(0)], from(2, aHealth(0)));
  fill(run);
  return { run, driver: new Driver(run.session, { screen: 'alerts', size: { columns: 120, rows: 40 } }) };
}

type Act = Omit<ActRequest, 'by'> & { readonly source: SourceId };

function acts({ effects }: Driver): readonly Act[] {
  return effects.flatMap((effect) => (effect.kind === 'ask' && effect.ask.kind === 'act' ? [{ ...effect.ask.act, source: effect.ask.source }] : []));
}

const text = (driver: Driver): string => driver.screen().join('\n').replace(/\s+/g, ' ');
const silence = (driver: Driver): Driver => driver.press('S').type('why').press('enter', 'enter');

describe('what is asked of a backend about an alert', () => {
  it('lasts from now on, also where the screen stands still at a moment of the past', () => {
    const { driver, run } = stage((made) => made.commit(300, [anAlert(60)]));
    driver.press('space');
    run.commit(300 + 7_200, [aHealth(7_500)]);
    silence(driver);
    expect(text(driver)).toContain('until 2026-11-21 17:05:00');
    driver.type('yes').press('enter');
    expect(acts(driver)).toMatchObject([{ until: at(300 + 7_200 + 3_600) }]);
  });

  it('has another id in another session: what was asked there was something else', () => {
    const ids = ['one', 'two'].map((name) => {
      const kept = keptSession(join(tempFolder(), `${name}.db`), (run) => run.commit(300, [anAlert(60)]), SOURCES);
      const driver = new Driver(kept.session, { screen: 'alerts' });
      silence(driver).type('yes').press('enter');
      kept.close();
      return acts(driver)[0]?.id;
    });
    expect(ids[0]).toBeDefined();
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids[0]).toMatch(/^[\w.:-]+$/);
  });

  it('matches nothing by an empty label, which would match whatever lacks it', () => {
    const { driver } = stage((made) => made.commit(300, [anAlert(60, { labels: { alertname: 'HighCPUUsage', node: 'brick-02', service: '', job: '' } })]));
    silence(driver).type('yes').press('enter');
    expect(acts(driver)[0]?.matchers.map(({ name }) => name)).toEqual(['alertname', 'node']);
  });

  it('is about the alert it was begun for and no other, whatever happens to the list meanwhile', () => {
    const other = anAlert(250, { id: 'other', name: 'Other', node: 'brick-09', labels: { alertname: 'Other', node: 'brick-09' } });
    const { driver, run } = stage((made) => made.commit(300, [anAlert(60), other]));
    driver.press('f').type('firing').press('enter', 'g');
    const first = acts(silence(driver)).length;
    const named = driver.screen().join(' ').match(/Silences (\w+) at/)?.[1];
    // The filter now leaves out the alert that is asked about.
    run.commit(310, named === 'Other' ? [{ ...other, state: 'resolved', at: at(305) }] : [anAlert(305, { state: 'resolved', since: at(60) })]);
    driver.type('yes').press('enter');
    expect(first).toBe(0);
    expect(acts(driver).every(({ name }) => name === named)).toBe(true);
  });

  it('is said to stay in the session where its source takes no requests', () => {
    const { driver } = stage((made) => made.commit(300, [], from(2, anAlert(60))));
    driver.press('A').type('looking').press('enter', 'enter');
    expect(text(driver)).toMatch(/prom takes no requests/);
  });

  it('waits for the answer to the same request before', () => {
    const { driver, run } = stage((made) => made.commit(300, [anAlert(60), anAct(299, { action: 'silence', state: 'asked', detail: 'asked' })]));
    driver.press('S');
    expect(driver.app.prompt).toBeUndefined();
    expect(driver.toast).toContain('no answer yet');
    run.commit(310, [anAct(309, { action: 'silence', state: 'done' })]);
    expect(driver.press('S').app.prompt?.id).toBe('alerts.comment');
  });

  it('names the silence that is to end', () => {
    const { driver } = stage((made) => made.commit(300, [anAlert(60, { silencedBy: ['s1', 's2'] }), aSilence(70)]));
    expect(text(driver.press('X'))).toContain('Ends the silence of HighCPUUsage at am, "maintenance" by sovereign until 2026-11-21 15:01:10 (one of 2 that mute it). Type yes.');
  });

  it('is nothing while the past is played', () => {
    const { driver, run } = stage((made) => made.commit(300, [anAlert(60)]));
    run.commit(310, [aSilence(305)]);
    driver.press('space', ',', ',').press('space');
    expect(driver.app.playhead.mode).toBe('playing');
    driver.press('S');
    expect(driver.app.prompt).toBeUndefined();
    expect(driver.toast).toContain('the past is played');
  });
});

describe('the selection of the alerts', () => {
  const disk = anAlert(250, { id: 'disk', name: 'Disk', node: 'brick-09', labels: { alertname: 'Disk' } });
  const chosen = (driver: Driver): string => driver.lines().find((row) => row.spans.some(({ inverse }) => inverse === true))?.spans.map(({ text: part }) => part).join('') ?? '';

  it('is the same after a way to another screen, whatever fired meanwhile', () => {
    const { driver, run } = stage((made) => made.commit(300, [disk]));
    driver.press('o');
    run.commit(310, [anAlert(305)]);
    expect(chosen(driver.press('6'))).toContain('Disk');
  });

  it('opens the timeline where the alert began to fire, not where it was silenced', () => {
    const { driver, run } = stage((made) => made.commit(100, [anAlert(60)]));
    run.commit(300, [anAlert(280, { since: at(60), silencedBy: ['s1'] })]);
    driver.press('o');
    expect(driver.app.time.cursor).toBe(at(60));
  });

  it('keeps the filter of before where Esc leaves another one half typed', () => {
    const { driver } = stage((made) => made.commit(300, [disk, anAlert(60)]));
    driver.press('f').type('disk').press('enter', 'f', 'ctrl+u').type('cpu').press('esc');
    expect(text(driver)).toContain('1 hidden by "disk"');
  });
});
