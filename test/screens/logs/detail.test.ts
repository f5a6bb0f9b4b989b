import { describe, expect, it } from 'vitest';
import { Driver } from '../../support/driver.ts';
import { growingSession, sharedSession } from '../../support/recorded.ts';
import { aGap, aLog } from '../../support/session.ts';
import { cursor, modelOf, shown, stateOf } from './logs-view.ts';

const SIZE = { columns: 100, rows: 30 };

const session = sharedSession((run) => {
  run.commit(60, [
    ...Array.from({ length: 40 }, (_, index) => aLog(index, { message: `filler ${index}`, service: 'mesh' })),
    aLog(50, {
      message: 'anchor failed: queue full', level: 'error', service: 'guardian', node: 'brick-02', traceId: '9f3c0a71', spanId: '52b1', rowId: '1:77',
      attributes: { duration_ms: 1_234, retry: false, caller: 'guardian/anchor.go:234', deep: { a: { b: 1 } }, list: [1, 2], gone: null, 'odd name': 'x y', long: 'z'.repeat(300) },
    }),
    aLog(51, { message: 'panic: nil map\n  at guardian/anchor.go:234\n  at main.go:9', service: 'guardian', level: 'fatal' }),
    aLog(52, { message: 'word '.repeat(40).trim(), service: 'api', attributes: { status: 200 } }),
  ]);
});

function fresh(): Driver {
  return new Driver(session(), { screen: 'logs', size: SIZE });
}

/** Fields of the open detail, by name. */
function fields(driver: Driver): ReadonlyMap<string, string> {
  return new Map(modelOf(driver).detail?.fields.map(({ name, value }) => [name, value]));
}

/** Puts the field cursor of the detail on a field. */
function onField(driver: Driver, name: string): Driver {
  const at = [...fields(driver).keys()].indexOf(name);
  return driver.press(...Array.from({ length: at }, () => 'down'));
}

describe('the detail of a row', () => {
  it('shows every field, what ties it to others first, nested ones by their path', () => {
    const driver = fresh().press('k', 'k', 'enter');
    expect([...fields(driver).keys()].slice(0, 6)).toEqual(['message', 'level', 'service', 'node', 'trace_id', 'span_id']);
    expect(Object.fromEntries(fields(driver))).toMatchObject({ duration_ms: '1234', retry: 'false', 'deep.a.b': '1', list: '[1,2]', gone: 'null', 'row id': '1:77' });
    expect(driver.screen().join('\n')).toContain('│ trace_id');
  });

  it('keeps the lines of a stack trace', () => {
    const driver = fresh().press('k', 'enter');
    const text = driver.screen().join('\n');
    expect(text).toContain('panic: nil map ⏎ +2 lines');
    expect(text).toMatch(/│ message +panic: nil map\n│ {2,}at guardian\/anchor\.go:234\n│ {2,}at main\.go:9/u);
  });

  it('stops the list from running away under it', () => {
    const run = growingSession();
    run.commit(1, [aLog(0.5, { message: 'old' })]);
    const driver = new Driver(run.session, { screen: 'logs', size: SIZE }).press('enter');
    run.commit(2, Array.from({ length: 50 }, (_, index) => aLog(1 + index / 50, { message: 'new' })));
    expect(fields(driver).get('message')).toBe('old');
    expect(cursor(driver)[0]).toBe('old');
  });

  it('moves its own cursor with the arrows, and stops at both ends', () => {
    const driver = fresh().press('k', 'k', 'enter', 'up');
    expect(stateOf(driver).field).toBe(0);
    const last = fields(driver).size - 1;
    driver.press(...Array.from({ length: 60 }, () => 'down'));
    expect(stateOf(driver).field).toBe(last);
    expect(driver.screen().join('\n')).toContain('row id');
    expect(cursor(driver)[0]).toContain('anchor failed');
  });

  it('closes with Enter and with Esc, before anything else is cleared', () => {
    const driver = fresh().press('/').type('anchor').press('enter', 'f').type('service:guardian').press('enter', 'enter');
    expect(stateOf(driver).detail).toBe(true);
    expect(stateOf(driver.press('esc'))).toMatchObject({ detail: false, search: { text: 'anchor' } });
    expect(stateOf(driver.press('esc'))).toMatchObject({ search: undefined, filter: { text: 'service:guardian' } });
    expect(stateOf(driver.press('esc')).filter).toBeUndefined();
    expect(stateOf(fresh().press('enter', 'enter')).detail).toBe(false);
  });

  it('of a gap says so', () => {
    const run = growingSession();
    run.commit(20, [aLog(1), aGap(5)]);
    const driver = new Driver(run.session, { screen: 'logs', size: SIZE }).press('enter');
    expect(driver.screen().join('\n')).toContain('no fields');
    expect(driver.press('y').toast).toBe('There is no row to copy.');
  });
});

describe('the value under the cursor', () => {
  it('becomes a term of the filter, to show only it or to hide it', () => {
    const driver = onField(fresh().press('k', 'k', 'enter'), 'service').press('+');
    expect(stateOf(driver).filter?.text).toBe('service:guardian');
    expect(shown(driver).length).toBe(2);
    onField(driver.press('esc', 'enter'), 'level').press('-');
    expect(stateOf(driver).filter?.text).toBe('service:guardian level!=error');
    expect(shown(driver).map((name) => name.split(':')[0])).toEqual(['>panic']);
  });

  it('works for numbers, words with blanks and paths into objects', () => {
    for (const [name, text] of [['duration_ms', 'duration_ms:1234'], ['odd name', '"odd name":"x y"'], ['deep.a.b', 'deep.a.b:1']] as const) {
      const driver = onField(fresh().press('k', 'k', 'enter'), name).press('=');
      expect(stateOf(driver).filter?.text).toBe(text);
      expect(shown(driver).length).toBe(1);
    }
  });

  it('says why not where there is none', () => {
    expect(fresh().press('+').toast).toBe('Show only this value: open a row with Enter and choose a field');
    const driver = onField(fresh().press('k', 'k', 'enter'), 'row id').press('-');
    expect(driver.toast).toContain('choose a field');
  });
});

describe('copying', () => {
  it('hands out the message as it came', () => {
    expect(fresh().press('k', 'y').effects).toEqual([{ kind: 'copy', text: 'panic: nil map\n  at guardian/anchor.go:234\n  at main.go:9' }]);
  });

  it('takes the row that is seen, also where a filter hides the one that was chosen', () => {
    const driver = fresh().press('k', 'k', 'f').type('service:mesh').press('enter', 'y');
    expect(driver.effects).toEqual([{ kind: 'copy', text: 'filler 39' }]);
  });
});

describe('the columns', () => {
  it('are the operator’s choice, and give way to the message', () => {
    const driver = fresh().press('c', 'ctrl+u').type('status  node service').press('enter');
    expect(stateOf(driver).columns).toEqual(['status', 'node', 'service']);
    expect(driver.screen()[3]).toMatch(/^ time {8,}L status +node +service +message/);
    driver.size = { columns: 60, rows: 30 };
    expect(driver.screen()[3]).not.toContain('service');
  });

  it('may be none', () => {
    const driver = fresh().press('c', 'ctrl+u', 'enter');
    expect(driver.screen()[3]).toMatch(/^ time {8,}L message/);
  });

  it('are at most eight', () => {
    expect(stateOf(fresh().press('c', 'ctrl+u').type('a b c d e f g h i j').press('enter')).columns.length).toBe(8);
  });
});

describe('long messages', () => {
  it('are cut, or wrapped on demand, with the cursor row in sight', () => {
    const driver = fresh();
    driver.size = { columns: 60, rows: 24 };
    expect(driver.screen().filter((row) => row.includes('word word'))).toHaveLength(1);
    const wrapped = driver.press('r').screen().filter((row) => row.includes('word word'));
    expect(wrapped.length).toBeGreaterThan(3);
    expect(wrapped.every((row) => row.length <= 60)).toBe(true);
    expect(driver.press('r').screen().filter((row) => row.includes('word word'))).toHaveLength(1);
  });

  it('keep the cursor row in sight wherever it is, however long its neighbours are', () => {
    const run = growingSession();
    run.commit(90, Array.from({ length: 60 }, (_, index) => aLog(index, { message: `${index} ${'long '.repeat(60)}` })));
    const driver = new Driver(run.session, { screen: 'logs', size: { columns: 60, rows: 24 } }).press('r');
    for (const moves of [0, 6, 4, 3, 9, 20]) {
      driver.press(...Array.from({ length: moves }, () => 'k'));
      const selected = driver.lines().filter((row) => row.spans.some(({ inverse }) => inverse === true)).map((row) => row.spans.map(({ text }) => text).join(''));
      expect(selected[0]).toContain(cursor(driver)[0].slice(0, 8));
    }
  });

  it('scroll to the side and back, never before their beginning', () => {
    const driver = fresh().press('l');
    expect(driver.screen().find((row) => row.includes('word'))).toContain(' word word');
    expect(stateOf(driver).shift).toBe(20);
    expect(stateOf(driver.press('h', 'h', 'left')).shift).toBe(0);
  });
});
