import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/lib/micros.ts';
import { Driver } from '../support/driver.ts';
import { aPanel, aPanelSample } from '../support/builders.ts';
import { sharedSession } from '../support/recorded.ts';
import { aLog } from '../support/session.ts';

const session = sharedSession((run) => {
  run.commit(1, [
    aPanel('cpu', { title: 'cpu_percent', expr: 'cpu_percent', unit: 'percent', threshold: 80 }), aPanel('idle', { title: 'idle', expr: 'sum(idle)' }),
    ...Array.from({ length: 20 }, (_, index) => aPanel(`p${index}`)), aLog(0.5),
  ]);
  for (let second = 5; second <= 300; second += 5) {
    run.commit(second + 1, [aPanelSample('cpu', second, second / 4, { node: 'brick-02' }), aPanelSample('cpu', second, 30, { node: 'brick-01' }), aPanelSample('p3', second, second % 50 === 0 ? Number.NaN : second)]);
  }
});

function fresh(columns = 120, rows = 40): Driver {
  return new Driver(session(), { screen: 'metrics', size: { columns, rows } });
}

/** The title under the cursor. */
function chosen(driver: Driver): string {
  return driver.lines().flatMap((row) => row.spans.filter(({ inverse }) => inverse === true).map(({ text }) => text)).join('').trim().split(' ')[0] ?? '';
}

describe('the grid', () => {
  it('shows value, extremes and limit of each panel, and which series is the worst of how many', () => {
    const text = fresh().screen().join('\n');
    expect(text).toMatch(/cpu_percent +brick-02 \+1/);
    expect(text).toMatch(/75 %/);
    expect(text).toMatch(/1\.25 % … 75 % +limit 80 %/u);
  });

  it('says of a panel without samples that it has none', () => {
    expect(fresh().screen().join('\n')).toMatch(/no data at this time/);
  });

  it('is walked in both directions, and scrolls by pages', () => {
    const driver = fresh();
    expect(chosen(driver)).toBe('cpu_percent');
    expect(chosen(driver.press('l'))).toBe('idle');
    expect(chosen(driver.press('h', 'h'))).toBe('cpu_percent');
    const across = chosen(driver.press('j'));
    expect(across).toBe('p1');
    driver.press(...Array.from({ length: 60 }, () => 'l'));
    expect(chosen(driver)).toBe('p19');
    driver.size = { columns: 80, rows: 24 };
    expect(chosen(driver)).toBe('p19');
    expect(driver.screen().join('\n')).toMatch(/of 22 panels/);
  });

  it('says why it is empty', () => {
    const driver = new Driver(sharedEmpty(), { screen: 'metrics', size: { columns: 80, rows: 24 } });
    expect(driver.screen().join('\n')).toContain('No metric panels.');
  });
});

const sharedEmpty = sharedSession((run) => run.finish());

describe('a chart', () => {
  it('fills the screen with one panel: axes, limit, each series with its figures', () => {
    const text = fresh().press('enter').screen().join('\n');
    expect(text).toMatch(/cpu_percent {2}cpu_percent +Esc grid/);
    expect(text).toContain('limit 80 %');
    expect(text).toMatch(/brick-02 {2}now 75 % {3}min 1\.25 % {3}max 75 %/);
    expect(text).toMatch(/brick-01 {2}now 30 %/);
    expect(text).toMatch(/14:00(?::\d\d)? .*14:0[345](?::\d\d)?$/m);
  });

  it('has a time cursor that all screens share, and that stays inside what is drawn', () => {
    const driver = fresh().press('enter', 'h', 'h');
    const { span } = driver.context().frame;
    expect(driver.app.time.cursor).toBe(span.to - Math.round(((span.to - span.from) / 50) * 2));
    expect(driver.screen().join('\n')).toMatch(/┊ 14:0\d:\d\d/u);
    expect(driver.screen().join('\n')).toMatch(/at cursor [\d.]+ %/);
    driver.press(...Array.from({ length: 120 }, () => 'h'));
    expect(driver.app.time.cursor).toBe(span.from);
    driver.press(...Array.from({ length: 120 }, () => 'l'));
    expect(driver.app.time.cursor).toBe(span.to);
    expect(driver.press('z').context().frame.span.to - driver.context().frame.span.from).toBeLessThan(15 * MINUTE);
  });

  it('closes with Enter and Esc, and says in the grid that there is nothing to close', () => {
    const driver = fresh().press('enter', 'enter');
    expect(chosen(driver)).toBe('cpu_percent');
    expect(chosen(driver.press('l', 'enter', 'esc'))).toBe('idle');
    expect(driver.press('esc').toast).toContain('all panels are shown');
  });

  it('of a panel without samples is an empty plot that says so', () => {
    expect(fresh().press('l', 'enter').screen().join('\n')).toContain('no data at this time');
  });
});
