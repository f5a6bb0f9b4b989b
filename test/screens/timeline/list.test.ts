import { describe, expect, it } from 'vitest';
import { aNote } from '../../support/builders.ts';
import { Driver } from '../../support/driver.ts';
import { anAlert, aPattern } from '../../support/facts.ts';
import { growingSession } from '../../support/recorded.ts';
import { aGap, aLog, aSpan, at } from '../../support/session.ts';
import { story } from '../../analysis/timeline/story.ts';
import { stage } from './stage.ts';

/** The rows of the list: they have a time. */
function rows(driver: Driver): readonly string[] {
  return driver.screen().flatMap((row) => /^[ ┊●](\d\d:\d\d:\d\d {2}.*)$/u.exec(row)?.[1] ?? []);
}

function selected(driver: Driver): string {
  const row = driver.lines().find((line) => line.spans.some((piece) => piece.inverse === true));
  return row?.spans.map((piece) => piece.text).join('').trim() ?? '';
}

const text = (driver: Driver): string => driver.screen().join('\n');

describe('the list of the timeline', () => {
  it('shows the story around the moment of the time cursor, and stands at that moment', () => {
    const { driver } = stage();
    expect(rows(driver)).toHaveLength(9);
    expect(rows(driver)[0]).toMatch(/^14:20:00 {2}metric +brick-02 +cpu_percent starts rising {2}23 % → 41 %/u);
    expect(rows(driver)[2]).toMatch(/^14:30:00 {2}trace +portal +http_request 2\.3 s {2}4 spans, anchor_request 85 % of it/u);
    expect(rows(driver)[8]).toMatch(/^15:10:00 {2}alert +brick-02 +HighCPUUsage resolved/u);
    expect(selected(driver)).toContain('HighCPUUsage fired');
    expect(text(driver)).toContain('around 14:35:00 ±15 m  about HighCPUUsage on brick-02');
  });

  it('steps event by event, and the time cursor of all screens goes along', () => {
    const { driver } = stage();
    expect(selected(driver.press('n'))).toContain('"processing backlog"');
    expect(driver.app.time.cursor).toBe(at(story(14, 40)));
    expect(selected(driver.press('p', 'p'))).toContain('cpu_percent crosses 80%');
    expect(driver.app.time.cursor).toBe(at(story(14, 32)));
    const { span } = driver.context().frame;
    expect(span.from <= at(story(14, 32)) && span.to > at(story(14, 32))).toBe(true);
  });

  it('stays where it is when the end of an alert after the window is chosen', () => {
    const { driver } = stage();
    driver.press('end');
    expect(selected(driver)).toContain('HighCPUUsage resolved');
    expect(text(driver)).toContain('around 14:35:00');
    expect(rows(driver)).toHaveLength(9);
  });

  it('hides quiet rows and counts them, shows them dimmed on a key', () => {
    const { driver } = stage();
    expect(text(driver)).toContain('9 quieter rows hidden · H shows them');
    expect(rows(driver.press('H'))).toHaveLength(18);
    expect(text(driver)).not.toContain('quieter');
    expect(rows(driver.press('H'))).toHaveLength(9);
  });

  it('says why a row is there or quiet', () => {
    const { driver } = stage();
    expect(text(driver.press('n', 'w'))).toContain('Shown because: nothing like it was logged before; the same node brick-02.');
    expect(text(driver.press('H', 'g', 'n'))).toContain('Quiet because: no limit was crossed by this change.');
    expect(text(driver.press('esc'))).not.toContain('because');
  });

  it('switches kinds off and on, and says which are off', () => {
    const { driver } = stage();
    driver.press('f').type('log').press('enter');
    expect(rows(driver).filter((row) => row.includes(' log '))).toEqual([]);
    expect(text(driver)).toContain('off: log');
    driver.press('f').type('tr').press('enter');
    expect(text(driver)).toContain('off: log trace');
    driver.press('f', 'up', 'enter');
    expect(rows(driver)).toHaveLength(9);
  });

  it('zooms around the middle and moves the window', () => {
    const { driver } = stage();
    driver.press('+');
    expect(text(driver)).toContain('around 14:35:00 ±5 m');
    expect(rows(driver).map((row) => row.slice(0, 5))).toEqual(['14:20', '14:30', '14:32', '14:35', '14:40', '15:10']);
    driver.press('-', '-');
    expect(text(driver)).toContain('±30 m');
    driver.press('+', ']');
    expect(text(driver)).toContain('around 14:50:00 ±15 m');
    driver.press('[', '[');
    expect(text(driver)).toContain('around 14:20:00 ±15 m');
  });

  it('puts the row into the middle', () => {
    const { driver } = stage();
    expect(text(driver.press('n', 'c'))).toContain('around 14:40:00');
  });

  it('marks rows that have a trace, node or service in common with the one under the cursor', () => {
    const { driver } = stage();
    const related = driver.press('n').screen().filter((row) => row.startsWith('┊'));
    expect(related.map((row) => row.slice(1, 6))).toEqual(['14:20', '14:25', '14:32', '14:35', '14:50', '15:10']);
  });

  it('is empty in words', () => {
    const { driver } = stage();
    driver.dispatch([{ type: 'time', time: { cursor: at(-20_000) } }]);
    expect(text(driver)).toContain('Nothing is known between 08:11:40 and 08:41:40.');
    const calm = growingSession();
    calm.commit(100, [aLog(1)]);
    expect(text(new Driver(calm.session, { screen: 'timeline' }))).toContain('Nothing stands out between 13:31:40 and 14:01:40; 2 shows the log rows.');
    const run = growingSession();
    run.commit(100, [aLog(1), aPattern(50)]);
    expect(text(new Driver(run.session, { screen: 'timeline' }))).toContain('1 quieter rows are hidden, H shows them.');
  });
});

describe('the live timeline', () => {
  it('follows the newest moment while no row is chosen', () => {
    const run = growingSession();
    run.commit(60, [anAlert(50)]);
    const driver = new Driver(run.session, { screen: 'timeline' });
    expect(text(driver)).toContain('last 30 m');
    run.commit(120, [anAlert(110, { state: 'resolved' })]);
    expect(selected(driver)).toContain('resolved');
    driver.press('p');
    run.commit(180, [anAlert(170)]);
    expect(selected(driver)).toContain('HighCPUUsage fired');
    expect(driver.app.time.cursor).toBe(at(50));
    // The window stands still too, until it is live again.
    expect(rows(driver)).toHaveLength(2);
    expect(selected(driver.press('L'))).toContain('14:02:50');
  });
});

describe('a row of the timeline', () => {
  it.each([
    ['a pattern', 1, 'logs'],
    ['a trace', 2, 'traces'],
    ['a change of a series', 0, 'metrics'],
    ['an alert', 4, 'alerts'],
    ['an anomaly', 6, 'metrics'],
  ])('that is %s opens its screen, and back leads to the same row', (_, index, screen) => {
    const { driver } = stage();
    driver.press('g', ...Array.from({ length: index }, () => 'n'));
    const before = selected(driver);
    driver.press('enter');
    expect(driver.app.screen).toBe(screen);
    driver.dispatch([{ type: 'back' }]);
    expect(driver.app.screen).toBe('timeline');
    expect(selected(driver)).toBe(before);
  });

  it('opens the very log row, the very trace and the very panel', () => {
    const { driver, run } = stage();
    run.commit(story(15, 13), [aLog(story(14, 25), { message: 'first of that moment' }), aLog(story(14, 25), { message: 'anchor queue depth increasing', service: 'guardian' })]);
    driver.press('g', 'n', 'enter');
    expect(selected(driver)).toContain('anchor queue depth increasing');
    driver.dispatch([{ type: 'back' }]).press('n', 'enter');
    expect(text(driver)).toContain('anchor_request');
    driver.press('esc');
    expect(driver.app.screen).toBe('timeline');
    driver.press('n', 'enter');
    expect(driver.panel<{ cursor: number; full: boolean }>('metrics')).toEqual({ cursor: 1, full: true });
    expect(driver.app.time.cursor).toBe(at(story(14, 32)));
  });

  it('that is a gap opens the sources, and a note nothing', () => {
    const run = growingSession();
    run.commit(60, [aGap(10), aNote(20)]);
    const driver = new Driver(run.session, { screen: 'timeline' });
    expect(driver.press('enter').toast).toContain('nothing more to see');
    driver.press('p', 'enter');
    expect(driver.app.screen).toBe('sources');
  });

  it('is promoted to the incident and taken off again', () => {
    const { driver, run } = stage();
    driver.press('n', 'x');
    const [effect] = driver.effects;
    expect(effect).toMatchObject({ kind: 'ask', ask: { kind: 'pin', pin: { pinned: true, text: 'guardian: "processing backlog"', row: { kind: 'log', at: at(story(14, 40)) } } } });
    if (effect?.kind !== 'ask' || effect.ask.kind !== 'pin') throw new Error('no pin was asked for');
    run.commit(story(15, 13), [{ kind: 'pin', at: effect.ask.at, ...effect.ask.pin }]);
    expect(rows(driver)[5]).toMatch(/"processing backlog" .*● in the incident$/u);
    driver.press('x');
    expect(driver.effects.at(-1)).toMatchObject({ ask: { pin: { pinned: false } } });
  });

  it('cannot be promoted in a closed file', () => {
    const { driver, run } = stage();
    run.finish();
    expect(driver.press('x').toast).toContain('this session is closed');
  });
});

describe('following an id', () => {
  it('shows only rows that carry it, and Esc ends that', () => {
    const { driver } = stage();
    driver.press('n', 'o').type('node').press('enter');
    expect(text(driver)).toContain('following node brick-02');
    expect(rows(driver).every((row) => !row.includes('treasury'))).toBe(true);
    expect(rows(driver)).toHaveLength(12);
    expect(rows(driver.press('esc'))).toHaveLength(9);
  });

  it('finds log rows by any field, and the traces that they belong to', () => {
    const run = growingSession();
    run.commit(60, [
      aLog(10, { service: 'portal', message: 'came in', traceId: 't1', attributes: { request_id: 'r-7' } }), aLog(11, { service: 'api', message: 'went on', attributes: { request_id: 'r-7' } }),
      aLog(12, { message: 'another', attributes: { request_id: 'r-8' } }), aSpan(10, 'a', { service: 'portal' }), aSpan(20, 'b', { traceId: 't2' }),
    ]);
    const driver = new Driver(run.session, { screen: 'timeline' });
    driver.press('H', 'F').press('esc').dispatch([{ type: 'prompt', open: 'timeline.follow', text: '' }]).type('request_id=r-7').press('enter');
    expect(rows(driver).map((row) => row.slice(0, 17).trim())).toEqual(['14:00:10  log', '14:00:10  trace', '14:00:11  log']);
  });

  it('refuses what is no id', () => {
    const { driver } = stage();
    driver.press('o').type('what').press('enter');
    expect(text(driver)).toContain('write it as trace_id=9f3c');
  });

  it('says so where nothing carries it', () => {
    const { driver } = stage();
    driver.dispatch([{ type: 'prompt', open: 'timeline.follow', text: '' }]).type('peer=nobody').press('enter');
    expect(text(driver)).toContain('carries peer nobody. Esc ends following.');
  });
});

describe('the timeline opened from a row of another screen', () => {
  it('is about that alert', () => {
    const run = growingSession();
    run.commit(60, [anAlert(30), anAlert(31, { id: 'b', name: 'DiskFull', node: 'n9', labels: {} })]);
    const driver = new Driver(run.session, { screen: 'timeline' });
    const [cpu, disk] = run.session.facts(driver.context().frame, { kinds: ['alert'], span: { from: at(0), to: at(60) }, limit: 9 });
    if (cpu === undefined || disk === undefined) throw new Error('the alerts are missing');
    driver.dispatch([{ type: 'reveal', screen: 'timeline', row: cpu }]).press('n');
    expect(text(driver)).toContain('about HighCPUUsage on brick-02');
    driver.dispatch([{ type: 'reveal', screen: 'timeline', row: disk }]).press('p');
    expect(text(driver)).toContain('about DiskFull on n9');
  });

  it('is about where that log row came from, until A measures against the nearest alert again', () => {
    const run = growingSession();
    run.commit(60, [anAlert(30), aLog(31, { service: 'api', node: 'n9' })]);
    const driver = new Driver(run.session, { screen: 'logs' });
    const [row] = run.session.logs(driver.context().frame, { direction: 'older', limit: 1 }).rows;
    if (row === undefined) throw new Error('the row is missing');
    driver.dispatch([{ type: 'reveal', screen: 'timeline', row }]);
    expect(text(driver)).toContain('about a log row of api');
    expect(text(driver.press('A'))).toContain('about HighCPUUsage on brick-02');
  });
});
