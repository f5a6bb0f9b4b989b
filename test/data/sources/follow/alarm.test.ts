import { describe, expect, it } from 'vitest';
import { Alarm } from '../../../../src/data/sources/follow/alarm.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

/** Whether a wait has ended, after everything that was ready has run. */
async function hasEnded(wait: Promise<void>): Promise<boolean> {
  let ended = false;
  void wait.then(() => (ended = true));
  await new Promise(setImmediate);
  return ended;
}

describe('a wait', () => {
  const forever = new AbortController().signal;

  it('lasts as long as it was given', async () => {
    const clock = new ManualClock();
    const wait = new Alarm().wait(clock, 200, forever);
    clock.advance(199);
    expect(await hasEnded(wait)).toBe(false);
    clock.advance(1);
    expect(await hasEnded(wait)).toBe(true);
  });

  it('ends at the ring, and at once after a ring that came before it, but only once', async () => {
    const clock = new ManualClock();
    const alarm = new Alarm();
    const wait = alarm.wait(clock, 200, forever);
    alarm.ring();
    expect(await hasEnded(wait)).toBe(true);
    alarm.ring();
    expect(await hasEnded(alarm.wait(clock, 200, forever))).toBe(true);
    expect(await hasEnded(alarm.wait(clock, 200, forever))).toBe(false);
  });

  it('ends when the signal aborts, and does not begin after that', async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const wait = new Alarm().wait(clock, 200, abort.signal);
    abort.abort();
    expect(await hasEnded(wait)).toBe(true);
    expect(await hasEnded(new Alarm().wait(clock, 200, abort.signal))).toBe(true);
    expect(clock.sleeping).toBe(0);
  });
});
