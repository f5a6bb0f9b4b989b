import { describe, expect, it } from 'vitest';
import { pick } from '../../src/lab/query.ts';
import { RowStore } from '../../src/lab/row-store.ts';
import { tailReply, type Generation, type TailState } from '../../src/lab/tail-rules.ts';
import { traffic } from '../../src/lab/traffic.ts';
import { idsOf, START_SECOND } from './support.ts';

function aTail(generation: Generation, limit: number) {
  const store = new RowStore(traffic(1, 10, START_SECOND), { firstSecond: 0, ring: 10_000, count: Infinity, firstId: generation === 1 ? 1 : 0, startSecond: START_SECOND });
  let state: TailState = { lastId: 0, spoken: false };
  return {
    /** Writes rows until there are so many, polls once, and gives the frame. */
    pollAt: (rows: number): unknown => {
      store.advanceToRow(rows);
      const afterId = state.lastId > 0 ? state.lastId : undefined;
      const reply = tailReply(generation, state, pick(store, { afterId, limit, since: undefined, until: undefined, pieces: [] }, 'newest-first'));
      state = reply.state;
      return reply.frame === undefined ? undefined : JSON.parse(reply.frame.toString());
    },
    fail: () => tailReply(generation, state, undefined),
  };
}

describe('a tail of the first generation', () => {
  it('loses without a word what exceeds the limit between two polls', () => {
    const tail = aTail(1, 3);
    expect(idsOf(tail.pollAt(3))).toEqual([3, 2, 1]);
    expect(idsOf(tail.pollAt(8))).toEqual([8, 7, 6]);
    expect(idsOf(tail.pollAt(10))).toEqual([10, 9]);
  });

  it('is silent while there is nothing', () => {
    const tail = aTail(1, 3);
    expect(tail.pollAt(0)).toBeUndefined();
    tail.pollAt(2);
    expect(tail.pollAt(2)).toBeUndefined();
  });

  it('says that the query failed and breaks off', () => {
    const reply = aTail(1, 3).fail();
    expect(JSON.parse(String(reply.frame))).toEqual({ error: 'query failed' });
    expect(reply.breaks).toBe(true);
  });
});

describe('a tail of the second generation', () => {
  it('sends 20,100 rows in 200 frames for 200 distinct ones', () => {
    const tail = aTail(2, 200);
    const frames = Array.from({ length: 201 }, () => tail.pollAt(500));
    expect(frames.at(-1)).toBeUndefined();
    const sent = frames.slice(0, 200).flatMap(idsOf);
    expect(sent).toHaveLength(20_100);
    expect(new Set(sent).size).toBe(200);
  });

  it('sends the whole window again for ever while it has fewer rows than the limit', () => {
    const tail = aTail(2, 10);
    for (let poll = 0; poll < 5; poll += 1) expect(idsOf(tail.pollAt(4))).toEqual([3, 2, 1, 0]);
  });

  it('sends empty arrays until the first row, then silence', () => {
    const tail = aTail(2, 1);
    expect(tail.pollAt(0)).toEqual([]);
    expect(tail.pollAt(0)).toEqual([]);
    expect(idsOf(tail.pollAt(2))).toEqual([1]);
    expect(tail.pollAt(2)).toBeUndefined();
  });

  it('wraps an error in status and body and goes on', () => {
    const reply = aTail(2, 3).fail();
    const { status, body } = JSON.parse(String(reply.frame)) as { status: number; body: string };
    expect([status, JSON.parse(body)]).toEqual([500, { error: 'log query failed' }]);
    expect(reply.breaks).toBeUndefined();
  });
});
