import { describe, expect, it } from 'vitest';
import { Driver } from '../support/driver.ts';
import { growingSession } from '../support/recorded.ts';
import { fillWatched, WATCHED_SOURCES } from '../support/watched.ts';

function watched(columns = 120): Driver {
  const run = growingSession(WATCHED_SOURCES);
  fillWatched(run);
  return new Driver(run.session, { screen: 'slos', size: { columns, rows: 24 } });
}

const text = (driver: Driver): string => driver.screen().join('\n');

describe('the SLOs', () => {
  it('are asked for where nobody tells of them', () => {
    expect(text(new Driver(growingSession([]).session, { screen: 'slos' }))).toContain('No SLO is known.');
  });

  it('show target, achieved, budget left and burn, the least budget first', () => {
    const rows = watched().screen().filter((row) => /%.*%/.test(row) && row.includes('×'));
    expect(rows.slice(0, 3).map((row) => row.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/✖ missed Settlement within five seconds 99 % 98.1 % ░{20} 0 % 1.9× 7d/u),
      expect.stringMatching(/▲ at risk Oracle Availability 99.9 % 99.87 % ▓▓░{18} 12 % 1.3× 30d/u),
      expect.stringMatching(/✔ met Anchor Latency P99 99.9 % 99.93 % ▓{6}░{14} 30 % 0.7× 30d/u),
    ]);
  });

  it('keep every figure at 80 columns', () => {
    expect(text(watched(80))).toMatch(/✔ met +Anchor Latency P99 +99.9 % +99.93 % +▓▓▓░░░░░░░ +30 %/u);
  });

  it('report the one under the cursor and what was reported before', () => {
    const seen = text(watched().press('j', 'j'));
    expect(seen).toContain('99th percentile anchor latency under 30 seconds');
    expect(seen).toContain('30.2 of 43.2 minutes of errors spent');
    expect(seen).toContain('88 bad of 125,000 requests');
    expect(seen).toContain('14:00:01 99.95 %, 50 % of the budget left');
  });
});
