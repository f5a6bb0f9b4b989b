import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../src/lib/text.ts';
import type { Draft } from '../../src/model/signal.ts';
import type { SourcedDraft } from '../../src/data/session/writer.ts';
import { HOSTILE } from '../support/builders.ts';
import { Driver } from '../support/driver.ts';
import { aCheck, anSlo } from '../support/facts.ts';
import { growingSession } from '../support/recorded.ts';
import { aLog, from } from '../support/session.ts';
import { fillWatched, WATCHED_SOURCES } from '../support/watched.ts';

interface Given {
  readonly drafts?: readonly Draft[];
  readonly more?: readonly SourcedDraft[];
  readonly columns?: number;
  readonly rows?: number;
}

function overview({ drafts = [], more = [], columns = 120, rows = 24 }: Given): Driver {
  const run = growingSession(WATCHED_SOURCES);
  run.commit(2, drafts, more);
  return new Driver(run.session, { screen: 'overview', size: { columns, rows } });
}

/** The row above the footer. */
function strip(given: Given): string {
  return overview(given).screen().at(-2) ?? '';
}

const check = (name: string, state: 'ok' | 'degraded' | 'failing' | 'unknown' = 'ok'): Draft => aCheck(1, { id: `check:${name}`, name, state });
const whole = (part: 'overall' | 'live' | 'ready', state: 'ok' | 'degraded' | 'failing'): Draft => aCheck(1, { id: part, part, name: part, state });

describe('the health line of the overview', () => {
  it('is not there where nobody tells of health or SLOs', () => {
    expect(overview({ drafts: [aLog(1)] }).screen().join('\n')).not.toMatch(/health +\S|slo /u);
  });

  it('names the worst check first, and the SLO with its budget', () => {
    const drafts = [check('storage'), check('anchor', 'degraded'), check('network'), check('keys', 'failing'), anSlo(1)];
    expect(strip({ drafts })).toMatch(/^ health {2}✖ keys failing {2}▲ anchor degraded {2}network ok {2}storage ok +slo {2}anchor-latency-p99 99\.95 % ▓{5}░{4} 50 % left$/u);
  });

  it('says what a system is as a whole only where no check explains it', () => {
    expect(strip({ drafts: [whole('overall', 'ok')] })).toBe(' health  portal ok');
    expect(strip({ drafts: [whole('overall', 'degraded'), check('anchor', 'degraded')] })).toBe(' health  ▲ anchor degraded');
    expect(strip({ drafts: [whole('overall', 'degraded'), check('anchor')] })).toBe(' health  ▲ portal degraded  anchor ok');
    expect(strip({ drafts: [check('anchor')], more: from(2, whole('overall', 'ok'), whole('live', 'ok'), whole('ready', 'failing')) })).toBe(' health  ✖ gateway ready failing  anchor ok  gateway ok');
  });

  it('shows SLOs alone too, the worst first', () => {
    const drafts = [anSlo(1), anSlo(1, { id: 'slo:settlement', achieved: 0.981, status: 'missed', budget: { remainingPercent: 0 } })];
    expect(strip({ drafts })).toMatch(/^ slo {2}✖ settlement 98\.1 % ░{9} 0 % left {2}anchor-latency-p99 99\.95 % ▓{5}░{4} 50 % left$/u);
  });

  it('never shows an objective as better than it is', () => {
    expect(strip({ drafts: [anSlo(1, { achieved: 0.999999 })] })).toContain('99.999 %');
    expect(strip({ drafts: [anSlo(1, { id: 'slo:', achieved: 1 })] })).toContain('slo: 100 %');
  });

  it('keeps to one line of the narrowest full screen and counts what has no room there', () => {
    const drafts = ['storage', 'network', 'audit', 'keys', 'peers', 'clock'].map((name) => check(name));
    const row = strip({ drafts: [...drafts, check('anchor', 'degraded'), anSlo(1), anSlo(1, { id: 'slo:b', name: 'B' })], columns: 80 });
    expect(row).toMatch(/^ health {2}▲ anchor degraded {2}\+6 +slo {2}anchor-latency-p99 99\.95 % {2}50 % left {2}\+1$/u);
    expect(strip({ drafts, columns: 80 })).toMatch(/^ health {2}audit ok {2}clock ok .*storage ok$/u);
  });

  it('takes one row from the errors, not more, and makes way on a low screen', () => {
    const errors = Array.from({ length: 40 }, (_, index) => aLog(1, { level: 'error', message: `error ${index}` }));
    const shown = (given: Given): number => overview(given).screen().filter((row) => / E .*error \d/u.test(row)).length;
    expect(shown({ drafts: errors })).toBe(shown({ drafts: [...errors, check('storage')] }) + 1);
    expect(strip({ drafts: [...errors, check('storage')], columns: 80 })).toBe(' health  storage ok');
    expect(strip({ drafts: [...errors, check('storage')], rows: 12 })).toMatch(/error \d/u);
  });

  it('moves the cursor over the errors that are seen beside it', () => {
    const errors = Array.from({ length: 40 }, (_, index) => aLog(1 + index / 100, { level: 'error', message: `error ${index}` }));
    const driver = overview({ drafts: [...errors, check('storage')] }).press(...Array.from({ length: 60 }, () => 'j'));
    expect(driver.lines().some((row) => row.spans.some(({ inverse }) => inverse === true))).toBe(true);
  });

  it('is as wide as the screen at most, whatever was recorded', () => {
    const run = growingSession(WATCHED_SOURCES);
    fillWatched(run);
    run.commit(400, HOSTILE.flatMap((text, index) => [aCheck(399, { id: `check:${index}`, name: text, state: 'failing' }), anSlo(399, { id: `slo:${text}`, name: text, achieved: 0 })]));
    for (const columns of [40, 80, 100, 160]) {
      const row = new Driver(run.session, { screen: 'overview', size: { columns, rows: 24 } }).screen().at(-2) ?? '';
      expect(cellWidth(row)).toBeLessThanOrEqual(columns);
      expect(row).toMatch(/^ health/u);
    }
  });
});
