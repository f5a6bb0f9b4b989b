import { describe, expect, it } from 'vitest';
import type { LogDraft } from '../../../src/model/signal.ts';
import { Driver } from '../../support/driver.ts';
import { growingSession, sharedSession, type Growing } from '../../support/recorded.ts';
import { aGap, aLog } from '../../support/session.ts';
import { cursor, modelOf, shown } from './logs-view.ts';

/** 80x24 leaves 19 rows for the list. */
const SIZE = { columns: 80, rows: 24 };
const HEIGHT = 19;

function rows(first: number, last: number): LogDraft[] {
  return Array.from({ length: last - first + 1 }, (_, index) => aLog(first + index, { message: `row ${first + index}` }));
}

function range(first: number, last: number): string[] {
  return rows(first, last).map(({ message }) => message);
}

function growing(...drafts: readonly LogDraft[]): { readonly run: Growing; readonly driver: Driver } {
  const run = growingSession();
  run.commit(100, drafts);
  return { run, driver: new Driver(run.session, { screen: 'logs', size: SIZE }) };
}

describe('following', () => {
  it('shows the newest rows with the cursor on the last one, and runs on as rows arrive', () => {
    const { run, driver } = growing(...rows(1, 50));
    expect(shown(driver)).toEqual([...range(32, 49), '>row 50']);
    run.commit(101, rows(51, 53));
    expect(shown(driver)).toEqual([...range(35, 52), '>row 53']);
    expect(driver.screen()[3]).toContain('at the newest');
  });

  it('sorts by event time, not by the order of learning', () => {
    const { run, driver } = growing(...rows(1, 5));
    run.commit(101, [aLog(2.5, { message: 'late' }), aLog(5, { message: 'tie' })]);
    expect(shown(driver)).toEqual(['row 1', 'row 2', 'late', 'row 3', 'row 4', 'row 5', '>tie']);
  });

  it('stays where it is when one moves down at the newest row', () => {
    const { driver } = growing(...rows(1, 50));
    driver.press('j', 'pgdn', 'ctrl+d');
    expect(driver.screen()[3]).toContain('at the newest');
  });
});

describe('an anchored cursor', () => {
  it('stands still on the screen while new rows arrive', () => {
    const { run, driver } = growing(...rows(1, 50));
    driver.press('k', 'k', 'k');
    const before = shown(driver);
    expect(cursor(driver)).toEqual(['row 47', 15]);
    for (let batch = 0; batch < 5; batch += 1) {
      run.commit(300 + batch, rows(51 + batch * 40, 90 + batch * 40));
      expect(shown(driver)).toEqual(before);
    }
    expect(driver.screen()[3]).toMatch(/about 20[34] newer · G newest/);
    // Of how many of them a filter lets through nothing is known.
    expect(driver.press('f').type('service:anchor').press('enter').screen()[3]).toMatch(/filter: service:anchor (▼ G newest|at the newest)/u);
  });

  it('has older rows above it where a screen that has grown would have room left below', () => {
    const { driver } = growing(...rows(1, 50));
    driver.press('k', 'k', 'k');
    driver.size = { ...SIZE, rows: SIZE.rows + 10 };
    expect(shown(driver)).toEqual([...range(22, 46), '>row 47', ...range(48, 50)]);
    expect(driver.screen()[3]).toContain('3 newer');
  });

  it('stands still while rows with an older time arrive late above it', () => {
    const { run, driver } = growing(...rows(1, 50));
    driver.press('k', 'k', 'k');
    run.commit(101, Array.from({ length: 8 }, (_, index) => aLog(40.1 + index / 10, { message: `late ${index}` })));
    expect(cursor(driver)).toEqual(['row 47', 15]);
    expect(shown(driver)).toContain('late 7');
  });

  it('stands still in a list that was not full, until it is', () => {
    const { run, driver } = growing(...rows(1, 5));
    driver.press('k');
    expect(cursor(driver)).toEqual(['row 4', 3]);
    run.commit(101, rows(6, 60));
    expect(cursor(driver)).toEqual(['row 4', 3]);
    expect(shown(driver)).toEqual(['row 1', 'row 2', 'row 3', '>row 4', ...range(5, HEIGHT)]);
  });

  it('survives a change of size', () => {
    const { driver } = growing(...rows(1, 50));
    driver.press('k', 'k', 'k');
    driver.size = { columns: 80, rows: 14 };
    expect(cursor(driver)[0]).toBe('row 47');
    expect(modelOf(driver).window.rows.length).toBe(10);
    driver.size = SIZE;
    expect(cursor(driver)[0]).toBe('row 47');
  });

  it('comes back where it was when one returns from another screen', () => {
    const { driver } = growing(...rows(1, 50));
    driver.press('pgup', 'k', 'k');
    const before = shown(driver);
    driver.press('3', '1', 'esc', '2');
    expect(shown(driver)).toEqual(before);
  });
});

describe('moving', () => {
  const session = sharedSession((run) => {
    run.commit(100, rows(1, 100));
  });
  const fresh = (): Driver => new Driver(session(), { screen: 'logs', size: SIZE });

  it('goes row by row and scrolls at the edges only', () => {
    const driver = fresh().press(...Array.from({ length: 18 }, () => 'k'));
    expect(cursor(driver)).toEqual(['row 82', 0]);
    expect(cursor(driver.press('k', 'k'))).toEqual(['row 80', 0]);
    expect(cursor(driver.press('j'))).toEqual(['row 81', 1]);
  });

  it('goes by pages and half pages that overlap by a row', () => {
    const driver = fresh().press('pgup');
    expect(cursor(driver)).toEqual(['row 82', 0]);
    expect(cursor(driver.press('b'))).toEqual(['row 64', 0]);
    expect(shown(driver)).toEqual(['>row 64', ...range(65, 82)]);
    expect(cursor(driver.press('ctrl+f'))).toEqual(['row 82', 18]);
    expect(cursor(driver.press('ctrl+u'))).toEqual(['row 73', 9]);
    expect(cursor(driver.press('ctrl+d'))).toEqual(['row 82', 18]);
  });

  it('goes to both ends and stays there', () => {
    const driver = fresh().press('g');
    expect(shown(driver)).toEqual(['>row 1', ...range(2, HEIGHT)]);
    expect(cursor(driver.press('k', 'pgup', 'ctrl+u'))).toEqual(['row 1', 0]);
    expect(cursor(driver.press('G'))).toEqual(['row 100', HEIGHT - 1]);
    expect(driver.screen()[3]).toContain('at the newest');
  });

  it('follows again from the last row on', () => {
    const driver = fresh().press('k', 'j');
    expect(cursor(driver)[0]).toBe('row 100');
    expect(driver.press('j').screen()[3]).toContain('at the newest');
  });

  it('walks the whole list down and up without leaving out a row', () => {
    const seen = (chord: string, driver: Driver): string[] => {
      const names: string[] = [];
      for (let step = 0; step < 100; step += 1) {
        names.push(cursor(driver)[0]);
        driver.press(chord);
      }
      return names;
    };
    expect(seen('j', fresh().press('g'))).toEqual(range(1, 100));
    expect(seen('k', fresh())).toEqual(range(1, 100).toReversed());
  });
});

describe('gap rows', () => {
  it('stand where the rows are missing, with what is known of them', () => {
    const { run, driver } = growing(...rows(1, 10), ...rows(20, 25));
    run.commit(101, [aGap(11, { until: aLog(19).at, missing: 9, recovered: 3, detail: 'tail closed 1006' })]);
    expect(shown(driver)).toEqual([...range(1, 10), 'gap', ...range(20, 24), '>row 25']);
    const text = driver.screen().find((row) => row.includes('gap')) ?? '';
    expect(text).toMatch(/^ ?── 14:00:11 gap 8\.0 s · tail closed 1006 · 9 missing · back-filled 3 ─+$/u);
  });

  it('change as the gap does, and stay one row', () => {
    const { run, driver } = growing(...rows(1, 5), ...rows(20, 22));
    run.commit(101, [aGap(6, { missing: 14 })]);
    run.commit(102, [aGap(6, { missing: 0, recovered: 14 }), ...rows(6, 19)]);
    expect(shown(driver).filter((name) => name === 'gap')).toEqual(['gap']);
    expect(driver.screen().find((row) => row.includes('gap'))).toContain('0 missing · back-filled 14');
  });

  it('are seen before the first row and after the last one', () => {
    const { run, driver } = growing(...rows(10, 12));
    run.commit(101, [aGap(2, { gapId: 'before' }), aGap(50, { gapId: 'after' })]);
    expect(shown(driver)).toEqual(['gap', 'row 10', 'row 11', 'row 12', '>gap']);
  });

  it('alone are still rows', () => {
    const { run, driver } = growing();
    run.commit(101, [aGap(50)]);
    expect(shown(driver)).toEqual(['>gap']);
  });

  it('can be walked over and paged past', () => {
    const { run, driver } = growing(...rows(1, 40));
    run.commit(101, [aGap(25.5, { gapId: 'a' }), aGap(10.5, { gapId: 'b' })]);
    driver.press('g');
    const seen: string[] = [];
    for (let step = 0; step < 42; step += 1) {
      seen.push(cursor(driver)[0]);
      driver.press('j');
    }
    expect(seen).toEqual([...range(1, 10), 'gap', ...range(11, 25), 'gap', ...range(26, 40)]);
  });
});
