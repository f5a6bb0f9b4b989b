import { describe, expect, it } from 'vitest';
import { Driver } from '../support/driver.ts';
import { sharedSession } from '../support/recorded.ts';
import { aLog } from '../support/session.ts';

const small = sharedSession((run) => {
  run.commit(1, [aLog(0.5)]);
});

describe('the help', () => {
  const opened = (): Driver => new Driver(small(), { screen: 'story', size: { columns: 80, rows: 24 } }).press('?');

  it('cuts neither the name of a command nor what it does', () => {
    const driver = opened();
    const shown: string[] = [];
    for (let page = 0; page < 30; page += 1) shown.push(...driver.press('pgdn').screen().slice(2, -1));
    expect(shown.filter((row) => row.includes('…'))).toEqual([]);
  });

  it('goes to its end and back, and leaves by the key that its footer names', () => {
    const driver = opened();
    const first = driver.screen();
    expect(first.at(-1)).toContain('Esc back');
    expect(driver.press('G').screen()).not.toEqual(first);
    expect(driver.press('g').screen()).toEqual(first);
    expect(driver.press('esc').app.screen).toBe('story');
  });
});
