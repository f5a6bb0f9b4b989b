import { describe, expect, it } from 'vitest';
import { Driver } from '../../support/driver.ts';
import { recordedSession } from '../../support/recorded.ts';
import { aLog } from '../../support/session.ts';

const rows = [
  aLog(0, { message: 'started', service: 'api' }),
  aLog(1, { message: 'failed\n  at main.go:9', level: 'error', service: 'api', node: 'n1' }),
  aLog(2, { message: '\u001b[32mstopped\u001b[0m', attributes: { code: 0, why: 'told to' }, traceId: 'c0ffee' }),
];

function logs(): Driver {
  return new Driver(recordedSession(rows), { size: { columns: 100, rows: 24 } });
}

describe('copying rows of the list', () => {
  it('copies what is on the screen while nothing is marked, oldest first, with time, level and place', () => {
    const driver = logs().press('ctrl+y');
    expect(driver.effects).toEqual([
      {
        kind: 'copy',
        text: ['2026-11-21T14:00:00.000000Z INFO api started', '2026-11-21T14:00:01.000000Z ERROR api/n1 failed\n  at main.go:9', '2026-11-21T14:00:02.000000Z INFO stopped  code=0  why=told to  trace_id=c0ffee'],
      },
    ]);
    expect(driver.toast).toBe('Copied 3 rows (OSC 52).');
  });

  it('copies the marked rows alone, also those that a filter hides', () => {
    const driver = logs().press('m', 'k', 'k', 'm', 'f').type('level>=error').press('enter', 'ctrl+y');
    expect(driver.effects).toEqual([{ kind: 'copy', text: ['2026-11-21T14:00:00.000000Z INFO api started', '2026-11-21T14:00:02.000000Z INFO stopped  code=0  why=told to  trace_id=c0ffee'] }]);
    expect(driver.toast).toBe('Copied 2 marked rows (OSC 52).');
  });

  it('says so where there is no row', () => {
    const driver = logs().press('f').type('level>=fatal').press('enter', 'ctrl+y');
    expect(driver.effects).toEqual([]);
    expect(driver.toast).toBe('There is no row to copy.');
  });
});
