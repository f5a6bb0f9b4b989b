import { describe, expect, it } from 'vitest';
import { Driver } from '../../support/driver.ts';
import { sharedSession } from '../../support/recorded.ts';
import { aLog } from '../../support/session.ts';
import { shown } from './logs-view.ts';

// One key press looks at 100,000 rows at most: the needle lies behind them.
const ROWS = 120_000;

const session = sharedSession((run) => {
  for (let first = 0; first < ROWS; first += 20_000) {
    run.commit(400 + first, Array.from({ length: 20_000 }, (_, index) => aLog((first + index) / 1_000, { message: first + index === 7 ? 'the needle' : 'straw' })));
  }
  run.finish();
});

describe('a search longer than one key press can take', () => {
  it('says how far it came and goes on from there', () => {
    const driver = new Driver(session(), { screen: 'logs', size: { columns: 120, rows: 24 } });
    driver.press('/').type('needle').press('enter');
    expect(driver.screen().join('\n')).toMatch(/No row has needle up to \d\d:\d\d:\d\d, 100,000 rows on\. N looks further\./);
    driver.press('N');
    expect(shown(driver)).toContain('>!the needle');
  });
});
