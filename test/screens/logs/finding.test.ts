import { describe, expect, it } from 'vitest';
import type { LogDraft } from '../../../src/model/signal.ts';
import { Driver } from '../../support/driver.ts';
import { sharedSession } from '../../support/recorded.ts';
import { aLog } from '../../support/session.ts';
import { cursor, modelOf, shown, stateOf } from './logs-view.ts';

/** A row of it is the bar over the recording, which is closed. */
const SIZE = { columns: 120, rows: 25 };

/** Every tenth row a warning, every 25th an error, every 100th fatal; api and db in turn. */
function row(number: number): LogDraft {
  const level = number % 100 === 0 ? 'fatal' : number % 25 === 0 ? 'error' : number % 10 === 0 ? 'warn' : 'info';
  return aLog(number, { message: `row ${number}`, level, service: number % 2 === 0 ? 'api' : 'db', node: 'n1', attributes: { status: number % 7 === 0 ? 504 : 200, path: '/Pay', nested: { depth: number } } });
}

const session = sharedSession((run) => {
  run.commit(400, Array.from({ length: 300 }, (_, index) => row(index + 1)));
  run.finish();
});

function fresh(): Driver {
  return new Driver(session(), { screen: 'logs', size: SIZE });
}

function filtered(text: string): Driver {
  return fresh().press('f').type(text).press('enter');
}

function names(...numbers: readonly number[]): string[] {
  return numbers.map((number) => `row ${number}`);
}

describe('a filter', () => {
  it('hides what does not match, and keeps following', () => {
    expect(shown(filtered('level>=error'))).toEqual([...names(25, 50, 75, 100, 125, 150, 175, 200, 225, 250, 275), '>row 300']);
    expect(shown(filtered('level>=error service:db'))).toEqual([...names(25, 75, 125, 175, 225), '>row 275']);
  });

  it('is shown with what it hides, and cleared with Esc', () => {
    const driver = filtered('"no such words"');
    expect(driver.screen().join('\n')).toContain('No rows match "no such words". 300 rows are hidden. Esc clears the filter.');
    expect(shown(driver.press('esc')).length).toBe(19);
  });

  it('counts its matches while it is typed', () => {
    const driver = fresh().press('f').type('status>=500');
    expect(driver.screen().join('\n')).toContain('42 of the rows looked at match');
    expect(shown(driver).filter((name) => name.startsWith('row')).length).toBe(18);
  });

  it('points at a mistake with a caret, and leaves the rows as they were', () => {
    const driver = fresh().press('f').type('level>=sever');
    const [message = '', carets = '', edited = ''] = driver.screen().slice(-3);
    expect(message).toContain('this is no level');
    expect(edited).toContain('level>=sever');
    expect(carets.indexOf('▾')).toBe(edited.indexOf('sever'));
    expect(carets.trim()).toBe('▾▾▾▾▾');
  });

  it('keeps the cursor on its row where that row still matches, else on the next one', () => {
    const driver = fresh().press('E');
    expect(cursor(driver)[0]).toBe('row 275');
    driver.press('f').type('level>=error').press('enter');
    expect(cursor(driver)[0]).toBe('row 275');
    driver.press('f', 'ctrl+u').type('level=warn').press('enter');
    expect(cursor(driver)[0]).toBe('row 280');
    const late = fresh().press('k', 'f').type('level>=error service:db').press('enter');
    expect(cursor(late)).toEqual(['row 275', 5]);
    expect(cursor(late.press('k'))[0]).toBe('row 225');
  });

  it('fills the list with what it shows, wherever the cursor was', () => {
    const driver = fresh().press('k').press('f').type('level>=warn').press('enter');
    expect(shown(driver).length).toBe(19);
    expect(shown(driver.press('esc')).length).toBe(19);
  });

  it('moves only over what it shows', () => {
    const driver = filtered('level>=error').press('k', 'k');
    expect(cursor(driver)[0]).toBe('row 250');
    expect(cursor(driver.press('j'))[0]).toBe('row 275');
    expect(cursor(driver.press('g'))[0]).toBe('row 25');
  });

  it('shows rows around its matches on demand, each row once', () => {
    const driver = filtered('row 5*').press('esc', 'f').type('message:"row 50"').press('enter', 'C');
    expect(shown(driver)).toEqual(['~row 48', '~row 49', 'row 50', '~row 51', '>~row 52']);
    driver.press('f', 'ctrl+u').type('(message:"row 50" OR message:"row 52")').press('enter');
    expect(shown(driver).map((name) => name.replace('>', ''))).toEqual(['~row 48', '~row 49', 'row 50', '~row 51', 'row 52', '~row 53', '~row 54']);
    expect(driver.screen().join('\n')).toContain('±2 rows');
    expect(driver.press('C', 'C', 'C').screen().join('\n')).not.toContain('±');
  });
});

describe('a search', () => {
  it('marks its hits and hides nothing', () => {
    const driver = fresh().press('/').type('ROW 29').press('enter');
    expect(cursor(driver)[0]).toBe('row 299');
    expect(shown(driver).filter((name) => name.includes('!')).length).toBe(10);
    expect(shown(driver).length).toBe(19);
  });

  it('goes from hit to hit in both directions, and stays at the last one', () => {
    const driver = fresh().press('/').type('row 10').press('enter');
    expect(cursor(driver)[0]).toBe('row 109');
    expect(cursor(driver.press('N'))[0]).toBe('row 108');
    expect(cursor(driver.press('N', 'N', 'N', 'N', 'N', 'N', 'N', 'N', 'N', 'N', 'N'))[0]).toBe('row 10');
    expect(cursor(driver.press('n'))[0]).toBe('row 100');
  });

  it('finds what stands in a field that is no column, and shows that the row has it', () => {
    const driver = fresh().press('/').type('/pay').press('enter');
    expect(driver.app.prompt?.refused).toBeDefined();
    driver.press('ctrl+u').type('pay').press('enter');
    expect(modelOf(driver).hits.every(Boolean)).toBe(true);
  });

  it('takes a regular expression between slashes', () => {
    const driver = fresh().press('/').type('/row 2[57]5$/').press('enter');
    expect(cursor(driver)[0]).toBe('row 275');
    expect(cursor(driver.press('N'))[0]).toBe('row 255');
    expect(cursor(driver.press('N'))[0]).toBe('row 255');
  });

  it('looks only among the rows that a filter shows', () => {
    const driver = filtered('service:api').press('/').type('row 29').press('enter');
    expect(cursor(driver)[0]).toBe('row 298');
    expect(cursor(driver.press('N'))[0]).toBe('row 296');
  });

  it('paints the found letters, also where small letters are longer than capital ones', () => {
    const driver = fresh().press('/').type('row 300').press('enter');
    const hits = driver.lines().flatMap((line) => line.spans.filter(({ style }) => style === 'hit').map(({ text }) => text));
    expect(hits.filter((text) => !text.startsWith('search'))).toEqual(['row 300']);
    driver.press('k', '/', 'ctrl+u').type('row 299').press('enter', 'j');
    const found = driver.lines().flatMap((line) => line.spans.filter(({ style }) => style === 'hit').map(({ text }) => text));
    expect(found).toContain('row 299');
  });
});

describe('errors and warnings', () => {
  it('are one key away in both directions, and the list scrolls only to bring them into the middle', () => {
    const driver = fresh().press('E');
    expect(cursor(driver)).toEqual(['row 275', 9]);
    expect(cursor(driver.press('E', 'E'))).toEqual(['row 225', 9]);
    expect(cursor(driver.press('e'))).toEqual(['row 250', 9]);
    expect(cursor(driver.press('W'))[0]).toBe('row 240');
    expect(cursor(driver.press('w', 'w'))[0]).toBe('row 270');
  });

  it('that do not exist leave the cursor where it is', () => {
    const driver = fresh().press('e');
    expect(cursor(driver)[0]).toBe('row 300');
    expect(cursor(driver.press('g', 'E'))[0]).toBe('row 1');
  });

  it('say so where there is none further on', () => {
    expect(fresh().press('e').toast).toBe('No newer error.');
    expect(fresh().press('g', 'E').toast).toBe('No older error.');
    expect(fresh().press('g', 'W').toast).toBe('No older warning.');
    expect(fresh().press('/').type('nothing like it').press('enter').toast).toBe('No row has nothing like it.');
    expect(fresh().press('/').type('row 1').press('enter', 'g', 'N').toast).toBe('No older hit.');
  });
});

describe('marks', () => {
  it('are set, shown, visited in order and taken away', () => {
    const driver = fresh().press('k', 'm', 'pgup', 'm', 'pgup', 'm');
    expect(stateOf(driver).marks.length).toBe(3);
    expect(shown(driver)[0]).toBe('>*row 263');
    expect(driver.screen()[4]).toContain('◆');
    expect(cursor(driver.press('u'))[0]).toBe('row 281');
    expect(cursor(driver.press('u'))[0]).toBe('row 299');
    expect(cursor(driver.press('u'))[0]).toBe('row 299');
    expect(cursor(driver.press('U', 'U', 'U'))[0]).toBe('row 263');
    expect(stateOf(driver.press('m')).marks.length).toBe(2);
  });

  it('do not stop a list that follows', () => {
    const driver = fresh().press('m');
    expect(driver.screen()[3]).toContain('at the newest');
    expect(shown(driver).at(-1)).toBe('>*row 300');
  });
});

describe('a jump to a time', () => {
  it('puts the cursor on the first row of that moment', () => {
    const driver = fresh().press('t').type('14:02:30').press('enter');
    expect(cursor(driver)[0]).toBe('row 150');
    expect(driver.app.time.cursor).toBe(row(150).at);
    expect(shown(driver).length).toBe(19);
  });

  it('is left with G, which returns to live', () => {
    const driver = fresh().press('t').type('14:02:30').press('enter', 'G');
    expect(driver.app.playhead).toEqual({ mode: 'follow' });
    expect(driver.app.time.cursor).toBeUndefined();
    expect(cursor(driver)[0]).toBe('row 300');
  });

  it('is kept by End, which goes to the newest row that was known then', () => {
    const driver = fresh().press('space', 'g', 'end');
    expect(cursor(driver)[0]).toBe('row 300');
    expect(driver.app.playhead.mode).not.toBe('follow');
  });
});
