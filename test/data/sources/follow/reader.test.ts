import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UTC } from '../../../../src/data/sources/decode/zone.ts';
import { FLUSH_MILLIS, FROM_START, RecordReader, UNFINISHED_MILLIS, type ReaderOptions, type ReaderStart } from '../../../../src/data/sources/follow/reader.ts';
import { micros, SECOND, shift } from '../../../../src/lib/micros.ts';
import type { Draft } from '../../../../src/model/signal.ts';

const NOW = micros(Date.UTC(2026, 10, 21, 3, 0, 0) * 1_000);

function aReader(options: Partial<ReaderOptions> = {}, start: ReaderStart = FROM_START): RecordReader {
  return new RecordReader({ format: 'auto', zone: UTC, ...options }, start);
}

function read(reader: RecordReader, bytes: string | Uint8Array, now = NOW): Draft[] {
  reader.feed(Buffer.from(bytes));
  const drafts: Draft[] = [];
  while (!reader.hungry) drafts.push(...reader.next(1_000, now));
  return drafts;
}

function messages(drafts: readonly Draft[]): string[] {
  return drafts.map((draft) => (draft.kind === 'log' ? draft.message : draft.kind));
}

describe('a record that may go on', () => {
  it('is held back until the next one begins', () => {
    const reader = aReader();
    expect(messages(read(reader, 'one\ntwo\n'))).toEqual(['one']);
    expect(reader.holding).toBe(true);
    expect(messages(read(reader, '  more\nthree\n'))).toEqual(['two\n  more']);
  });

  it('is given out after a short silence, once', () => {
    const reader = aReader();
    read(reader, 'one\n');
    expect(reader.idle(FLUSH_MILLIS - 1, NOW)).toEqual([]);
    expect(messages(reader.idle(FLUSH_MILLIS, NOW))).toEqual(['one']);
    expect(reader.idle(FLUSH_MILLIS, NOW)).toEqual([]);
    expect(reader.holding).toBe(false);
  });

  it('is not held back where it is whole', () => {
    expect(messages(read(aReader(), '{"msg":"x"}\n'))).toEqual(['x']);
  });
});

describe('a line without its end', () => {
  it('is given out at once after the short silence where JSON shows that it is whole', () => {
    const reader = aReader();
    read(reader, '{"msg":"x"}');
    expect(messages(reader.idle(FLUSH_MILLIS, NOW))).toEqual(['x']);
    expect(read(reader, '\n')).toEqual([]);
  });

  it('waits longer where nobody knows, and is marked then', () => {
    const reader = aReader();
    read(reader, 'before\nhalf a li');
    expect(messages(reader.idle(FLUSH_MILLIS, NOW))).toEqual(['before']);
    expect(reader.idle(UNFINISHED_MILLIS - 1, NOW)).toEqual([]);
    expect(reader.idle(UNFINISHED_MILLIS, NOW)).toMatchObject([{ message: 'half a li', attributes: { unfinished_line: true } }]);
  });

  it('keeps the record before it back where it may belong to it', () => {
    const reader = aReader();
    read(reader, 'Error: boom\n    at x (/a');
    expect(reader.idle(FLUSH_MILLIS, NOW)).toEqual([]);
    expect(messages([...read(reader, '.js:1:1)\n'), ...reader.idle(FLUSH_MILLIS, NOW)])).toEqual(['Error: boom\n    at x (/a.js:1:1)']);
  });

  it('is a record where the stream ends', () => {
    const reader = aReader();
    read(reader, 'the end');
    expect(reader.end(NOW)).toMatchObject([{ message: 'the end', attributes: { time_from: 'reading' } }]);
  });
});

describe('the position', () => {
  it('is where the oldest record held back begins', () => {
    const reader = aReader();
    read(reader, 'one\ntwo\nth');
    expect(reader.position).toEqual({ offset: 4, line: 2 });
    reader.idle(FLUSH_MILLIS, NOW);
    expect(reader.position).toEqual({ offset: 8, line: 3 });
  });

  it('has no line where nobody counted from the start, and rejects have none either', () => {
    const reader = aReader({}, { offset: 50, line: undefined });
    expect(read(reader, '{}\n')[0]).not.toHaveProperty('line');
    expect(reader.position).toEqual({ offset: 53, line: undefined });
  });

  it('goes on without loss or repetition after any number of drafts', () => {
    const text = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? `{"msg":"m${index}"}` : `line ${index}\n  more of ${index}`)).join('\n');
    const bytes = Buffer.from(`${text}\n`);
    const whole = aReader();
    const expected = messages([...read(whole, bytes), ...whole.end(NOW)]);
    for (let taken = 0; taken < 20; taken += 1) {
      const first = aReader();
      first.feed(bytes);
      const before = first.next(taken, NOW);
      const second = aReader({}, first.position);
      const after = [...read(second, bytes.subarray(first.position.offset)), ...second.end(NOW)];
      expect(messages([...before, ...after])).toEqual(expected);
    }
  });
});

describe('a record without a time', () => {
  it('takes the reading time where none came before', () => {
    expect(read(aReader(), 'a\nb\n')).toMatchObject([{ at: NOW, attributes: { time_from: 'reading' } }]);
  });

  it('takes the time of the record before it, later by the silence between them', () => {
    const reader = aReader();
    const at = micros(Date.UTC(2026, 0, 1) * 1_000);
    read(reader, '{"ts":"2026-01-01T00:00:00Z","msg":"x"}\n');
    expect(read(reader, '{"msg":"y"}\n', shift(NOW, SECOND / 2))).toMatchObject([{ at, attributes: { time_from: 'previous-line' } }]);
    expect(read(reader, '{"msg":"z"}\n', shift(NOW, 3 * SECOND))).toMatchObject([{ at: at + 3 * SECOND }]);
  });
});

describe('a draft', () => {
  it('names its file where several are followed, and is history before the given offset', () => {
    const drafts = read(aReader({ file: 'a.log' }, { offset: 0, line: 1, historyEnd: 12 }), '{"msg":"x"}\n{"msg":"y"}\n');
    expect(drafts).toMatchObject([{ backfilled: true, attributes: { file: 'a.log' } }, { attributes: { file: 'a.log' } }]);
    expect(drafts[1]).not.toHaveProperty('backfilled');
  });

  it('says what damage its bytes had', () => {
    expect(read(aReader(), Buffer.concat([Buffer.alloc(3), Buffer.from('{"msg":"a'), Buffer.from([0xff]), Buffer.from('"}\n')]))).toMatchObject([
      { message: 'a\ufffd', attributes: { nul_bytes: 3, invalid_utf8: true } },
    ]);
  });

  it('of a line of 10 MB is bounded, counted, and followed by the next', () => {
    const reader = aReader();
    const bytes = Buffer.from(`{"timestamp":"2026-11-21T01:02:03Z","level":"error","msg":"${'x'.repeat(10_000_000)}"}\n{"msg":"next"}\n`);
    const [long, reject, next] = read(reader, bytes);
    expect(long).toMatchObject({ kind: 'log', level: 'error', at: Date.UTC(2026, 10, 21, 1, 2, 3) * 1_000, attributes: { truncated_bytes: bytes.length - 16 - 262_144 } });
    expect(reject).toMatchObject({ kind: 'reject', reason: 'broken JSON', line: 1 });
    expect(next).toMatchObject({ message: 'next' });
  });
});

describe('any bytes', () => {
  const piece = fc.oneof(
    fc.constantFrom('{"msg":"a","ts":1732150000}\n', 'Error: x\n', '    at y (/a.js:1:1)\n', '2026-11-21 01:02:03 ERROR x\n', '<13>1 - - app - - - ü😀\n', 'k=v level=warn\r\n', '\n', '{\n  "a": 1\n}\n', '{"half', 'Traceback (most recent call last):\n', 'ValueError: x\n').map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 12 }),
  );

  it('give the same drafts wherever the chunks end, and never throw', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (pieces, sizes) => {
      const bytes = Buffer.concat(pieces);
      const whole = aReader();
      const expected = [...read(whole, bytes), ...whole.end(NOW)];
      const cut = aReader();
      const drafts: Draft[] = [];
      for (let from = 0; from < bytes.length;) {
        const size = sizes.next().value;
        drafts.push(...read(cut, bytes.subarray(from, from + size)));
        from += size;
      }
      expect([...drafts, ...cut.end(NOW)]).toEqual(expected);
    }), { numRuns: 300 });
  });
});
