import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/model/session.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { pausedAt } from '../../../src/state/playhead.ts';
import { Driver, replayedBody } from '../../support/driver.ts';
import { growingSession, type Growing } from '../../support/recorded.ts';
import { aLog, aSpan } from '../../support/session.ts';
import { millisOf, quickest } from '../../support/timing.ts';

/** One trace in which each span's parent is one of those before it, chosen by `parentOf`. */
function grown(spans: number, parentOf: (index: number) => number): Growing {
  const run = growingSession();
  const all = Array.from({ length: spans }, (_, index) =>
    aSpan(index / spans, `s${index}`, { name: `step ${index % 400}`, duration: index === 0 ? 2_000_000 : 1_000 + index, status: index === spans - 1 ? 'error' : 'ok', ...(index === 0 ? {} : { parentId: `s${parentOf(index)}` }) }),
  );
  for (let first = 0; first < spans; first += 5_000) run.commit(3, all.slice(first, first + 5_000));
  return run;
}

/** The session, and how often a whole trace was read from it. */
function counted(session: Session): { readonly session: Session; readonly reads: () => number } {
  let reads = 0;
  const trace: Session['trace'] = (frame, traceId) => {
    reads += 1;
    return session.trace(frame, traceId);
  };
  return { session: { ...session, trace }, reads: () => reads };
}

describe('a trace of 80,000 spans', () => {
  it('folds and unfolds in a small part of the time it takes to open', { timeout: 60_000 }, () => {
    const random = seededRandom(3);
    const run = grown(80_000, (index) => Math.max(0, index - 1 - Math.floor(random() * Math.min(index, 40))));
    const driver = new Driver(run.session, { screen: 'traces', size: { columns: 200, rows: 57 } });
    const open = millisOf(() => driver.press('enter').screen());
    expect(driver.screen()[2]).toContain('80,000 spans');
    const folds = quickest(() => [driver.press('g', 'enter').screen(), driver.press('enter').screen()], open / 4);
    expect(folds).toBeLessThan(open / 4);
    expect(driver.press('g', 'h').screen().join('\n')).toContain('+79,999');
    expect(driver.press('e').screen().find((row) => row.startsWith('✖'))).toContain('step 399');
  });
});

describe('a trace that is open', () => {
  it('is drawn where every span is the parent of the next, however long the chain', () => {
    const driver = new Driver(grown(20_000, (index) => index - 1).session, { screen: 'traces' });
    expect(driver.press('enter', 'G').screen().filter((row) => row.startsWith('✖'))).toHaveLength(1);
    expect(driver.press('g', 'h').screen().join('\n')).toContain('+19,999');
  });

  it('is read once as long as no span of it arrives', () => {
    const run = grown(50, () => 0);
    const counter = counted(run.session);
    const driver = new Driver(counter.session, { screen: 'traces' }).press('enter');
    for (let second = 4; second < 8; second += 1) {
      run.commit(second, [aLog(second)]);
      driver.press('j').screen();
    }
    expect(counter.reads()).toBe(1);
    run.commit(9, [aSpan(0.5, 'more', { parentId: 's0' })]);
    expect(driver.screen().join('\n')).toContain('51 spans');
    expect(counter.reads()).toBe(2);
  });

  it('looks the same from the closed file as it did live', () => {
    const run = grown(300, (index) => index >> 1);
    const live = new Driver(run.session, { screen: 'traces' }).press('enter', 'j', 'h', 'b', 'd');
    const shown = live.screen().slice(2);
    const head = run.session.head();
    run.commit(5, [aSpan(0.7, 'after', { parentId: 's1', status: 'error' })]);
    run.finish();
    expect(replayedBody(live, run.session, pausedAt(head))).toEqual(shown.slice(0, -1));
  });
});
