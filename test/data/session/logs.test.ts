import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/model/filter/ast.ts';
import type { Cursor, Frame, LogQuery, Session } from '../../../src/model/session.ts';
import type { LogDraft, Seq } from '../../../src/model/signal.ts';
import { aLog, aReader, at, aWriter, frameAt, from } from '../../support/session.ts';

/** A session with one commit for each list of drafts, and a frame at each of the commits. */
function recorded(...commits: readonly (readonly LogDraft[])[]): { readonly session: Session; readonly frames: readonly Frame[] } {
  const writer = aWriter();
  const frames = commits.map((drafts, index) => frameAt(writer.append(from(1, ...drafts), at(1_000 + index))));
  return { session: aReader(writer.path), frames };
}

function many(count: number, over: (index: number) => Partial<LogDraft> = () => ({})): readonly LogDraft[] {
  return Array.from({ length: count }, (_, index) => aLog(index, over(index)));
}

const ERRORS: Filter = { op: 'level', compare: '>=', level: 'error' };
const NEEDLE: Filter = { op: 'text', text: 'needle' };
const NEWEST: LogQuery = { direction: 'older', limit: 10 };

describe('a page of logs', () => {
  it('is empty and complete where nothing was recorded', () => {
    const { session, frames: [frame] } = recorded([]);
    expect(session.logs(frame as Frame, NEWEST)).toEqual({ rows: [], reached: undefined, complete: true });
  });

  it('is never longer than 500 rows, and a limit of nothing gives nothing', () => {
    const { session, frames: [frame] } = recorded(many(600));
    expect(session.logs(frame as Frame, { direction: 'older', limit: 9_999 }).rows).toHaveLength(500);
    expect(session.logs(frame as Frame, { direction: 'older', limit: 0 })).toEqual({ rows: [], reached: undefined, complete: true });
    expect(session.logs(frame as Frame, { direction: 'older', limit: -3 }).rows).toEqual([]);
  });

  it('orders by event time, and by learning where event times are equal', () => {
    const { session, frames } = recorded([aLog(5), aLog(1)], [aLog(5), aLog(3)]);
    const seqs = session.logs(frames[1] as Frame, { direction: 'newer', limit: 9 }).rows.map((row) => row.seq);
    expect(seqs).toEqual([2, 5, 1, 4]);
    expect(session.logs(frames[0] as Frame, NEWEST).rows.map((row) => row.seq)).toEqual([1, 2]);
  });

  it('starts beyond a row, or at it when asked to', () => {
    const { session, frames: [frame] } = recorded(many(10));
    const cursor: Cursor = { at: at(4), seq: 5 as Seq };
    const seqs = (query: Partial<LogQuery>) => session.logs(frame as Frame, { direction: 'older', limit: 2, from: cursor, ...query }).rows.map((row) => row.seq);
    expect(seqs({})).toEqual([4, 3]);
    expect(seqs({ inclusive: true })).toEqual([5, 4]);
    expect(seqs({ direction: 'newer' })).toEqual([6, 7]);
    expect(seqs({ direction: 'newer', inclusive: true })).toEqual([5, 6]);
  });

  it('takes a place where no row stands', () => {
    const { session, frames: [frame] } = recorded(many(10));
    const place: Cursor = { at: at(4.5), seq: 0 as Seq };
    expect(session.logs(frame as Frame, { direction: 'older', limit: 1, from: place, inclusive: true }).rows[0]?.seq).toBe(5);
    expect(session.logs(frame as Frame, { direction: 'newer', limit: 1, from: place, inclusive: true }).rows[0]?.seq).toBe(6);
  });

  it('walks through thousands of rows of one moment without losing or doubling one', () => {
    const { session, frames: [frame] } = recorded(many(5_000, (index) => ({ at: at(7), message: index % 1_000 === 3 ? 'needle' : 'hay' })));
    for (const direction of ['older', 'newer'] as const) {
      const rows = session.logs(frame as Frame, { direction, limit: 10, filter: NEEDLE }).rows.map((row) => row.seq);
      expect(rows).toEqual(direction === 'older' ? [4_004, 3_004, 2_004, 1_004, 4] : [4, 1_004, 2_004, 3_004, 4_004]);
    }
  });
});

describe('the budget of a scan', () => {
  it('says how far it came, and the next page goes on from there', () => {
    const { session, frames: [frame] } = recorded(many(3_000, (index) => ({ message: index === 10 ? 'needle' : 'hay' })));
    const first = session.logs(frame as Frame, { ...NEWEST, filter: NEEDLE, budget: 1_000 });
    expect(first).toEqual({ rows: [], reached: { at: at(2_000), seq: 2_001 }, complete: false });
    const second = session.logs(frame as Frame, { ...NEWEST, filter: NEEDLE, from: first.reached });
    expect([second.rows.length, second.complete, second.reached?.seq]).toEqual([1, true, 1]);
  });

  it('holds for a filter by level, which looks at rows without reading them', () => {
    const { session, frames: [frame] } = recorded(many(3_000, (index) => ({ level: index % 1_500 === 0 ? 'error' : 'info' })));
    const page = session.logs(frame as Frame, { ...NEWEST, filter: ERRORS, budget: 700 });
    expect(page).toEqual({ rows: [], reached: { at: at(2_300), seq: 2_301 }, complete: false });
    expect(session.logs(frame as Frame, { ...NEWEST, filter: ERRORS }).rows.map((row) => row.seq)).toEqual([1_501, 1]);
    expect(session.logs(frame as Frame, { ...NEWEST, filter: ERRORS, limit: 1 })).toMatchObject({ reached: { seq: 1_501 }, complete: true });
  });

  it('is 5,000 rows unless told, and never more than 200,000', () => {
    const { session, frames: [frame] } = recorded(many(6_000, () => ({ message: 'hay' })));
    expect(session.logs(frame as Frame, { ...NEWEST, filter: NEEDLE }).reached?.seq).toBe(1_001);
    expect(session.logs(frame as Frame, { ...NEWEST, filter: NEEDLE, budget: 1e9 })).toMatchObject({ complete: true });
  });

  it('does not spend anything on a filter that nothing can pass', () => {
    const { session, frames: [frame] } = recorded(many(10));
    const nothing: Filter = { op: 'level', compare: '>', level: 'fatal' };
    expect(session.logs(frame as Frame, { ...NEWEST, filter: nothing })).toEqual({ rows: [], reached: undefined, complete: true });
  });

  it('is not spent on rows that were learned after the head', () => {
    const { session, frames } = recorded([aLog(1, { message: 'needle' })], many(3_000, (index) => ({ at: at(2 + index / 10_000), message: 'hay' })));
    expect(session.logs(frames[0] as Frame, { ...NEWEST, filter: NEEDLE, budget: 1 })).toMatchObject({ rows: [{ seq: 1 }] });
  });
});

describe('rows from a clock that runs ahead', () => {
  const commits = [[aLog(0), aLog(50_000)], [aLog(1)], [aLog(60_000), aLog(2)]] as const;

  it('stand where their clock says, at the head that knew them', () => {
    const { session, frames } = recorded(...commits);
    expect(session.logs(frames[2] as Frame, NEWEST).rows.map((row) => row.at)).toEqual([at(60_000), at(50_000), at(2), at(1), at(0)]);
    expect(session.logs(frames[1] as Frame, NEWEST).rows.map((row) => row.at)).toEqual([at(50_000), at(1), at(0)]);
    expect(session.logs(frames[1] as Frame, { direction: 'newer', limit: 9 }).rows.map((row) => row.at)).toEqual([at(0), at(1), at(50_000)]);
  });
});

describe('a filter by trace', () => {
  const trace: Filter = { op: 'match', field: 'trace_id', value: 'aB12' };

  it('finds the rows of a trace however far back they lie, in any case of letters', () => {
    const { session, frames: [frame] } = recorded(many(8_000, (index) => ({ traceId: index % 4_000 === 1 ? 'Ab12' : `f${index}` })));
    expect(session.logs(frame as Frame, { ...NEWEST, filter: trace })).toMatchObject({ rows: [{ seq: 4_002 }, { seq: 2 }], complete: true });
  });

  it('also finds rows that name their trace only in an attribute', () => {
    const { session, frames } = recorded([aLog(1, { traceId: 'ab12' })], [aLog(2, { attributes: { trace_id: 'AB12' } })]);
    expect(session.logs(frames[1] as Frame, { ...NEWEST, filter: trace }).rows.map((row) => row.seq)).toEqual([3, 1]);
    expect(session.logs(frames[0] as Frame, { ...NEWEST, filter: trace }).rows.map((row) => row.seq)).toEqual([1]);
  });

  it('keeps to the budget where a whole stream shares one trace', () => {
    const { session, frames: [frame] } = recorded(many(2_000, () => ({ traceId: 'ab12', message: 'hay' })));
    const both: Filter = { op: 'and', terms: [trace, NEEDLE] };
    expect(session.logs(frame as Frame, { ...NEWEST, filter: both, budget: 500 })).toMatchObject({ rows: [], reached: { seq: 1_501 }, complete: false });
  });
});

describe('one row', () => {
  it('is there only from the head on that knew it', () => {
    const { session, frames } = recorded([aLog(0)], [aLog(1)]);
    expect(session.log(frames[1] as Frame, 3 as Seq)?.message).toBe('message 1');
    expect(session.log(frames[0] as Frame, 3 as Seq)).toBeUndefined();
    expect(session.log(frames[1] as Frame, 2 as Seq)).toBeUndefined();
  });
});
