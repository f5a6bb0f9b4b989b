import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/model/signal.ts';
import { Driver } from '../support/driver.ts';
import { aPanel, aPanelSample } from '../support/builders.ts';
import { growingSession, sharedSession } from '../support/recorded.ts';
import { anAlert } from '../support/facts.ts';
import { ALARMED_SOURCES, fillAlarmed } from './alarmed.ts';
import { aGap, aHealth, aLog } from '../support/session.ts';

function overview(columns: number, rows: number, drafts: readonly Draft[]): Driver {
  const run = growingSession();
  run.commit(90, drafts);
  return new Driver(run.session, { screen: 'overview', size: { columns, rows } });
}

/** The row under the cursor. */
function chosen(driver: Driver): string {
  const row = driver.lines().find((line) => line.spans.some(({ inverse }) => inverse === true));
  return row?.spans.map(({ text }) => text).join('').trimEnd() ?? '';
}

const ERRORS = Array.from({ length: 40 }, (_, index) => aLog(index + 1, { level: 'error', message: `error ${index + 1}` }));

describe('the alerts of the overview', () => {
  const alarmed = sharedSession(fillAlarmed, ALARMED_SOURCES);
  const watching = (columns: number, rows: number): Driver => new Driver(alarmed(), { screen: 'overview', size: { columns, rows } });

  it('stand above all else, the first one under the cursor, and Enter opens it', () => {
    const driver = watching(120, 40);
    expect(chosen(driver).trimEnd()).toMatch(/▲ QueueBacklog +brick-02 guardian +firing +5m 10s +messages_queued 143 > 100$/u);
    driver.press('enter');
    expect(driver.app.screen).toBe('alerts');
    expect(chosen(driver)).toContain('QueueBacklog');
    expect(chosen(driver.press('esc', 'esc'))).toContain('QueueBacklog');
    expect(driver.app.screen).toBe('overview');
  });

  it('are left downwards to the errors, and come again upwards', () => {
    const driver = watching(80, 24).press('j', 'j');
    expect(chosen(driver)).toContain('queue full');
    expect(chosen(driver.press('k'))).toContain('HighCPUUsage');
    expect(chosen(driver.press('j', 'enter'))).toContain('queue full');
    expect(driver.app.screen).toBe('logs');
  });

  it('leave the cursor on its error when one more fires', () => {
    const run = growingSession(ALARMED_SOURCES);
    run.commit(90, ERRORS.slice(0, 3));
    const driver = new Driver(run.session, { screen: 'overview', size: { columns: 80, rows: 24 } }).press('j', 'j', 'k');
    expect(chosen(driver)).toContain('error 2');
    run.commit(100, [anAlert(95)]);
    expect(chosen(driver)).toContain('error 2');
  });

  it('are counted in the header, however narrow it is', () => {
    for (const [columns, rows] of [[40, 10], [80, 24], [120, 40]] as const) expect(watching(columns, rows).screen()[0]).toContain('▲ 2');
    expect(watching(80, 24).screen()[0]).toContain('▲ 2 firing');
  });

  it('are said to be none only where a source could tell of one', () => {
    const quiet = (kind: string): string => new Driver(growingSession([{ name: 'one', kind, target: 'x' }]).session, { screen: 'overview' }).screen().join('\n');
    expect(quiet('alertmanager')).toContain('no alerts firing');
    expect(quiet('follow')).not.toContain('no alerts');
  });
});

describe('the overview', () => {
  it('says why a part of it is empty', () => {
    const text = overview(80, 24, [aHealth(0)]).screen().join('\n');
    expect(text).toContain('No metric panels yet. A scrape or prometheus source brings them.');
    expect(text).toContain('No errors. 0 log rows recorded.');
  });

  it('shows the newest errors and opens one of them in the logs', () => {
    const driver = overview(80, 24, ERRORS);
    expect(chosen(driver)).toContain('error 40');
    expect(chosen(driver.press('j', 'j'))).toContain('error 38');
    driver.press('enter');
    expect(driver.app.screen).toBe('logs');
    expect(chosen(driver)).toContain('error 38');
    expect(driver.press('esc').app.screen).toBe('overview');
  });

  it('opens the error that is seen under the cursor, however often one pressed on beyond the last', () => {
    const driver = overview(80, 24, ERRORS.slice(0, 3)).press(...Array.from({ length: 9 }, () => 'j'));
    expect(chosen(driver)).toContain('error 1');
    expect(driver.press('enter').app.screen).toBe('logs');
    expect(chosen(driver)).toContain('error 1');
    const many = overview(80, 24, ERRORS).press(...Array.from({ length: 60 }, () => 'j'));
    const seen = chosen(many).split('error ')[1];
    expect(seen).toBeDefined();
    expect(chosen(many.press('enter'))).toContain(`error ${seen}`);
    expect(chosen(many.press('esc', 'k'))).not.toContain(`error ${seen}`);
  });

  it('says why nothing can be opened', () => {
    expect(overview(80, 24, [aLog(1)]).press('enter').toast).toBe('Open the alert or the error: no alert fires and there is no error here');
  });

  it('counts by level over the time that it shows, and names gaps', () => {
    const driver = overview(80, 24, [...ERRORS.slice(0, 3), aLog(2, { level: 'warn' }), aLog(3, { level: 'fatal' }), aGap(1), aGap(2, { gapId: 'g2' })]);
    const text = driver.screen().join('\n');
    expect(text).toMatch(/E 4 +W 1 +I 0 +D 0/);
    expect(text).toContain('2 gaps in this range');
  });

  it('shows the newest rows of any level where errors leave room', () => {
    const text = overview(120, 40, [aLog(1, { message: 'quiet row' }), aLog(2, { message: 'another row' })]).screen().join('\n');
    expect(text).toContain('newest rows');
    expect(text).toContain('another row');
  });

  it('shows a panel beyond its limit with a sign and its limit, in a strip and in a grid', () => {
    const drafts = [aPanel('cpu', { title: 'cpu_percent', unit: 'percent', threshold: 80 }), ...[70, 80, 90.5].map((value, index) => aPanelSample('cpu', index + 1, value, { node: 'brick-02' }))];
    expect(overview(80, 24, drafts).screen().find((row) => row.includes('cpu_percent'))).toMatch(/▲ +90\.5 %$/u);
    const wide = overview(120, 40, drafts).screen();
    expect(wide.some((row) => /cpu_percent +brick-02/.test(row))).toBe(true);
    expect(wide.some((row) => /▲ +90\.5 %/u.test(row))).toBe(true);
    expect(wide.some((row) => /70 % … 90\.5 % +limit 80 %/u.test(row))).toBe(true);
  });

  it('says how many panels found no place', () => {
    const panels = Array.from({ length: 60 }, (_, index) => aPanel(`p${index}`));
    expect(overview(80, 24, panels).screen().join('\n')).toMatch(/\+\d+ panels on 3/);
  });

  it('never cuts its figures', () => {
    for (const columns of [80, 100, 120, 160, 200]) {
      const run = growingSession();
      run.commit(600, Array.from({ length: 900 }, (_, index) => aLog(index / 1.5, { level: index % 9 === 0 ? 'error' : 'info' })));
      const row = new Driver(run.session, { screen: 'overview', size: { columns, rows: 40 } }).screen().find((line) => line.startsWith(' logs ')) ?? '';
      expect(row).toMatch(/\d\/min/);
      expect(row).not.toContain('…');
    }
  });
});
