import { describe, expect, it } from 'vitest';
import { lineWidth } from '../../src/lib/line.ts';
import { SCREENS } from '../../src/screens/index.ts';
import { Driver } from '../support/driver.ts';
import { FORBIDDEN, HOSTILE } from '../support/builders.ts';
import { fillHostile, HOSTILE_SOURCES } from '../support/hostile-session.ts';
import { growingSession, sharedSession } from '../support/recorded.ts';
import { aHealth, aLog, at, from } from '../support/session.ts';

const small = sharedSession((run) => {
  run.commit(1, [aHealth(0), aLog(0.5)]);
});
const hostile = sharedSession(fillHostile, HOSTILE_SOURCES);

/** What is wrong with the whole screen, which is exactly as large as the terminal. */
function faults(driver: Driver): readonly string[] {
  const { columns, rows } = driver.size;
  const lines = driver.lines();
  return [
    ...(lines.length === rows ? [] : [`${lines.length} lines on ${rows} rows`]),
    ...lines.filter((row) => lineWidth(row) > columns).map((row) => `${lineWidth(row)} cells of ${columns}`),
    ...lines.flatMap((row) => row.spans).filter(({ text }) => FORBIDDEN.test(text)).map(({ text }) => JSON.stringify(text)),
  ];
}

describe('the whole screen', () => {
  it('is exactly as large as the terminal, whatever it shows', () => {
    for (const session of [small(), hostile()]) {
      for (const [columns, rows] of [[1, 1], [39, 9], [40, 10], [60, 12], [80, 24], [160, 40], [200, 60]] as const) {
        for (const { id } of SCREENS) {
          const driver = new Driver(session, { screen: id, size: { columns, rows } });
          expect([`${id} ${columns}x${rows}`, ...faults(driver)]).toEqual([`${id} ${columns}x${rows}`]);
        }
      }
    }
  });

  it('stays so while any prompt is open, with any text in it', () => {
    const driver = new Driver(small(), { screen: 'logs', size: { columns: 80, rows: 24 } });
    for (const open of driver.registry.prompts.keys()) {
      for (const text of [...HOSTILE, '', 'x'.repeat(500), 'level>=nonsense', `漢字 ${'漢'.repeat(100)}`]) {
        driver.dispatch([{ type: 'prompt', open, text }]);
        expect([open, text, ...faults(driver)]).toEqual([open, text]);
        driver.press('home', 'right', 'enter').dispatch([{ type: 'prompt-state', prompt: undefined }, { type: 'show', screen: 'logs' }]);
      }
    }
  });

  it('shows the caret under a whole character, and keeps it in sight in a long line', () => {
    const driver = new Driver(small(), { screen: 'logs', size: { columns: 60, rows: 24 } }).press('f').paste('a😀b').press('left', 'left');
    const under = driver.lines().at(-1)?.spans.find(({ style }) => style === 'hit');
    expect(under?.text).toBe('😀');
    driver.press('end').paste('x'.repeat(200));
    expect(driver.screen().at(-1)).toContain('█');
    driver.press('home');
    expect(driver.lines().at(-1)?.spans.find(({ style }) => style === 'hit')?.text).toBe('a');
  });

  it('says what it sends the terminal where that was asked for, beside what was lost', () => {
    const facts = { screen: { bytesPerSecond: 4_700, fps: 1.94 } };
    const rows = [{}, facts].map((given) => new Driver(small(), { facts: given, size: { columns: 160, rows: 24 } }).screen()[1]);
    expect(rows[0]).not.toContain('screen');
    expect(rows[1]).toMatch(/ screen 4\.\d Ki?B\/s 1\.9 fps {2}drop 0 /);
    expect(new Driver(small(), { facts, size: { columns: 80, rows: 24 } }).screen()[1]).toMatch(/ screen 4\.\d Ki?B\/s 1\.9 fps/);
  });

  it('lets a long message go on in a second line, since what helps stands at its end', () => {
    const driver = new Driver(small(), { screen: 'logs', size: { columns: 80, rows: 24 } });
    driver.dispatch([{ type: 'toast', text: `${'one word after another '.repeat(4)}and what helps.`, tone: 'warn' }]);
    expect(faults(driver)).toEqual([]);
    expect(driver.screen().slice(-2).join(' ')).toContain('another and what helps.');
    for (const text of HOSTILE) expect(faults(driver.dispatch([{ type: 'toast', text: text.repeat(60), tone: 'bad' }]))).toEqual([]);
  });

  it('says the size it needs where the terminal is too small, and goes on', () => {
    const driver = new Driver(small(), { size: { columns: 39, rows: 9 } });
    expect(driver.screen()[0]).toContain('obs-tui needs 40x10');
    driver.size = { columns: 40, rows: 10 };
    expect(driver.screen()[0]).toContain('FOLLOWING');
  });

  it('puts a second pane beside the first from its width on', () => {
    const driver = new Driver(small(), { screen: 'logs', size: { columns: 159, rows: 30 } });
    expect(driver.screen().slice(2, -1).some((row) => row.includes('│'))).toBe(false);
    driver.size = { columns: 160, rows: 30 };
    expect(driver.screen().slice(2, -1).every((row) => row[115] === '│')).toBe(true);
  });
});

describe('the header', () => {
  it('says in words where the playhead is', () => {
    const run = growingSession();
    run.commit(1, [aLog(1)]);
    const driver = new Driver(run.session, { screen: 'overview', size: { columns: 80, rows: 24 } });
    expect(driver.screen()[0]).toContain('● FOLLOWING  14:00:01 UTC');
    driver.press('space');
    run.commit(60, Array.from({ length: 1_284 }, (_, index) => aLog(1 + index / 100)));
    expect(driver.screen()[0]).toContain('❚❚ PAUSED +1,284');
    expect(driver.press(',', '>').screen()[0]).toContain('▶ REPLAY ×2 14:00:00 UTC');
    run.finish();
    expect(driver.press('L').screen()[0]).toContain('REPLAY');
  });

  it('says what is wrong with the recorder before anything else', () => {
    const lines = (facts: object): string => new Driver(small(), { facts, size: { columns: 80, rows: 24 } }).screen()[0] ?? '';
    expect(lines({ stalled: true })).toContain('✖ RECORDER STALLED');
    expect(lines({ trouble: 'the disk is full · 4,000 rows held' })).toContain('✖ the disk is full · 4,000 rows held');
    expect(lines({ recording: false })).toContain('not kept');
    expect(lines({})).toContain('REC ');
  });

  it('names ill sources before healthy ones, and counts those without room', () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((name) => ({ name, kind: 'logs-tail', target: 'ws://127.0.0.1' }));
    const run = growingSession(names);
    run.commit(1, [], names.flatMap((_, index) => from(index + 1, aHealth(0, index === 5 ? { state: 'retrying', attempt: 3, retryAt: at(9) } : index === 6 ? { state: 'refused', code: 'SOURCE_AUTH' } : {}))));
    const wide = new Driver(run.session, { size: { columns: 120, rows: 24 } }).screen()[0] ?? '';
    expect(wide).toMatch(/↻ six try 3 +✖ seven auth +✔ one/u);
    expect(wide).toMatch(/\+\d/);
    expect(new Driver(run.session, { size: { columns: 80, rows: 24 } }).screen()[0]).toMatch(/FOLLOWING {2}14:00:01 UTC.*↻ six/u);
  });

  it('is cut at the right and never where the playhead is', () => {
    for (const columns of [40, 50, 60, 80, 100]) expect(new Driver(hostile(), { size: { columns, rows: 24 } }).screen()[0]).toContain('REPLAY ❚❚ 14:00:11 UTC');
  });
});
