import { describe, expect, it } from 'vitest';
import { openingOf, type OpeningOptions } from '../../src/cli/opening.ts';
import { MINUTE } from '../../src/lib/micros.ts';
import type { View } from '../../src/model/incident.ts';
import type { Session } from '../../src/model/session.ts';
import type { Seq } from '../../src/model/signal.ts';
import type { LogsState } from '../../src/screens/logs/state.ts';
import { ALARMED_SOURCES } from '../screens/alarmed.ts';
import { asIncident, fillSaved } from '../screens/saved.ts';
import { Driver } from '../support/driver.ts';
import { growingSession, sharedSession } from '../support/recorded.ts';
import { aLog, at } from '../support/session.ts';

const saved = sharedSession(fillSaved, ALARMED_SOURCES);
const SIZE = { columns: 120, rows: 40 };

function opened(options: OpeningOptions, session: Session = saved()): Driver {
  const driver = new Driver(session, { screen: 'overview', size: SIZE });
  driver.app = openingOf(session, options, 'utc', SIZE)(driver.app);
  return driver;
}

function view(over: Partial<View>): Session {
  return asIncident(saved(), { view: { screen: 'logs', head: saved().headAt(at(900)).seq, ...over } });
}

function learned(driver: Driver): number {
  return (driver.context().frame.head.learned - at(0)) / 1_000_000;
}

describe('a replay opens', () => {
  it('at its end where nothing else is said, beginning there with --speed', () => {
    expect([learned(opened({})), opened({}).app.playhead.mode, opened({}).app.screen]).toEqual([1_500, 'paused', 'overview']);
    expect([learned(opened({ speed: 4 })), opened({ speed: 4 }).app.playhead.mode]).toEqual([0, 'playing']);
    expect(learned(opened({ speed: 4, at: '14:10' }))).toBe(400);
  });

  it('where the operator stood who saved it', () => {
    const driver = opened({}, view({ cursor: at(869), window: 5 * MINUTE, filter: 'level>=error' }));
    expect([driver.app.screen, learned(driver), driver.app.time.cursor, driver.app.time.window]).toEqual(['logs', 900, at(869), 5 * MINUTE]);
    expect(driver.panel<LogsState>('logs').filter?.text).toBe('level>=error');
    expect(driver.app.trail).toEqual([]);
  });

  it('where the command line says, whatever the file says', () => {
    const session = view({ cursor: at(869), window: 5 * MINUTE, filter: 'level>=error' });
    const driver = opened({ screen: 'timeline', at: '14:20', window: MINUTE, cursor: '14:15', filter: 'service:guardian' }, session);
    expect([driver.app.screen, learned(driver), driver.app.time.cursor, driver.app.time.window]).toEqual(['timeline', 1_200, at(900), MINUTE]);
    expect(driver.panel<LogsState>('logs').filter?.text).toBe('service:guardian');
  });

  it('with the cursor in the picture, on the row of that moment', () => {
    const driver = opened({ screen: 'logs', cursor: '14:14:29', window: MINUTE });
    const { span } = driver.context().frame;
    expect(span.from).toBeLessThan(at(869));
    expect(span.to).toBeGreaterThan(at(869));
    expect(driver.lines().find((row) => row.spans.some((piece) => piece.inverse === true))?.spans.map(({ text }) => text).join('')).toContain('anchor submit failed');
  });

  it('at its end although the file names a screen, a filter and a window that make no sense', () => {
    const driver = opened({}, view({ screen: 'no such screen', filter: '((((', window: -1, head: 9_999_999 as Seq }));
    expect([driver.app.screen, learned(driver), driver.panel<LogsState>('logs').filter]).toEqual(['overview', 1_500, undefined]);
    expect(driver.screen().length).toBe(SIZE.rows);
  });

  it('while its file is being read, at the newest commit until the view or the end is there', () => {
    const run = growingSession();
    const loading = (over: object): Session => {
      const { root, ...incident } = asIncident(run.session, over).info().incident ?? {};
      expect(root).toBeDefined();
      return { ...run.session, info: () => ({ ...run.session.info(), growing: false, incident: incident as never }) };
    };
    const toMoment = opened({ at: '14:00:02.5' }, loading({}));
    const toEnd = opened({}, loading({}));
    const toView = opened({}, loading({ view: { screen: 'logs', head: 3 } }));
    expect([learned(toEnd), learned(toView)]).toEqual([0, 0]);
    for (const second of [1, 2, 3, 4, 5, 6]) run.commit(second, [aLog(second)]);
    expect(learned(toEnd)).toBe(6);
    expect(learned(toMoment)).toBe(2);
    expect(learned(toMoment.press(','))).toBe(1);
    expect(learned(toView)).toBeLessThan(4);
    expect(toEnd.screen()[0]).toContain('REPLAY');
  });

  it('following, where another program still records', () => {
    const run = growingSession();
    expect(opened({}, run.session).app.playhead.mode).toBe('follow');
  });
});

describe('what is typed and makes no sense', () => {
  it.each([
    [{ at: 'noon' }, '--at: "noon" is not a time'],
    [{ cursor: '25:00' }, '--cursor: "25:00" is not a time'],
    [{ screen: 'timelin' }, 'did you mean "timeline"?'],
    [{ filter: 'level>=sever' }, '--filter: '],
  ])('%o is refused before anything is drawn', (options, words) => {
    expect(() => openingOf(saved(), options, 'utc', SIZE)).toThrow(words);
  });
});
