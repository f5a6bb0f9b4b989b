import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, shift, type Micros } from '../../src/lib/micros.ts';
import { DEFAULT_TIME, nextWindow, resolveFrame, spanAt, windowOf, type TimeView } from '../../src/state/frame.ts';
import { FOLLOW, pausedAt } from '../../src/state/playhead.ts';
import { aNote } from '../support/builders.ts';
import { growingSession, type Growing } from '../support/recorded.ts';
import { aLog, at } from '../support/session.ts';

/** The span in seconds before the commit that the playhead is on. */
function seen(run: Growing, time: Partial<TimeView> = {}): readonly [number, number] {
  const head = run.session.head();
  const span = spanAt(run.session, head, head.seq, { ...DEFAULT_TIME, ...time });
  return [(span.from - head.learned) / SECOND, (span.to - head.learned) / SECOND];
}

describe('what the panels draw', () => {
  it('ends at the present of a live session, however old its first row is', () => {
    const run = growingSession();
    run.commit(3_000, [aLog(10), aLog(2_990)]);
    expect(seen(run)).toEqual([-900, 0]);
  });

  it('holds all that was followed so far, and grows in steps to a quarter of an hour', () => {
    const run = growingSession();
    const widths = [1, 59, 60, 61, 299, 301, 899, 5_000].map((second) => {
      run.commit(second, [aLog(second)]);
      return seen(run)[0];
    });
    expect(widths).toEqual([-60, -60, -60, -300, -300, -900, -900, -900]);
  });

  it('keeps the window that the operator chose', () => {
    const run = growingSession();
    run.commit(10, [aLog(10)]);
    expect(seen(run, { window: 5 * MINUTE })).toEqual([-300, 0]);
  });

  it('shows the whole of a log file of last week, up to its last row', () => {
    const run = growingSession();
    const weekAgo = -7 * 86_400;
    run.commit(2, [aLog(weekAgo), aLog(weekAgo + 5 * 3_600)]);
    const head = run.session.head();
    const span = spanAt(run.session, head, head.seq, DEFAULT_TIME);
    expect(span.to).toBe(at(weekAgo + 5 * 3_600) + 1);
    expect(span.from).toBeLessThanOrEqual(at(weekAgo));
    expect(span.to - span.from).toBeLessThan(6 * HOUR);
    expect(seen(run, { window: MINUTE })[1]).toBe((span.to - head.learned) / SECOND);
    expect(seen(run, { window: MINUTE })[0]).toBe((span.to - MINUTE - head.learned) / SECOND);
  });

  it('is never empty for an old file of one row', () => {
    const run = growingSession();
    run.commit(2, [aLog(-7 * 86_400)]);
    const head = run.session.head();
    const span = spanAt(run.session, head, head.seq, DEFAULT_TIME);
    expect(span.to - span.from).toBeGreaterThanOrEqual(MINUTE);
    expect(span.from).toBeLessThanOrEqual(at(-7 * 86_400));
    expect(span.to).toBeGreaterThan(at(-7 * 86_400));
  });

  it('is the present while nothing is known yet', () => {
    const run = growingSession();
    run.commit(100);
    expect(seen(run)).toEqual([-300, 0]);
  });

  it('ends where the operator jumped to', () => {
    const run = growingSession();
    run.commit(3_000, [aLog(2_990)]);
    expect(seen(run, { end: at(1_000), window: MINUTE })).toEqual([-2_060, -2_000]);
  });

  it('stays inside time even at its beginning', () => {
    const run = growingSession();
    run.commit(10, [aLog(10)]);
    const head = run.session.head();
    expect(spanAt(run.session, head, head.seq, { ...DEFAULT_TIME, end: 5 as Micros, window: DAY })).toEqual({ from: 0, to: 5 });
  });
});

describe('a frame', () => {
  it('shows what was asked for even while paused', () => {
    const run = growingSession();
    run.commit(1, [aLog(1)]);
    const paused = pausedAt(run.session.head());
    const later = run.commit(2, [aNote(0.5, 'look here')]);
    const frame = resolveFrame(paused, DEFAULT_TIME, run.session, 0);
    expect(frame.head.seq).toBeLessThan(later.seq);
    expect(frame.asked).toBe(later.seq);
    expect(run.session.notes(frame, frame.span).map(({ text }) => text)).toEqual(['look here']);
  });

  it('knows its own width', () => {
    const run = growingSession();
    run.commit(1, [aLog(1)]);
    expect(windowOf(resolveFrame(FOLLOW, { ...DEFAULT_TIME, window: HOUR }, run.session, 0))).toBe(HOUR);
  });
});

describe('zooming', () => {
  it('goes from a minute to a day and stops there', () => {
    const walk = (direction: 1 | -1, start: number): number[] => {
      const steps = [start];
      for (let index = 0; index < 12; index += 1) steps.push(nextWindow(steps.at(-1) ?? start, direction));
      return [...new Set(steps)].map((window) => window / MINUTE);
    };
    expect(walk(1, MINUTE)).toEqual([1, 5, 15, 30, 60, 180, 360, 1_440]);
    expect(walk(-1, DAY)).toEqual([1_440, 360, 180, 60, 30, 15, 5, 1]);
  });

  it('goes on from a width that is none of its steps', () => {
    expect(nextWindow(7 * MINUTE, 1)).toBe(15 * MINUTE);
    expect(nextWindow(7 * MINUTE, -1)).toBe(5 * MINUTE);
    expect(nextWindow(30 * DAY, 1)).toBe(30 * DAY);
    expect(nextWindow(shift(0 as Micros, 1), -1)).toBe(1);
  });
});
