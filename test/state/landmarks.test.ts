import { describe, expect, it } from 'vitest';
import { Driver } from '../support/driver.ts';
import { anAlert, aPin } from '../support/facts.ts';
import { aNote } from '../support/builders.ts';
import { growingSession, type Growing } from '../support/recorded.ts';
import { aLog, at, from } from '../support/session.ts';

/** Five minutes in which an alert fires and ends, two errors come and the operator writes something down. */
function incident(): Growing {
  const run = growingSession([{ name: 'rules', kind: 'prometheus', target: 'x' }, { name: 'alerts', kind: 'alertmanager', target: 'x' }]);
  run.commit(10, [aLog(10)]);
  run.commit(60, [aLog(58, { level: 'error', message: 'queue full', service: 'guardian' })]);
  run.commit(90, [anAlert(88, { state: 'pending' })]);
  run.commit(100, [anAlert(95)], from(2, anAlert(96, { id: 'rule' })));
  run.commit(120, [aNote(110, 'rolled back\u001b[2J')]);
  run.commit(200, [aLog(190, { level: 'fatal', message: 'gave up' })]);
  run.commit(240, [anAlert(230, { state: 'resolved' })]);
  run.commit(260, [], from(2, anAlert(250, { id: 'rule', state: 'resolved' })));
  run.commit(300, [aLog(300)]);
  return run;
}

function replayed(): Driver {
  const run = incident();
  run.finish();
  return new Driver(run.session, { screen: 'logs' });
}

/** Seconds after START that the head under the playhead was learned. */
function learned(driver: Driver): number {
  return (driver.context().frame.head.learned - at(0)) / 1_000_000;
}

function cursor(driver: Driver): number {
  return ((driver.app.time.cursor ?? Number.NaN) - at(0)) / 1_000_000;
}

describe('going from alert to alert', () => {
  it('stops where it was learned that one fired and that the last source let go of it, whatever waits', () => {
    const driver = replayed().press('^', '}');
    expect([learned(driver), cursor(driver), driver.toast]).toEqual([100, 95, '14:01:35  ▲ HighCPUUsage fired on brick-02  1 of 2']);
    driver.press('}');
    expect([learned(driver), cursor(driver), driver.toast]).toEqual([260, 250, '14:04:10  ▼ HighCPUUsage resolved on brick-02  2 of 2']);
    driver.press('}');
    expect([learned(driver), driver.toast]).toEqual([260, 'No alert that fired or ended after 14:04:20.']);
    expect(learned(driver.press('{'))).toBe(100);
  });

  it('begins from the end with what came last', () => {
    expect(learned(replayed().press('{'))).toBe(260);
  });

  it('visits two changes of one commit one after the other', () => {
    const run = growingSession();
    run.commit(50, [anAlert(20), anAlert(30, { id: 'b', name: 'Other', labels: { alertname: 'Other' } })]);
    run.finish();
    const driver = new Driver(run.session).press('^', '}');
    expect(driver.toast).toContain('HighCPUUsage');
    expect(driver.press('}').toast).toContain('Other');
    expect(driver.press('{').toast).toContain('HighCPUUsage');
  });
});

describe('going from marker to marker', () => {
  it('stops at a note and names it without letting it act', () => {
    const driver = replayed().press('(');
    expect([learned(driver), cursor(driver)]).toEqual([200, 110]);
    expect(driver.screen().at(-1)).toContain('14:01:50  note: rolled back␛[2J');
  });

  it('leads a note that was written later to what was known at the moment it is about', () => {
    const run = incident();
    run.commit(900, [aNote(62, 'here it began')]);
    run.finish();
    const driver = new Driver(run.session).press('^', ')');
    expect(driver.toast).toContain('here it began');
    expect(learned(driver)).toBeLessThan(300);
  });

  it('knows pinned rows, and forgets those that were taken off', () => {
    const run = incident();
    const row = run.session.logs(new Driver(run.session).context().frame, { direction: 'older', limit: 10 }).rows.find(({ message }) => message === 'queue full');
    const pin = aPin(58, { id: 'log:1', row: { kind: 'log', at: at(58), seq: row?.seq ?? 0 } });
    run.commit(310, [pin]);
    expect(learned(new Driver(run.session).press('^', ')'))).toBe(60);
    run.commit(320, [{ ...pin, pinned: false }]);
    expect(new Driver(run.session).press('^', ')').toast).toContain('rolled back');
  });

  it('says so where there is none', () => {
    const run = growingSession();
    run.commit(1, [aLog(1)]);
    expect(new Driver(run.session).press(')').toast).toBe('No note or pinned row after 14:00:01.');
  });
});

describe('going from error to error', () => {
  it('finds the next one beyond the playhead, and stops at the commit that learned it, the cursor of the list on the row', () => {
    const driver = replayed().press('^', '!');
    expect([learned(driver), cursor(driver), driver.toast]).toEqual([60, 58, '14:00:58  error guardian: queue full']);
    driver.press('!');
    expect([learned(driver), cursor(driver)]).toEqual([200, 190]);
    expect(driver.lines().find((row) => row.spans.some((piece) => piece.inverse === true))?.spans.map(({ text }) => text).join('')).toContain('gave up');
    expect(driver.press('!').toast).toBe('No error after 14:03:10.');
    expect(cursor(driver.press('@'))).toBe(58);
  });

  it('walks history that was read in bulk by its own time and leaves the playhead where it is known', () => {
    const run = growingSession();
    run.commit(10, [-100, -50].map((second) => aLog(second, { level: 'error', message: `at ${second}`, backfilled: true })));
    run.commit(20, [aLog(20)]);
    run.finish();
    const driver = new Driver(run.session).press('@');
    expect([learned(driver), cursor(driver)]).toEqual([20, -50]);
    expect(cursor(driver.press('@'))).toBe(-100);
  });

  it('keeps the moment in the picture', () => {
    const driver = replayed().press('z', 'z', 'z', '!', '@', '@');
    const { frame } = driver.context();
    expect(driver.app.time.cursor).toBeGreaterThanOrEqual(frame.span.from);
    expect(driver.app.time.cursor).toBeLessThanOrEqual(frame.span.to);
  });
});

describe('the ends of a recording', () => {
  it('are one key away', () => {
    const driver = replayed().press('^');
    expect([learned(driver), driver.toast]).toEqual([0, 'The beginning of the recording, 14:00:00.']);
    expect([learned(driver.press('$')), driver.app.playhead.mode]).toEqual([300, 'paused']);
  });

  it('mean following again while it is being recorded', () => {
    const driver = new Driver(incident().session).press('^');
    expect(learned(driver)).toBe(0);
    expect(driver.press('$').app.playhead.mode).toBe('follow');
  });

  it('leave nothing to play: Space at the end stays paused and says why', () => {
    const driver = replayed().press('$', 'space');
    expect([driver.app.playhead.mode, driver.toast]).toEqual(['paused', 'This is the end of the recording: nothing is left to play. ^ goes to its beginning.']);
    expect(driver.press(',', 'space').app.playhead.mode).toBe('playing');
  });
});
