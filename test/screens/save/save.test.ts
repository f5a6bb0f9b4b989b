import { describe, expect, it } from 'vitest';
import type { IncidentRequest, SaveRequest } from '../../../src/model/incident.ts';
import { cellWidth } from '../../../src/lib/text.ts';
import { FORBIDDEN, HOSTILE } from '../../support/builders.ts';
import { Driver } from '../../support/driver.ts';
import { anAlert } from '../../support/facts.ts';
import { growingSession, recordedSession, sharedSession } from '../../support/recorded.ts';
import { aHealth, aLog, at } from '../../support/session.ts';
import { tell, withLibrary } from '../incidents/library.ts';
import { asIncident } from '../saved.ts';

const text = (driver: Driver): string => driver.screen().join('\n').replace(/\s+/g, ' ');
const requests = ({ effects }: Driver): readonly IncidentRequest[] => effects.flatMap((effect) => (effect.kind === 'incident' ? [effect.request] : []));
const MEASURE = { rows: 12_345, bytes: 1_200_000, redactions: { 'bearer-token': 3, email: 12 } };

function lastSave(driver: Driver): SaveRequest {
  const asked = requests(driver).findLast((request) => request.type === 'measure' || request.type === 'save');
  if (asked === undefined) throw new Error('nothing was asked');
  return asked.save;
}

/** An hour that is recorded since 14:00. */
const hour = sharedSession((run) => {
  for (let minute = 0; minute < 60; minute += 1) run.commit(minute * 60 + 1, [aLog(minute * 60), ...(minute === 0 ? [aHealth(0)] : [])]);
});

function opened(session = hour(), size = { columns: 120, rows: 40 }): Driver {
  return new Driver(session, { screen: 'logs', size }).press('ctrl+o');
}

const measured = (driver = opened()): Driver => tell(driver, 'save', { type: 'measured', measure: MEASURE });

describe('the form of a file to save', () => {
  it('is nothing until it is prepared, and says how', () => {
    const driver = new Driver(recordedSession([aLog(1)]), { screen: 'save' });
    expect(text(driver)).toContain('Nothing is being prepared. Ctrl+O prepares a file');
    driver.press('enter', 's', 'R', 'x');
    expect(requests(driver)).toEqual([]);
  });

  it('holds a quarter of an hour to both sides of the cursor, no more than the session', () => {
    const driver = new Driver(hour(), { screen: 'logs' }).press('t').type('14:20').press('enter', 'ctrl+o');
    expect(lastSave(driver).range).toEqual({ from: at(300), to: at(2_100) });
    const newest = at(59 * 60 + 1) + 1;
    expect(lastSave(opened()).range).toEqual({ from: at(59 * 60 - 900), to: newest });
    expect(lastSave(new Driver(hour(), { screen: 'logs' }).press('t').type('14:02').press('enter', 'ctrl+o')).range).toEqual({ from: at(0), to: at(1_020) });
  });

  it('holds the window of the Timeline where it is opened from there', () => {
    const driver = new Driver(hour(), { screen: 'timeline' }).press('t').type('14:20').press('enter', '+', 'ctrl+o');
    expect(lastSave(driver).range).toEqual({ from: at(900), to: at(1_500) });
    expect(lastSave(driver).view?.screen).toBe('timeline');
  });

  it('keeps where the operator stood: screen, head, cursor, window, filter', () => {
    const driver = new Driver(hour(), { screen: 'logs' }).press('f').type('level>=info').press('enter', 't').type('14:20').press('enter', 'ctrl+o');
    const { head } = driver.context().frame;
    expect(lastSave(driver).view).toEqual({ screen: 'logs', head: head.seq, cursor: at(1_200), window: 15 * 60 * 1e6, filter: 'level>=info' });
    // Prepared once more from its own screen, it is still about the screen before.
    expect(lastSave(driver.press('ctrl+o')).view?.screen).toBe('logs');
    expect(driver.press('esc').app.screen).toBe('logs');
  });

  it('works while the screen is paused and in a replay', () => {
    const driver = new Driver(hour(), { screen: 'logs' }).press('^', 'ctrl+o');
    expect(lastSave(driver).view?.head).toBe(driver.context().session.info().first.seq);
    const replay = new Driver(asIncident(recordedSession([aLog(1)]), { range: { from: at(0), to: at(60) }, severity: 'low' }), { screen: 'logs' }).press('ctrl+o');
    expect(lastSave(replay)).toMatchObject({ title: 'Anchor queue stands still', severity: 'low', range: { from: at(0), to: at(60) } });
  });

  it('takes title and severity from what fires', () => {
    const run = growingSession([{ name: 'am', kind: 'alertmanager', target: 'http://127.0.0.1:9093' }]);
    run.commit(300, [aHealth(0), anAlert(60, { severity: 'critical' })]);
    expect(lastSave(opened(run.session))).toMatchObject({ title: expect.stringContaining('HighCPUUsage'), severity: 'critical' });
    expect(lastSave(opened())).toMatchObject({ title: expect.stringMatching(/^Incident of 2026-11-21 14:5\d$/), severity: 'medium' });
  });

  it('is asked of the session as it was when nothing is in it', () => {
    const driver = new Driver(recordedSession(), { screen: 'logs' }).press('ctrl+o');
    const { from, to } = lastSave(driver).range;
    expect(from).toBeLessThan(to);
  });
});

describe('changing the form', () => {
  it('changes the title and the severity without measuring again', () => {
    const driver = measured().press('enter', 'ctrl+u').type('Queue').press('enter', 'j', 'enter');
    expect(requests(driver).map(({ type }) => type)).toEqual(['measure']);
    expect(text(driver)).toContain('12,345 rows');
    driver.press('s');
    expect(lastSave(driver)).toMatchObject({ title: 'Queue', severity: 'low' });
  });

  it('takes no empty title', () => {
    const driver = measured().press('enter', 'ctrl+u', 'enter');
    expect(driver.app.prompt?.id).toBe('save.title');
  });

  it('measures again for another range, and does not write before the answer', () => {
    const driver = measured().press('j', 'j', 'enter', 'ctrl+u').type('14:20..14:30').press('enter');
    expect(lastSave(driver).range).toEqual({ from: at(1_200), to: at(1_800) });
    expect(requests(driver).map(({ type }) => type)).toEqual(['measure', 'measure']);
    expect(text(driver)).not.toContain('12,345 rows');
    driver.press('s');
    expect(driver.toast).toContain('still being measured');
    expect(text(driver.press('j', 'k', 'enter', 'ctrl+u').type('all').press('enter'))).toContain(', all of it');
  });

  it('leaves a source out, and takes it in again', () => {
    const driver = measured().press('j', 'j', 'j', 'enter');
    expect(lastSave(driver).withoutSources).toEqual(['app']);
    expect(text(driver)).toContain('✖ app left out');
    expect(lastSave(driver.press('enter')).withoutSources).toEqual([]);
  });

  it('switches redaction off only with the word, and on without one', () => {
    const driver = measured().press('G', 'k', 'k', 'k', 'enter');
    expect(text(driver)).toContain('Whoever gets the file gets them. Type raw.');
    driver.type('yes').press('enter');
    expect(lastSave(driver).redact).toBe(true);
    driver.press('ctrl+u').type('raw').press('enter');
    expect(lastSave(driver).redact).toBe(false);
    expect(text(driver)).toContain('▲ OFF everything is written as it was recorded');
    expect(lastSave(driver.press('enter')).redact).toBe(true);
  });
});

describe('before anything is written', () => {
  it('shows rows, size and what is redacted, the rule that found most first', () => {
    expect(text(measured())).toContain('will write 12,345 rows, about 1.2 MB redacted email 12, bearer-token 3');
    expect(text(tell(opened(), 'save', { type: 'measured', measure: { ...MEASURE, redactions: {} } }))).toContain('nothing was found that has to be');
  });

  it('shows how far the measuring is, and why it failed', () => {
    const driver = opened();
    tell(driver, 'save', { type: 'progress', what: 'measuring', share: 0.25 });
    expect(text(driver)).toMatch(/Measuring what would be written .* 25 %/);
    tell(driver, 'save', { type: 'failed', text: 'nothing is recorded here that could be saved' });
    expect(text(driver)).toContain('✖ nothing is recorded here that could be saved Nothing was written.');
    driver.press('s');
    expect(driver.toast).toContain('could not be measured');
    expect(requests(driver.press('R')).map(({ type }) => type)).toEqual(['measure', 'measure']);
  });

  it('writes nothing where nothing was recorded', () => {
    const driver = tell(opened(), 'save', { type: 'measured', measure: { rows: 0, bytes: 0, redactions: {} } });
    driver.press('s');
    expect(driver.toast).toContain('nothing was recorded in this range');
    expect(requests(driver).map(({ type }) => type)).toEqual(['measure']);
  });
});

describe('writing the file', () => {
  it('shows progress, changes nothing meanwhile, and tells the file and what to do with it', () => {
    const driver = measured().press('G', 'enter');
    tell(driver, 'save', { type: 'progress', what: 'saving', share: 0.5 });
    expect(text(driver)).toMatch(/Writing Incident of .* 50 % x stops it/);
    driver.press('g', 'enter');
    expect(driver.app.prompt).toBeUndefined();
    expect(driver.toast).toContain('it is being written; x stops it');
    tell(driver, 'save', { type: 'done', text: 'Saved 12,345 rows in 1.2 MB; root abab…', path: "/library/it's.obsx" });
    expect(text(driver)).toContain(String.raw`✔ Saved 12,345 rows in 1.2 MB; root abab… file /library/it's.obsx replay it obs-tui replay '/library/it'\''s.obsx' check it obs-tui incident verify '/library/it'\''s.obsx'`);
    driver.press('s');
    expect(driver.toast).toContain('saved; R prepares');
    expect(requests(driver).map(({ type }) => type)).toEqual(['measure', 'save']);
  });

  it('is stopped with x, goes on while another screen is shown, and is not disturbed by other work', () => {
    const driver = withLibrary(measured().press('s', 'esc'));
    expect(driver.app.screen).toBe('logs');
    expect(requests(driver).at(-1)?.type).toBe('save');
    driver.press('0', 'V');
    expect(driver.toast).toBeDefined();
    driver.press('i');
    expect(driver.toast).toContain('an incident is being saved');
    driver.press('ctrl+o');
    expect(text(driver)).toMatch(/Writing Incident/);
    expect(requests(driver.press('x')).map(({ type }) => type)).toEqual(['measure', 'save', 'list', 'cancel']);
    tell(driver, 'save', { type: 'failed', text: 'stopped' });
    expect(text(driver)).toContain('✖ stopped Nothing was written.');
  });

  it('does not begin while the library is worked on, which it would end', () => {
    const driver = withLibrary(new Driver(hour(), { screen: 'incidents' })).press('/').type('anchor').press('enter', 'V', 'ctrl+o');
    expect(driver.app.screen).toBe('incidents');
    expect(driver.toast).toContain('the Incidents screen is at work');
    expect(requests(driver).map(({ type }) => type)).toEqual(['verify']);
  });
});

describe('what comes from outside', () => {
  it.each([[40, 10], [80, 24], [200, 60]])('fits %i columns and %i rows, whatever it is', (columns, rows) => {
    const run = growingSession(HOSTILE.map((name, index) => ({ name: `${index}${name}`, kind: name, target: name })));
    run.commit(60, [aHealth(0), aLog(5), anAlert(50, { name: HOSTILE.join(' '), severity: HOSTILE[0] ?? '' })]);
    const driver = tell(opened(run.session, { columns, rows }), 'save', { type: 'measured', measure: { ...MEASURE, redactions: Object.fromEntries(HOSTILE.map((rule, index) => [rule, index])) } });
    const faults = (): readonly string[] => driver.screen().filter((row) => cellWidth(row) > columns || FORBIDDEN.test(row));
    for (let step = 0; step < HOSTILE.length + 5; step += 1) expect(driver.press('j').screen().length === rows ? faults() : ['rows']).toEqual([]);
    tell(driver, 'save', { type: 'done', text: HOSTILE.join(' '), path: HOSTILE.join('/') });
    expect(faults()).toEqual([]);
    tell(driver, 'save', { type: 'failed', text: HOSTILE.join(' ') });
    expect(faults()).toEqual([]);
  });
});
