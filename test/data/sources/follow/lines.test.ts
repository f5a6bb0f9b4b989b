import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, MOST_BYTES, type Line } from '../../../../src/data/sources/follow/lines.ts';

function split(chunks: readonly Uint8Array[], splitter = new LineSplitter()): Line[] {
  const lines: Line[] = [];
  for (const chunk of chunks) {
    splitter.feed(Buffer.from(chunk));
    for (let line = splitter.next(); line !== undefined; line = splitter.next()) lines.push(line);
  }
  const rest = splitter.rest();
  return rest === undefined ? lines : [...lines, rest];
}

function texts(bytes: string | Uint8Array): string[] {
  return split([typeof bytes === 'string' ? Buffer.from(bytes) : bytes]).map((line) => line.text);
}

/** The bytes cut at the given places, in order. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

describe('bytes split into lines', () => {
  it('end at line feeds, with or without a carriage return before, and at the end', () => {
    expect(texts('a\nb\r\n\nc')).toEqual(['a', 'b', '', 'c']);
    expect(texts('')).toEqual([]);
    expect(texts('a\rb\n')).toEqual(['a\rb']);
  });

  it('know their offsets and numbers', () => {
    expect(split([Buffer.from('ü\nb')]).map(({ start, end, number }) => [start, end, number])).toEqual([[0, 3, 1], [3, 4, 2]]);
  });

  it('begin behind a byte order mark', () => {
    expect(texts('\ufeffa\n\ufeffb\n')).toEqual(['a', '\ufeffb']);
  });

  it('show bytes that are no UTF-8 as replacements, and say so', () => {
    const [bad, good] = split([Buffer.from([0x61, 0xff, 0x62, 0x0a, 0xef, 0xbf, 0xbd, 0x0a])]);
    expect(bad).toMatchObject({ text: 'a\ufffdb', valid: false });
    expect(good).toMatchObject({ text: '\ufffd', valid: true });
  });

  it('skip the NUL bytes of a hole in front, however large, and keep those inside', () => {
    const hole = Buffer.alloc(MOST_BYTES * 2);
    expect(split([hole, Buffer.from('text\u0000 here\n')])).toMatchObject([{ text: 'text\u0000 here', nuls: MOST_BYTES * 2, cut: 0 }]);
  });

  it('keep a bounded part of a line of 10 MB, count the rest, and go on behind it', () => {
    const [long, next] = split(cutAt(Buffer.from(`${'ü'.repeat(5_000_000)}\nnext\n`), [1, 70_001, 4_000_003]));
    expect(long?.text).toHaveLength(MOST_BYTES / 2);
    expect(long).toMatchObject({ cut: 10_000_000 - MOST_BYTES, valid: true });
    expect(next?.text).toBe('next');
  });

  it('do not end in the middle of a character where they are cut', () => {
    const [long] = split([Buffer.from(`a${'ü'.repeat(MOST_BYTES)}\n`)]);
    expect(long).toMatchObject({ valid: true, cut: MOST_BYTES * 2 + 1 - (MOST_BYTES - 1) });
  });

  it('pass over a line that had begun before', () => {
    expect(split([Buffer.from('est of it\nwhole\n')], new LineSplitter(100, 5, true))).toMatchObject([{ text: 'whole', start: 110, number: 6 }]);
  });

  it('are the same wherever the chunks end', () => {
    const bytes = fc.array(fc.oneof(fc.constantFrom(0x0a, 0x0d, 0x00, 0xc3, 0xbc, 0xf0, 0x9f, 0x98, 0x80, 0xef, 0xbb, 0xbf), fc.nat(255)), { maxLength: 80 }).map((list) => Uint8Array.from(list));
    fc.assert(fc.property(bytes, fc.array(fc.nat(200), { maxLength: 20 }), (all, places) => {
      expect(split(cutAt(all, places))).toEqual(split([all]));
    }), { numRuns: 500 });
  });
});
