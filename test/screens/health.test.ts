import { describe, expect, it } from 'vitest';
import { Driver } from '../support/driver.ts';
import { growingSession } from '../support/recorded.ts';
import { fillWatched, WATCHED_SOURCES } from '../support/watched.ts';

function watched(rows = 24): Driver {
  const run = growingSession(WATCHED_SOURCES);
  fillWatched(run);
  return new Driver(run.session, { screen: 'health', size: { columns: 100, rows } });
}

const text = (driver: Driver): string => driver.screen().join('\n');

describe('the health of systems', () => {
  it('is asked for where nobody tells of it', () => {
    expect(text(new Driver(growingSession([]).session, { screen: 'health' }))).toContain('No system tells of its health.');
  });

  it('shows every system with version and uptime, grown since it was told', () => {
    expect(text(watched())).toMatch(/portal {2}version 2\.0\.6 {2}up 1h 05m/);
    expect(text(watched())).toMatch(/gateway {2}version 1\.4\.0 {2}up 6m 2\ds/);
  });

  it('shows the worst check first, since when, and its own words', () => {
    const rows = watched().screen();
    const anchor = rows.findIndex((row) => /▲ degraded +anchor +for 3m 01s +degraded: 143 anchors wait/u.test(row));
    expect(anchor).toBeGreaterThan(0);
    expect(rows[anchor + 1]).toMatch(/✔ ok +audit/u);
  });

  it('tells what the check under the cursor said before, the newest first', () => {
    const rows = watched().press('j').screen();
    const told = rows.findIndex((row) => row.includes('── anchor said'));
    expect(rows[told + 1]).toContain('14:01:59 ▲ degraded');
    expect(rows[told + 2]).toContain('14:00:01 ✔ ok');
  });

  it('keeps the cursor in sight on a small screen', () => {
    const driver = watched(12);
    for (let step = 0; step < 7; step += 1) driver.press('j');
    expect(text(driver)).toMatch(/✖ failing +ready +for 4m 59s +status 503/u);
  });
});
