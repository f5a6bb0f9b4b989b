import { describe, expect, it } from 'vitest';
import { corpusRows, jsonLine, labLines, tailFrames } from '../../bench/corpus.ts';
import { at } from '../support/session.ts';

const rows = (seed: number, count: number) => {
  const next = corpusRows(seed, at(0), 1_000);
  return Array.from({ length: count }, () => next());
};

describe('the corpus of JSON lines', () => {
  it('is the same for the same seed and another for another', () => {
    expect(rows(1, 500)).toEqual(rows(1, 500));
    expect(rows(1, 500)).not.toEqual(rows(2, 500));
  });

  it('has lines as long as those that published figures are about: 200 to 260 bytes', () => {
    const lengths = rows(1, 2_000).map((row) => jsonLine(row).length);
    const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
    expect(mean).toBeGreaterThan(200);
    expect(mean).toBeLessThan(260);
  });

  it('has about eight rows to a trace, and times that do not fall', () => {
    const made = rows(1, 4_096);
    expect(made.length / new Set(made.map(({ traceId }) => traceId)).size).toBeCloseTo(8, 0);
    expect(made.map((row) => row.at)).toEqual(made.map((row) => row.at).toSorted((a, b) => a - b));
  });
});

describe('the frames of the lab', () => {
  it('hold every row once, newest first in each frame', () => {
    const ids = tailFrames(1, 3_000, 500, 1_795_269_600).map((frame) => (JSON.parse(frame) as { readonly id: number }[]).map(({ id }) => id));
    expect(ids.map((frame) => frame.length)).toEqual(Array.from({ length: 6 }, () => 500));
    expect(ids[0]?.[0]).toBe(500);
    expect(ids.flatMap((frame) => frame.toReversed())).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 1));
  });
});

describe('the plain lines of the lab', () => {
  it('begin with time and level, where programs that know no format look for them', () => {
    const lines = labLines(1, 100, 5, 1_795_269_600);
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => !/^2026-11-21T14:00:05\.\d{6}Z (?:DEBUG|INFO|WARN|ERROR) \S+ \S+ \S/.test(line))).toEqual([]);
  });
});
