// Log rows in blocks: what is put in comes out, whatever it holds, and what is asked of blocks and of rows is answered as one.
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFields, openPlaces, rowOf } from '../../../src/data/session/block/opened.ts';
import { seal } from '../../../src/data/session/block/seal.ts';
import type { LogRow } from '../../../src/data/session/decode.ts';
import { openSession } from '../../../src/data/session/reader.ts';
import { openSql } from '../../../src/data/session/sql.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import type { Micros } from '../../../src/lib/micros.ts';
import type { Filter } from '../../../src/model/filter/ast.ts';
import { compile } from '../../../src/model/filter/compile.ts';
import type { LogDraft, Seq } from '../../../src/model/signal.ts';
import { aLog, aReader, at, aWriter, frameAt, from } from '../../support/session.ts';

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('', 'a\u0000b', '{"a":1}', 'ſK'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const moment = fc.oneof(fc.integer({ min: 1_795_000_000_000_000, max: 1_795_000_900_000_000 }), fc.integer({ min: 0, max: 8_990_000_000_000_000 }));
const id = maybe(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 2 ** 31 })));
const aRow = fc.record({
  at: moment as fc.Arbitrary<Micros>, source: fc.nat(300), backfilled: fc.nat(1), ahead: fc.nat(1), level: fc.nat(5), service: id, node: id,
  trace_id: maybe(text), span_id: maybe(text), message: text, attributes: maybe(fc.json()), row_id: maybe(text),
});
/** Rows with rising seqs, among which other signals took some. */
const rows = fc.array(fc.tuple(aRow, fc.integer({ min: 1, max: 90 })), { minLength: 1, maxLength: 40 }).map((pairs): readonly LogRow[] => {
  let seq = 0;
  return pairs.map(([row, step]) => ({ ...row, seq: (seq += step) as Seq }));
});

describe('a block', () => {
  it('gives back every row as it was, in the order of time', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const ordered = rows.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
        const { size, oldest, newest, first, last, ...packed } = seal(ordered);
        const places = openPlaces(packed.places, size, oldest);
        const fields = openFields(packed.fields, size);
        expect(rows.map((_, index) => rowOf(index, places, fields))).toEqual(ordered);
        expect({ size, first, last, oldest, newest }).toEqual({ size: rows.length, first: rows[0]?.seq, last: rows.at(-1)?.seq, oldest: ordered[0]?.at, newest: ordered.at(-1)?.at });
      }),
      { numRuns: 200, interruptAfterTimeLimit: 5_000 },
    );
  });
});

const words = fc.oneof(fc.string({ minLength: 1, maxLength: 3 }), fc.constantFrom('ab', 'K', '1', '-', 'é', '"', '\\', 'cd.', 'ſ'));
const said = fc.record({ message: words, service: words, node: words, traceId: words, spanId: words, attributes: fc.dictionary(words, fc.oneof(words, fc.double({ noNaN: true }), fc.array(words))) }, { requiredKeys: ['message'] });

describe('a search for words', () => {
  it('finds in blocks what the filter finds in the rows, wherever in a row the words stand', () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 12 }), fc.array(words, { minLength: 1, maxLength: 2 }), (texts, wanted) => {
        const writer = aWriter();
        const drafts = texts.map((fields, index): LogDraft => ({ ...aLog(index), ...fields }));
        // Enough for a block: the others say nothing.
        const head = writer.append(from(1, ...drafts, ...Array.from({ length: 520 }, (_, index) => aLog(100 + index, { message: '' }))), at(700));
        const filter: Filter = { op: 'and', terms: wanted.map((text) => ({ op: 'text', text })) };
        const session = openSession(writer.path);
        const found = session.logs(frameAt(head), { direction: 'newer', limit: 500, filter });
        session.close();
        const passes = compile(filter);
        expect(found.rows.map(({ seq }) => seq)).toEqual(drafts.flatMap((draft, index) => (passes({ ...draft, seq: (index + 1) as Seq, source: 1 }) ? [index + 1] : [])));
      }),
      { numRuns: 40, interruptAfterTimeLimit: 5_000 },
    );
  });
});

const BLOCKS = 'SELECT count(*) FROM log_block';
const ROWS = 'SELECT count(*) FROM log_row';

/** How many blocks and how many rows the file has. */
function stored(path: string): readonly unknown[] {
  const db = new Database(path, { readonly: true });
  const counts = [BLOCKS, ROWS].map((select) => db.prepare(select).pluck().get());
  db.close();
  return counts;
}

const many = (rows: number, over: (index: number) => Partial<LogDraft> = () => ({}), begin = 0) => Array.from({ length: rows }, (_, index) => aLog(begin + index, over(index)));

describe('log rows', () => {
  it('become a block at once where a commit brings many, and otherwise once there are enough of them', () => {
    const writer = aWriter();
    writer.append(from(1, ...many(600)), at(600));
    expect(stored(writer.path)).toEqual([1, 0]);
    for (let commit = 0; commit < 5; commit += 1) writer.append(from(1, ...many(400)), at(700));
    expect(stored(writer.path)).toEqual([1, 2_000]);
    const head = writer.append(from(1, ...many(400)), at(700));
    expect(stored(writer.path)).toEqual([2, 0]);
    const { db, close } = openSql(writer.path);
    expect(db.prepare('SELECT count(*), count(DISTINCT seq), max(seq) FROM log').raw().get()).toEqual([3_000, 3_000, head.seq - 1]);
    close();
  });

  it('become a block earlier where they are long, so that no block is too large to be read', () => {
    const writer = aWriter();
    const long = (index: number) => ({ message: String(index).repeat(100_000) });
    for (let commit = 0; commit < 5; commit += 1) writer.append(from(1, ...many(10, long)), at(700));
    expect(stored(writer.path)).toEqual([1, 8]);
  });

  it('wait for their block over a restart, and over a commit that failed', () => {
    const writer = aWriter();
    writer.append(from(1, ...many(400)), at(400));
    writer.close();
    const again = openWriter(writer.path, { title: 'x', blockRows: 450 });
    const broken = { kind: 'sample', at: null, name: 'x', labels: {}, value: 1 } as unknown as LogDraft;
    expect(() => again.append(from(1, ...many(100, undefined, 400), broken), at(500))).toThrow(/NOT NULL/);
    const head = again.append(from(1, ...many(50, undefined, 400)), at(500));
    again.close();
    expect(stored(writer.path)).toEqual([1, 0]);
    const session = aReader(writer.path);
    expect(session.logs(frameAt(head), { direction: 'newer', limit: 500 }).rows.map(({ message }) => message)).toEqual(many(450).map(({ message }) => message));
  });

  it('are seen by a reader that was there before they moved', () => {
    const writer = aWriter();
    const first = writer.append(from(1, ...many(300)), at(300));
    const session = aReader(writer.path);
    const asked = { direction: 'older', limit: 2, from: { at: at(200), seq: 0 as Seq } } as const;
    const before = session.logs(frameAt(first), asked);
    for (let commit = 1; commit < 8; commit += 1) writer.append(from(1, ...many(300, undefined, 300 * commit)), at(300 * commit));
    expect(stored(writer.path)).toEqual([1, 300]);
    expect(session.logs(frameAt(first), asked)).toEqual(before);
    expect(session.logs(frameAt(session.head()), { direction: 'older', limit: 1 }).rows[0]?.message).toBe('message 2399');
  });

  it('of one trace are found in every block and beside them, in any case of letters', () => {
    const writer = aWriter();
    for (let commit = 0; commit < 3; commit += 1) writer.append(from(1, ...many(600, (index) => ({ traceId: index === 7 ? 'AbC1' : `f${index}` }), 1_000 * commit)), at(1_000 * commit + 600));
    const head = writer.append(from(1, aLog(5_000, { traceId: 'aBc1' }), aLog(5_001)), at(5_001));
    const session = aReader(writer.path);
    const filter: Filter = { op: 'match', field: 'trace_id', value: 'abc1' };
    expect(session.logs(frameAt(head), { direction: 'older', limit: 9, filter }).rows.map((row) => row.message)).toEqual(['message 5000', 'message 2007', 'message 1007', 'message 7']);
    const old = session.headOf(700 as Seq);
    expect(session.logs(frameAt(old), { direction: 'older', limit: 9, filter })).toMatchObject({ rows: [{ message: 'message 1007' }, { message: 'message 7' }], complete: true });
  });

  it.each([20_000, 1_300])('of streams %s s apart stand in order, whether their blocks overlap or were cut', (apart) => {
    const writer = aWriter();
    const mixed = (begin: number) => many(600, undefined, begin).flatMap((row, index) => [row, aLog(apart - begin - index)]);
    let head = writer.append(from(1, ...mixed(0)), at(1));
    head = writer.append(from(1, ...mixed(600)), at(2));
    head = writer.append(from(1, aLog(300.5), aLog(apart - 500.5)), at(3));
    expect(stored(writer.path)).toEqual([apart > 2_000 ? 4 : 2, 2]);
    const session = aReader(writer.path);
    for (const seq of [1, 2, 701, 1_200, 1_202, 2_401, 2_403]) expect(session.log(frameAt(head), seq as Seq)?.seq).toBe(seq);
    expect(session.log(frameAt(head), 1_201 as Seq)).toBeUndefined();
    const walked: number[] = [];
    for (let page = session.logs(frameAt(head), { direction: 'newer', limit: 500 }); page.rows.length > 0; page = session.logs(frameAt(head), { direction: 'newer', limit: 500, from: page.reached })) walked.push(...page.rows.map((row) => row.at));
    expect(walked).toHaveLength(2_402);
    expect(walked).toEqual(walked.toSorted((a, b) => a - b));
  });

  it('that are damaged on the disk are called so, not shown', () => {
    const writer = aWriter();
    writer.append(from(1, ...many(600)), at(600));
    writer.finalise();
    const db = new Database(writer.path);
    const bytes = db.prepare<[], Buffer>('SELECT fields FROM log_data').pluck().get() ?? Buffer.alloc(0);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    db.prepare('UPDATE log_data SET fields = ?').run(bytes);
    db.close();
    const session = aReader(writer.path);
    expect(() => session.logs(frameAt(session.head()), { direction: 'older', limit: 1 })).toThrow(expect.objectContaining({ code: 'SESSION_DAMAGED' }));
  });
});
