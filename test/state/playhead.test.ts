import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLLOW, nextSpeed, pausedAt, playingFrom, resolveHead, settle, SPEEDS } from '../../src/state/playhead.ts';
import { growingSession, type Growing } from '../support/recorded.ts';
import type { Session } from '../../src/model/session.ts';
import { asIncident } from '../screens/saved.ts';
import { aLog, at } from '../support/session.ts';

/** Commits at so many seconds after START. */
function session(...seconds: readonly number[]): Growing {
  const run = growingSession();
  for (const second of seconds) run.commit(second, [aLog(second)]);
  return run;
}

describe('following', () => {
  it('is the newest commit, and stays it while the session grows', () => {
    const run = session(1, 2);
    const before = resolveHead(FOLLOW, run.session, 0);
    const head = run.commit(3, [aLog(3)]);
    expect(before.seq).toBeLessThan(head.seq);
    expect(resolveHead(FOLLOW, run.session, 0)).toEqual(head);
  });
});

describe('pausing', () => {
  it('stands still while recording goes on', () => {
    const run = session(1, 2);
    const paused = pausedAt(run.session.head());
    const seen = resolveHead(paused, run.session, 0);
    run.commit(60, [aLog(60)]);
    expect(resolveHead(paused, run.session, 999_999)).toEqual(seen);
    expect(settle(paused, run.session, 999_999)).toBe(paused);
  });
});

describe('waiting for a file that is being read', () => {
  it('stands at the moment that was asked for as soon as it is there, and not behind it', () => {
    const run = session(1);
    const waiting = { mode: 'waiting', learned: at(5) } as const;
    expect(resolveHead(waiting, run.session, 0).learned).toBe(at(1));
    for (const second of [4, 5, 6]) run.commit(second, [aLog(second)]);
    expect(resolveHead(waiting, run.session, 0).learned).toBe(at(5));
    expect(settle(waiting, run.session, 0)).toBe(waiting);
  });

  it('goes on playing at the newest commit that was read, and pauses at the end once the seal was', () => {
    const run = session(1, 2);
    run.finish();
    const read = (root: object): Session => asIncident({ ...run.session }, root);
    const playing = playingFrom(run.session.info().first, 100, 0);
    expect(settle(playing, read({ root: undefined }), 60_000)).toBe(playing);
    expect(settle(playing, read({}), 60_000)).toEqual(pausedAt(run.session.head()));
  });
});

describe('playing', () => {
  it('goes on from where it was paused, at the pace of learning times its speed', () => {
    const run = session(1, 2, 3, 10, 20);
    const second = run.session.headAt(run.session.info().startedAt);
    const playing = playingFrom(second, 2, 5_000);
    const learned = (millis: number): number => (resolveHead(playing, run.session, millis).learned - second.learned) / 1_000_000;
    expect([5_000, 5_499, 5_500, 6_000, 9_999, 10_000, 99_000].map(learned)).toEqual([0, 0, 1, 2, 3, 10, 20]);
  });

  it('never runs backwards and never beyond the newest commit', () => {
    const run = session(1, 2, 4, 8, 16, 17, 18);
    const newest = run.session.head();
    fc.assert(
      fc.property(fc.nat(20_000), fc.constantFrom(...SPEEDS), fc.array(fc.nat(30_000), { minLength: 2, maxLength: 20 }), fc.nat(6), (since, speed, times, from) => {
        const start = run.session.headAt((run.session.info().startedAt + from * 3_000_000) as typeof newest.learned);
        const playing = playingFrom(start, speed, since);
        const heads = times.toSorted((a, b) => a - b).map((time) => resolveHead(playing, run.session, time).seq);
        expect(heads).toEqual(heads.toSorted((a, b) => a - b));
        expect(Math.min(...heads)).toBeGreaterThanOrEqual(start.seq);
        expect(Math.max(...heads)).toBeLessThanOrEqual(newest.seq);
      }),
      { numRuns: 100 },
    );
  });

  it('becomes following where it reaches the newest commit of a live session', () => {
    const run = session(1, 2, 3);
    const playing = playingFrom(run.session.headAt(run.session.info().startedAt), 1, 0);
    expect(settle(playing, run.session, 2_999)).toBe(playing);
    expect(settle(playing, run.session, 3_000)).toBe(FOLLOW);
  });

  it('becomes paused at the end of a closed file', () => {
    const run = session(1, 2, 3);
    const playing = playingFrom(run.session.headAt(run.session.info().startedAt), 64, 0);
    run.finish();
    expect(settle(playing, run.session, 1_000)).toEqual({ mode: 'paused', head: run.session.head().seq });
  });

  it('survives a clock that stands still or counts from elsewhere', () => {
    const run = session(1, 2, 3);
    const start = run.session.headAt(run.session.info().startedAt);
    expect(resolveHead(playingFrom(start, 64, 5_000), run.session, 4_000)).toEqual(start);
    expect(resolveHead(playingFrom(start, 64, Number.NaN), run.session, 4_000)).toEqual(start);
  });
});

describe('speeds', () => {
  it('go up and down one ladder and stop at its ends', () => {
    expect([nextSpeed(1, 1), nextSpeed(1, -1), nextSpeed(64, 1), nextSpeed(0.25, -1)]).toEqual([2, 0.5, 64, 0.25]);
    expect([nextSpeed(3, 1), nextSpeed(1_000, 1), nextSpeed(1_000, -1)]).toEqual([8, 64, 32]);
  });
});
