// Real time, twenty times faster: waits of the follower shrink, the file system stays real.
import { systemClock, type Clock } from '../../../../src/lib/clock.ts';

const FASTER = 20;

export const quickClock: Clock = {
  now: () => systemClock.now(),
  monotonicMillis: () => systemClock.monotonicMillis() * FASTER,
  sleep: (millis, signal) => systemClock.sleep(millis / FASTER, signal),
};

/** Waits as short, but how long nothing was written is measured in real time: for tests that write in steps, on a machine that may stop between them. */
export const quickLooks: Clock = { ...quickClock, monotonicMillis: () => systemClock.monotonicMillis() };
