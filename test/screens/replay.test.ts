import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/model/session.ts';
import { notInFile } from '../../src/screens/reason.ts';
import { selectScrub } from '../../src/screens/scrub.ts';
import { Driver } from '../support/driver.ts';
import { growingSession, sharedSession } from '../support/recorded.ts';
import { aGap, aLog, at } from '../support/session.ts';
import { ALARMED_SOURCES } from './alarmed.ts';
import { asIncident, fillSaved } from './saved.ts';

const saved = sharedSession(fillSaved, ALARMED_SOURCES);

function screen(columns: number, rows: number, session = asIncident(saved())): readonly string[] {
  return new Driver(session, { screen: 'overview', size: { columns, rows } }).screen();
}

describe('a replay', () => {
  it.each([[40, 10], [40, 15], [60, 16], [80, 24], [100, 30], [200, 60]])('says so at %ix%i, and fills its size', (columns, rows) => {
    const lines = screen(columns, rows);
    expect(lines.length).toBe(rows);
    expect(lines.join('\n')).toContain('REPLAY');
  });

  it('has a bar over the footer from 16 rows on and a rule below the header from 30 rows on', () => {
    expect(screen(80, 15).at(-2)).not.toContain('14:25');
    expect(screen(80, 16).at(-2)).toMatch(/^ REPLAY {2}critical · verified, unsigned {2}14:00 .*14:25$/u);
    expect(screen(80, 29).at(-2)).toContain('REPLAY');
    const tall = screen(120, 30);
    expect(tall[2]).toContain('━━ REPLAY ━━ Anchor queue stands still · critical · saved 2026-11-21 14:33 by ada · verified, unsigned ');
    expect(tall.at(-2)).toMatch(/^ 14:00 ━.*┃ 14:25$/u);
  });

  it('tells what stands in the file, where there is room beside what it is', () => {
    expect(screen(200, 40)[2]).toMatch(/▲ \d fired {2}▼ \d ended {2}◆ 1 marked {2}╌ 1 gap {2}▄ 3 errors ━━$/u);
    expect(screen(120, 40)[2]).toMatch(/verified, unsigned ━*▲\d ▼\d ◆1 ╌1 ▄3 ━━$/u);
    expect(screen(60, 40)[2]).toMatch(/^━━ REPLAY ━━ Anchor queue stands still · critical · saved/u);
  });

  it('says what is known of the file: nothing of a seal before it was read, a signature where there is one, and that nothing was redacted', () => {
    const rule = (over: object): string => screen(200, 40, asIncident(saved(), over))[2] ?? '';
    const { root, ...unread } = asIncident(saved()).info().incident ?? {};
    expect(root).toBeDefined();
    expect(screen(200, 40, { ...saved(), info: () => ({ ...saved().info(), incident: unread as never }) })[2]).not.toContain('verified');
    expect(rule({ signedBy: 'KEY' })).toContain('verified, signed');
    expect(rule({ raw: true })).toContain('not redacted');
    expect(rule({ by: 'eve\u001b[2J', title: 'a\nb' })).toContain('a␊b · critical · saved 2026-11-21 14:33 by eve␛[2J');
  });

  it('is not what a growing session shows', () => {
    const run = growingSession();
    run.commit(1, [aLog(1)]);
    const lines = new Driver(run.session, { size: { columns: 120, rows: 40 } }).press('space').screen();
    expect(lines.join('\n')).not.toContain('REPLAY');
    run.finish();
    expect(new Driver(run.session, { size: { columns: 120, rows: 40 } }).screen()[2]).toContain('━━ REPLAY ━━ a test · recorded 2026-11-21 14:00 ━');
  });

  it('says how much is verified, and first of all that a file is altered', () => {
    const header = (facts: object): string => new Driver(asIncident(saved()), { facts, size: { columns: 80, rows: 24 } }).screen()[0] ?? '';
    expect(header({ loading: { share: 0.349 } })).toContain('▶ REPLAY VERIFYING 34 % 14:25:00 UTC');
    expect(header({ loading: { share: 0.349 } })).not.toContain('FOLLOWING');
    expect(header({ failure: 'line 7\u001b[0m', loading: { share: 1 } })).toContain('✖ ALTERED: line 7␛[0m');
  });
});

describe('the bar over the recording', () => {
  const scrub = (keys: readonly string[]) => selectScrub(new Driver(saved(), {}).press(...keys).context(), 100);

  it('reaches from the first commit to the last one, whatever the playhead has seen', () => {
    const { from, to, bar } = scrub(['^']);
    expect([from, to, bar.playhead]).toEqual([at(0), at(1_500), 0]);
    expect(bar.marks).toEqual(scrub([]).bar.marks);
    expect(scrub([]).bar.playhead).toBe(1);
  });

  it('has a mark exactly where a jump to the alert stops', () => {
    const { bar } = scrub(['^', '}']);
    expect(bar.marks).toContainEqual({ place: bar.playhead, look: 'rise' });
  });

  it('shows where errors are dense, and the stretch that was not seen', () => {
    const { bar } = scrub([]);
    // All of them came with one commit, at 1,200 s.
    expect(bar.loud.flatMap((rows, cell) => (rows > 0 ? [[cell, rows]] : []))).toEqual([[80, 3]]);
    expect(bar.missing).toEqual([{ from: 500 / 1_500, to: 590 / 1_500 }]);
  });

  it('counts an error where it was learned, whatever the clock of its source says, and loses none', () => {
    const run = growingSession();
    for (const second of [1, 2, 3, 50, 100]) run.commit(second, [aLog(second * 7, { level: 'fatal' }), aLog(second)]);
    const { bar } = selectScrub(new Driver(run.session).context(), 10);
    expect(bar.loud).toEqual([3, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('grows with what was read since', () => {
    const run = growingSession();
    run.commit(10, [aLog(5, { level: 'error' })]);
    const driver = new Driver(run.session);
    const before = selectScrub(driver.context(), 20);
    run.commit(20, [aGap(12), aLog(15, { level: 'error' })]);
    const after = selectScrub(driver.context(), 20);
    expect([before.to, after.to]).toEqual([at(10), at(20)]);
    expect([before.bar.missing.length, after.bar.missing.length]).toEqual([0, 1]);
    expect(after.bar.loud.filter((rows) => rows > 0).length).toBeGreaterThan(1);
  });

  it('is a bar also of a single moment', () => {
    const run = growingSession();
    run.finish();
    const lines = new Driver(run.session, { size: { columns: 80, rows: 24 } }).screen();
    expect(lines.at(-2)).toMatch(/^ REPLAY {2}14:00:00 [┃─]+ 14:00:00$/u);
  });
});

describe('what a file does not hold', () => {
  const shown = (screenId: string, session: Session, ...keys: readonly string[]): string => {
    const driver = new Driver(session, { screen: screenId, size: { columns: 120, rows: 40 } });
    return driver.press(...keys).screen().join('\n');
  };
  const HOLDS = 'Not in this file: it holds 2026-11-21 14:00:00 to 2026-11-21 14:25:00. t jumps to a time.';
  const far = ['t', ...'09:00', 'enter'];

  it.each(['timeline', 'traces'])('is said on the screen %s instead of that there is nothing', (id) => {
    expect(shown(id, asIncident(saved()), ...far)).toContain(HOLDS);
    expect(shown(id, saved(), ...far)).not.toContain('Not in this file');
    expect(shown(id, asIncident(saved()), ...far, '$')).not.toContain('Not in this file');
  });

  it('is said in the place of every chart', () => {
    expect(shown('metrics', asIncident(saved()), ...far)).toContain('not in this file');
    expect(shown('metrics', asIncident(saved()), ...far, 'enter')).toContain('not in this file');
    expect(shown('metrics', saved(), ...far)).toContain('no data at this time');
  });

  it('is said of logs that were left out when it was saved, and of a moment outside', () => {
    const run = growingSession();
    run.commit(10, [aGap(5)]);
    run.finish();
    expect(shown('logs', asIncident(run.session, { withoutSources: ['tail', 'api\u001b[2J'] }))).toContain('Left out when it was saved: tail, api␛[2J.');
    expect(shown('logs', asIncident(run.session), ...far)).toContain(HOLDS);
    expect(shown('logs', asIncident(run.session))).toContain('No log rows yet');
  });

  it('begins beyond the very ends of what was saved', () => {
    const words = (seconds: number): string | undefined => notInFile({ session: asIncident(saved()), cursor: at(seconds), zone: 'utc' }, { from: at(0), to: at(10) });
    expect([words(0), words(1_500)]).toEqual([undefined, undefined]);
    expect([words(-1), words(1_501)]).toEqual([HOLDS, HOLDS]);
    const outside = notInFile({ session: asIncident(saved()), cursor: undefined, zone: 'utc' }, { from: at(1_500), to: at(1_600) });
    expect(outside).toBe(HOLDS);
  });
});
