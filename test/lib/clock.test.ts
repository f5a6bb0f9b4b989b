import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';

describe('the clock of the machine', () => {
  it('wakes a sleeper at once when its signal aborts, before or during the sleep', async () => {
    const before = systemClock.monotonicMillis();
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort();
    await sleeping;
    await systemClock.sleep(60_000, abort.signal);
    expect(systemClock.monotonicMillis() - before).toBeLessThan(5_000);
  });

  it('sleeps no less than it was asked to, and leaves no listener behind', async () => {
    const before = systemClock.monotonicMillis();
    const abort = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = abort.signal;
    abort.signal.addEventListener = (...given: Parameters<typeof addEventListener>) => { listeners += 1; addEventListener.apply(abort.signal, given); };
    abort.signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => { listeners -= 1; removeEventListener.apply(abort.signal, given); };
    await systemClock.sleep(15, abort.signal);
    expect(systemClock.monotonicMillis() - before).toBeGreaterThan(13);
    expect(listeners).toBe(0);
  });

  it('tells wall time in whole microseconds', () => {
    expect(Number.isInteger(systemClock.now())).toBe(true);
  });
});
