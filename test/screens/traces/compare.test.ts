import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/lib/random.ts';
import type { TracesState } from '../../../src/screens/traces/state.ts';
import { pausedAt } from '../../../src/state/playhead.ts';
import { Driver, replayedBody } from '../../support/driver.ts';
import { growingSession, type Growing } from '../../support/recorded.ts';
import { aLog, aSpan } from '../../support/session.ts';
import { millisOf, quickest } from '../../support/timing.ts';
import { quickSpans, storySpans } from './story.ts';

/** A quick settlement, then the slow one of the story. */
function two(): Growing {
  const run = growingSession();
  run.commit(5, quickSpans(-10));
  run.commit(8, storySpans(0));
  return run;
}

/** The quick one marked, the slow one laid beside it. */
function compared(columns = 120, rows = 40): Driver {
  const driver = new Driver(two().session, { screen: 'traces', size: { columns, rows } }).press('f').type('name:http_request').press('enter');
  return driver.press('G', 'm', 'g', 'M');
}

function selected(driver: Driver): string {
  const row = driver.lines().find((line) => line.spans.some((piece) => piece.inverse === true));
  return row?.spans.map((piece) => piece.text).join('').trim() ?? '';
}

function rowOf(driver: Driver, name: string): string {
  return driver.screen().slice(7).find((row) => row.includes(name)) ?? '';
}

describe('two traces compared', () => {
  it('begin with which two they are, which step the difference comes from, and how much changed', () => {
    const head = compared().screen().slice(2, 6);
    expect(head[0]).toMatch(/^ A 13:59:51\.000 {2}http_request {2}540 ms {2}✖ 1 error {2}16 spans$/u);
    expect(head[1]).toMatch(/^ B 14:00:01\.000 {2}http_request {2}2\.34 s {2}✖ 2 errors {2}17 spans {2}1\.8 s slower \(×4\.3\)/u);
    expect(head[2]).toBe(' anchor_request 1.2 s slower by itself is 67 % of the difference');
    expect(head[3]).toBe(' 2 added, 1 removed, 14 slower, 2 new errors, 1 error gone');
  });

  it('are one tree, in which every step says in sign and word what became of it, and by how much', () => {
    const driver = compared();
    expect(rowOf(driver, 'anchor_request')).toMatch(/^ ▲ guardian +▾ anchor_request +200 ms +2 s +\+1\.8 s {2}slower ×10 +█+/u);
    expect(rowOf(driver, 'lookup')).toMatch(/^~- cache +lookup +20 ms +· +-20 ms {2}removed with error/u);
    expect(rowOf(driver, 'lost')).toMatch(/^ \+ other +lost +· +700 ms +\+700 ms {2}added +█/u);
    expect(rowOf(driver, 'emit_receipt')).toMatch(/^✖\+ .*added with error/u);
    expect(rowOf(driver, 'validate')).toMatch(/^ {3}treasury .* 150 ms +150 ms +0 {2}same$/u);
  });

  it('keep repeats in one row with the times of either trace, until they are unfolded', () => {
    const driver = compared();
    expect(rowOf(driver, 'GET')).toMatch(/^✖▲ .* ▸ ×12 GET +120 ms +720 ms .*slower ×6\.0, new error/u);
    expect(selected(driver.press('e', 'e', 'e'))).toContain('GET');
    expect(driver.press('l').screen().filter((row) => row.includes('GET'))).toHaveLength(13);
  });

  it('begin with what is the same folded', () => {
    const run = growingSession();
    run.commit(40, [...storySpans(0), ...storySpans(30).map((span) => ({ ...span, traceId: `again ${span.traceId}` }))]);
    const driver = new Driver(run.session, { screen: 'traces', size: { columns: 120, rows: 30 } }).press('f').type('service:redis').press('enter', 'Z', 'Z', 'm', 'j', 'M');
    const text = driver.screen().join('\n');
    expect(text).toContain('both took as long');
    expect(text).toContain('no span differs');
    expect(rowOf(driver, 'http_request')).toMatch(/▸ http_request \+15 .* same$/u);
    driver.press('b');
    expect(driver.toast).toContain('nothing took any time');
    driver.press('n');
    expect(driver.toast).toContain('no difference below this row');
    expect(rowOf(driver.press('enter'), 'anchor_request')).toMatch(/▸ anchor_request \+12/u);
  });

  it('are gone through by difference, by error, and to the step to blame', () => {
    const driver = compared();
    expect(selected(driver.press('n'))).toContain('lookup');
    expect(selected(driver.press('n'))).toContain('emit_receipt');
    expect(selected(driver.press('n', 'n'))).toContain('GET');
    expect(selected(driver.press('n'))).toContain('lost');
    expect(selected(driver.press('N', 'N'))).toContain('anchor_request');
    expect(selected(driver.press('g', 'e'))).toContain('lookup');
    expect(selected(driver.press('g', 'b'))).toContain('anchor_request');
    expect(selected(driver.press('h', 'h'))).toContain('http_request');
  });

  it('change places, and every word with them', () => {
    const driver = compared().press('x');
    expect(driver.screen()[3]).toMatch(/^ B 13:59:51.* 1\.8 s faster \(×4\.3\)/u);
    expect(rowOf(driver, 'anchor_request')).toMatch(/^ ▼ .*-1\.8 s {2}faster ×10/u);
    expect(rowOf(driver, 'lookup')).toContain('added with error');
  });

  it.each([[80, 24], [60, 12], [40, 10]])('name both traces on a screen of %i x %i as well', (columns, rows) => {
    const text = compared(columns, rows).screen().join('\n');
    expect(text).toMatch(/ A .*http.*540 ms/u);
    expect(text).toMatch(/ B .*http.*2\.34 s/u);
    expect(text).toMatch(/▲ .*anchor_r/u);
  });

  it('take a step that arrives while they are shown, and keep cursor and folds', () => {
    const run = two();
    const driver = new Driver(run.session, { screen: 'traces' }).press('f').type('name:http_request').press('enter', 'm', 'j', 'M', 'b');
    const before = selected(driver);
    run.commit(9, [aSpan(3.1, 'late', { name: 'late_step', parentId: 'd', duration: 90_000 })]);
    expect(rowOf(driver, 'late_step')).toContain('removed');
    expect(selected(driver)).toBe(before);
  });

  it('say so where the playhead stands before one of them', () => {
    const run = two();
    const driver = new Driver(run.session, { screen: 'traces' }).press('f').type('name:http_request').press('enter', 'm', 'j', 'M', 'space', ',', ',', ',');
    expect(driver.screen().join('\n')).toMatch(/No span of trace t1 is known up to this moment\.[^]*Esc goes back\./u);
    expect(driver.press('esc').panel<TracesState>('traces').comparison).toBeUndefined();
  });

  it('look the same from the closed file as they did live', () => {
    const run = two();
    const live = new Driver(run.session, { screen: 'traces' }).press('f').type('name:http_request').press('enter', 'm', 'j', 'M', 'n', 'n', 'h');
    const shown = live.screen().slice(2);
    const head = run.session.head();
    run.commit(9, [aSpan(3, 'after', { parentId: 'd', status: 'error' })]);
    run.finish();
    expect(replayedBody(live, run.session, pausedAt(head))).toEqual(shown.slice(0, -1));
  });
});

it('a comparison says at every head live what the closed file says there, whatever arrives for either trace', () => {
  const random = seededRandom(11);
  const run = growingSession();
  const live = new Driver(run.session, { screen: 'traces', size: { columns: 160, rows: 50 } });
  const state: TracesState = { ...live.panel<TracesState>('traces'), comparison: { a: 't1', b: 't2', cursor: undefined, row: 0, toggled: new Set() } };
  live.app = { ...live.app, panels: { ...live.app.panels, traces: state } };
  const seen = Array.from({ length: 40 }, (_, second) => {
    const spans = Array.from({ length: second % 3 }, () => aSpan(second - random() * 20, `s${Math.floor(random() * 12)}`, {
      traceId: random() < 0.5 ? 't1' : 't2', parentId: `s${Math.floor(random() * 12)}`, name: `step ${Math.floor(random() * 3)}`, duration: Math.floor(random() * 3_000_000), status: random() < 0.2 ? 'error' : 'ok',
    }));
    run.commit(second + 1, [aLog(second), ...spans]);
    return { head: run.session.head(), lines: live.screen().slice(2, -1) };
  });
  run.finish();
  for (const { head, lines } of seen.toReversed()) {
    expect(replayedBody(live, run.session, pausedAt(head))).toEqual(lines);
  }
  expect(new Set(seen.map(({ lines }) => lines.join('\n'))).size).toBeGreaterThan(15);
});

describe('marking a trace', () => {
  it('shows its letter in the list and in the waterfall, and a second time takes it away', () => {
    const driver = new Driver(two().session, { screen: 'traces' }).press('s', 'm');
    expect(driver.screen().filter((row) => row.startsWith('A'))).toHaveLength(1);
    expect(driver.toast).toBe('This trace is A: go to another one and press M.');
    expect(driver.press('enter').screen()[2]).toMatch(/^Ahttp_request/u);
    expect(driver.press('m').screen()[2]).toMatch(/^ http_request/u);
    expect(driver.press('esc').screen().filter((row) => row.startsWith('A'))).toHaveLength(0);
  });

  it('is asked for before a comparison, and another trace as well', () => {
    const driver = new Driver(two().session, { screen: 'traces' }).press('M');
    expect(driver.toast).toContain('m marks the trace to compare with first');
    driver.press('m', '=');
    expect(driver.toast).toContain('this is the marked trace: go to another one');
    driver.press('x');
    expect(driver.toast).toContain('M compares the marked trace with another one first');
    expect(new Driver(growingSession().session, { screen: 'traces' }).press('m').toast).toContain('there is no trace to mark');
  });

  it('leads from a waterfall to the comparison, and Esc back to the same span', () => {
    const driver = new Driver(two().session, { screen: 'traces' }).press('m', 's', 'enter', 'b', 'd');
    const before = driver.screen();
    expect(driver.press('M').screen()[2]).toMatch(/^ A /u);
    expect(driver.press('d').toast).toContain('Esc closes the comparison first');
    driver.press('j', 'h', 'esc');
    expect(driver.screen().slice(2)).toEqual(before.slice(2));
  });

  it('leads from the list to the comparison, and Esc back to the same row', () => {
    const driver = new Driver(two().session, { screen: 'traces' }).press('m', 'j', 'j', 'j');
    const before = selected(driver);
    expect(selected(driver.press('M', 'j', 'esc'))).toBe(before);
  });
});

it('two traces of 40,000 spans are compared once, and fold in a small part of that time', { timeout: 60_000 }, () => {
  const run = growingSession();
  const spans = (traceId: string, begin: number) => Array.from({ length: 40_000 }, (_, index) => aSpan(begin + index / 40_000, `${traceId}${index}`, { traceId, name: `step ${index % 300}`, duration: index === 0 ? 2_000_000 : 500 + index, ...(index === 0 ? {} : { parentId: `${traceId}${index >> 2}` }) }));
  run.commit(4, spans('t1', 0));
  run.commit(5, spans('t2', 1));
  const driver = new Driver(run.session, { screen: 'traces', size: { columns: 200, rows: 57 } }).press('m', 'j');
  const open = millisOf(() => driver.press('M').screen());
  expect(driver.screen()[2]).toContain('40,000 spans');
  const folds = quickest(() => [driver.press('g', 'enter').screen(), driver.press('enter').screen()], open / 4);
  expect(folds).toBeLessThan(open / 4);
});
