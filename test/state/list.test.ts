import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../src/model/session.ts';
import type { Seq } from '../../src/model/signal.ts';
import { compareCursors, moveTo, TAIL } from '../../src/state/list.ts';
import { at } from '../support/session.ts';

function row(second: number, seq = second): Cursor {
  return { at: at(second), seq: seq as Seq };
}

describe('a list that is scrolled by anchor', () => {
  it('moves the cursor on the screen and scrolls only at its edges', () => {
    const list = { cursor: row(5), row: 3 };
    expect(moveTo(list, row(6), 1, 10)).toEqual({ cursor: row(6), row: 4 });
    expect(moveTo(list, row(1), -4, 10)).toEqual({ cursor: row(1), row: 0 });
    expect(moveTo(list, row(20), 15, 10)).toEqual({ cursor: row(20), row: 9 });
  });

  it('starts from the last row where it followed, and from the last row of a window that became smaller', () => {
    expect(moveTo(TAIL, row(4), -1, 10)).toEqual({ cursor: row(4), row: 8 });
    expect(moveTo({ cursor: row(5), row: 30 }, row(4), -1, 10)).toEqual({ cursor: row(4), row: 8 });
    expect(moveTo({ cursor: row(5), row: 3 }, row(4), -1, 1)).toEqual({ cursor: row(4), row: 0 });
  });

  it('orders rows by event time and, between equals, by learning', () => {
    expect([row(3, 1), row(1, 9), row(1, 2), row(2, 5)].toSorted(compareCursors)).toEqual([row(1, 2), row(1, 9), row(2, 5), row(3, 1)]);
  });
});
