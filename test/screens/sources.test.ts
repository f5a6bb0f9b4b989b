import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../src/model/errors.ts';
import { Driver } from '../support/driver.ts';
import { aReject } from '../support/builders.ts';
import { growingSession } from '../support/recorded.ts';
import { aGap, aHealth, aLog, at, from } from '../support/session.ts';

const NAMES = Array.from({ length: 50 }, (_, index) => ({ name: `source-${index + 1}`, kind: 'scrape', target: `http://127.0.0.1:${9_000 + index}/metrics` }));

function text(driver: Driver): string {
  return driver.screen().join('\n');
}

describe('the sources', () => {
  it('say what to do where there are none', () => {
    expect(text(new Driver(growingSession([]).session, { screen: 'sources' }))).toContain('No sources. Start with: obs-tui demo');
  });

  it('show state, rate and what helps', () => {
    const run = growingSession();
    run.commit(1, [aHealth(0.5, { state: 'refused', code: 'SOURCE_AUTH', detail: '401 from ws://127.0.0.1/logs/tail' })], from(2, aHealth(0.5), aReject(0.6, { line: 7, reason: 'the value is no number', excerpt: 'up abc' })));
    const driver = new Driver(run.session, { screen: 'sources', size: { columns: 120, rows: 30 } });
    expect(text(driver)).toMatch(/app +logs-tail +✖ refused/u);
    expect(text(driver)).toMatch(/metrics +scrape +✔ ok/u);
    expect(text(driver)).toContain(`What helps: ${ERRORS.SOURCE_AUTH.remedy}`);
    expect(text(driver)).toContain('14:00:00 ✖ 401 from ws://127.0.0.1/logs/tail');
    expect(text(driver.press('j'))).toContain('line 7: the value is no number: up abc');
  });

  it('tell what was lost, the newest first', () => {
    const run = growingSession();
    run.commit(60, [aLog(1), aGap(5, { gapId: 'a', detail: 'tail closed 1006', missing: 12 }), aGap(30, { gapId: 'b', until: at(42.4), detail: 'ring overrun', missing: 0, recovered: 3_104 })]);
    const rows = new Driver(run.session, { screen: 'sources', size: { columns: 100, rows: 30 } }).screen();
    const first = rows.findIndex((row) => row.includes('14:00:30 12 s: ring overrun; 0 missing, 3,104 back-filled'));
    expect(first).toBeGreaterThan(0);
    expect(rows[first + 1]).toContain('14:00:05 5.0 s: tail closed 1006; 12 missing');
  });

  it('tell how many traces were kept and left out, of the chosen one where it is sampled', () => {
    const run = growingSession();
    const sampling = (id: string, kept: number, dropped: number) => ({ kind: 'sampling', at: at(1), id, kept, dropped }) as const;
    run.commit(1, [sampling('rate', 1, 8), sampling('errors', 3, 0)]);
    run.commit(2, [sampling('rate', 12, 1_090)]);
    const driver = new Driver(run.session, { screen: 'sources', size: { columns: 100, rows: 30 } });
    expect(text(driver)).toContain(' traces kept: 3 failed, 12 of the rest, 1,090 left out');
    expect(text(driver.press('j'))).not.toContain('traces kept');
  });

  it('show a retry that is pending with the try and the time to go', () => {
    const run = growingSession();
    run.commit(1, [aHealth(1, { state: 'retrying', detail: 'connection refused', attempt: 3, retryAt: at(9) })]);
    expect(text(new Driver(run.session, { screen: 'sources', size: { columns: 100, rows: 30 } }))).toMatch(/↻ connection refused \(try 3 at 14:00:09\)/u);
  });

  it('scroll, so that the chosen one and what is known of it are in sight', () => {
    const run = growingSession(NAMES);
    run.commit(1, [], NAMES.flatMap((_, index) => from(index + 1, aHealth(0.5, { detail: `told by ${index + 1}` }))));
    for (const rows of [10, 24, 40]) {
      const driver = new Driver(run.session, { screen: 'sources', size: { columns: 100, rows } });
      for (const number of [1, 2, 20, 50]) {
        driver.press(...Array.from({ length: 60 }, () => 'k'), ...Array.from({ length: number - 1 }, () => 'j'));
        expect(text(driver)).toMatch(new RegExp(` source-${number} `));
        expect(text(driver)).toContain(`told by ${number}`);
      }
    }
  });
});
