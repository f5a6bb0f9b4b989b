import { describe, expect, it } from 'vitest';
import type { TracesState } from '../../../src/screens/traces/state.ts';
import { Driver } from '../../support/driver.ts';
import { growingSession } from '../../support/recorded.ts';
import { aLog, aSpan } from '../../support/session.ts';
import { LOGS, story } from './story.ts';

/** The settlement of the story, opened from the list. */
function opened(columns = 120, rows = 40): Driver {
  return new Driver(story().session, { screen: 'traces', size: { columns, rows } }).press('s', 'enter');
}

function selected(driver: Driver): string {
  const row = driver.lines().find((line) => line.spans.some((piece) => piece.inverse === true));
  return row?.spans.map((piece) => piece.text).join('').trim() ?? '';
}

function rowOf(driver: Driver, name: string): string {
  return driver.screen().slice(4).find((row) => row.includes(name)) ?? '';
}

describe('the waterfall', () => {
  it('begins with what the trace was and where its time went, in words', () => {
    const head = opened().screen().slice(2, 4);
    expect(head[0]).toBe(' http_request  2.34 s  ✖ 2 errors  17 spans  portal → treasury → ledger → guardian → redis → other');
    expect(head[1]).toMatch(/^ bottleneck: anchor_request \d+ ms is \d+ % of the critical path$/u);
  });

  it('marks errors, the critical path in glyph and word, and what is odd with a letter that it explains', () => {
    const driver = opened();
    expect(rowOf(driver, 'emit_receipt')).toMatch(/^✖/u);
    expect(rowOf(driver, 'anchor_request')).toMatch(/▓.* 2 s +critical \d+ %$/u);
    expect(rowOf(driver, 'lost')).toMatch(/^ O other .*[^%]$/u);
    expect(driver.screen().join('\n')).toContain(' O orphan');
  });

  it('says on narrow screens too what is critical', () => {
    expect(rowOf(opened(80, 24), 'anchor_request')).toMatch(/^ {2}▓/u);
  });

  it('folds repeats into one row and shows them one by one when asked', () => {
    const driver = opened();
    expect(driver.screen().filter((row) => row.includes('GET'))).toHaveLength(1);
    expect(rowOf(driver, 'GET')).toMatch(/^✖ .*▸ ×12 GET .* 720 ms/u);
    driver.press('G', 'k', 'l');
    expect(driver.screen().filter((row) => row.includes('GET'))).toHaveLength(13);
  });

  it('folds a span with all that is below it, and says how many', () => {
    const driver = opened().press('g', 'enter');
    expect(rowOf(driver, 'http_request')).toContain('▸ http_request +15');
    expect(driver.screen().join('\n')).not.toContain('anchor_request  ');
    expect(rowOf(driver.press('enter'), 'anchor_request')).toContain('▾ anchor_request');
  });

  it('folding twice goes to the span above', () => {
    const driver = opened().press('j', 'j', 'j', 'h');
    expect(selected(driver)).toContain('▸ anchor_request +12');
    expect(selected(driver.press('h'))).toContain('http_request');
  });

  it('goes from error to error, into what is folded, and back', () => {
    const driver = opened().press('e');
    expect(selected(driver)).toContain('emit_receipt');
    expect(selected(driver.press('e'))).toContain('GET');
    expect(driver.panel<TracesState>('traces').open?.toggled.size).toBe(1);
    driver.press('e');
    expect(driver.toast).toContain('no error below this row');
    expect(selected(driver.press('E'))).toContain('emit_receipt');
  });

  it('jumps to the bottleneck and to the largest self time', () => {
    expect(selected(opened().press('b'))).toContain('anchor_request');
    expect(selected(opened().press('B'))).toContain('anchor_request');
  });

  it('shows attributes, events, links and the status of the span under the cursor', () => {
    const text = opened(120, 60).press('e', 'd').screen().join('\n');
    for (const part of ['error: refused by peer', 'http.method', 'deep.inner', '[1,2]', 'exception', 'exception.type', 'IOError', 'trace cafe span beef', '50 ms, 50 ms of it by itself']) {
      expect(text).toContain(part);
    }
  });

  it('scrolls a detail that is longer than its pane', () => {
    const driver = opened(120, 24).press('e', 'd');
    expect(driver.screen().join('\n')).toContain('lines more, J scrolls');
    expect(driver.press('J', 'J', 'J', 'J', 'J').screen().join('\n')).toContain('│ trace ');
  });

  it('Esc leads back to the same row of the list', () => {
    const driver = new Driver(story().session, { screen: 'traces' }).press('j', 'j', 'j');
    const before = selected(driver);
    expect(selected(driver.press('enter', 'd', 'esc', 'esc'))).toBe(before);
  });

  it('says so where the playhead stands before the first span of the trace', () => {
    const run = growingSession();
    run.commit(2, [aLog(1)]);
    run.commit(8, [aSpan(7, 'a')]);
    const driver = new Driver(run.session, { screen: 'traces' }).press('enter');
    expect(driver.screen().join('\n')).toContain('1 span');
    driver.press('space', ',', ',', ',');
    expect(driver.screen().join('\n')).toMatch(/No span of trace t1 is known up to this moment\./u);
  });

  it('shows a span that arrives while the trace is open, and keeps folds and cursor', () => {
    const run = story();
    const driver = new Driver(run.session, { screen: 'traces', size: { columns: 120, rows: 40 } }).press('s', 'enter', 'b');
    run.commit(6, [aSpan(3.1, 'late', { name: 'late_step', parentId: 'd', duration: 1_000 })]);
    expect(rowOf(driver, 'late_step')).toContain('1 ms');
    expect(selected(driver)).toContain('anchor_request');
  });
});

describe('between traces and logs', () => {
  it('o shows the logs of the trace at the first one of the span, and Esc leads back to the span', () => {
    const driver = opened().press('e', 'o');
    expect(driver.app.screen).toBe('logs');
    expect(selected(driver)).toContain('refused');
    expect(driver.screen().join('\n')).not.toContain('of no trace');
    driver.press('esc', 'esc');
    expect(driver.app.screen).toBe('traces');
    expect(selected(driver)).toContain('emit_receipt');
  });

  it('O shows those of the span alone, or says that there is none', () => {
    const driver = opened().press('e', 'O');
    expect(driver.screen().filter((row) => LOGS.some(({ message }) => row.endsWith(message)))).toHaveLength(1);
    const none = opened().press('b', 'O');
    expect(none.app.screen).toBe('traces');
    expect(none.toast).toBe('No log names this span up to this moment.');
  });

  it('o on a log row opens its trace at its span, unfolded, and Esc leads back to the row', () => {
    const driver = new Driver(story().session, { screen: 'logs' }).press('k', 'k');
    expect(selected(driver)).toContain('no answer');
    driver.press('o');
    expect(driver.app.screen).toBe('traces');
    expect(selected(driver)).toMatch(/^✖ .*GET/u);
    driver.press('esc');
    expect(driver.app.screen).toBe('logs');
    expect(selected(driver)).toContain('no answer');
  });

  it('says why a row cannot be followed, and what it means when the trace is not there', () => {
    const driver = new Driver(story().session, { screen: 'logs' }).press('k', 'o');
    expect(driver.app.screen).toBe('logs');
    expect(driver.toast).toContain('this row names no trace');
    driver.press('j', 'o');
    expect(driver.screen().join('\n')).toContain('No span of trace unknown is known up to this moment.');
    expect(driver.press('esc').app.screen).toBe('logs');
  });
});
