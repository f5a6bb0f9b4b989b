// The extremes of one series for each stretch of a span. Narrow stretches are made from the samples; wide ones from the parts that
// the writer put together, plus those samples that no part known at the head holds.
import type { Interval, Micros } from '../../../lib/micros.ts';
import type { Head } from '../../../model/session.ts';
import type { Connection } from '../connection.ts';
import { PART, WINDOW, type Extremes } from '../extremes.ts';
import { bucketOf } from '../ladder.ts';
import { isMadeOfParts, Stretches, stretchWidth } from './stretches.ts';

/** A sample as stored: NaN is NULL. As an array, because a series has thousands. */
export type SampleRow = readonly [at: Micros, value: number | null];

export type Stretch = [series: number, from: number, to: number, head: number];

export const WITHIN = 'FROM sample INDEXED BY sample_at WHERE series = ? AND at >= ? AND at < ? AND seq <= ?';

export function extremesQuery(db: Connection): (series: number, span: Interval, points: number, head: Head) => readonly SampleRow[] {
  const samples = db.prepare<Stretch, SampleRow>(`SELECT at, value ${WITHIN} ORDER BY at, value`).raw();
  const later = db.prepare<[...Stretch, number], SampleRow>(`SELECT at, value ${WITHIN} AND seq > ? ORDER BY at, value`).raw();
  const parts = db.prepare<Stretch, Extremes>(
    'SELECT low, low_at AS lowAt, high, high_at AS highAt FROM sample_rollup WHERE series = ? AND part >= ? AND part < ? AND seq <= ?',
  );
  const flushed = db.prepare<[number], number>('SELECT seq FROM tick WHERE learned < ? ORDER BY learned DESC, seq DESC LIMIT 1').pluck();
  const tailAt = db.prepare<[number], number | null>('SELECT sample_tail FROM tick WHERE seq <= ? ORDER BY seq DESC LIMIT 1').pluck();

  return (series, span, points, head) => {
    const width = stretchWidth(span, points);
    const stretches = new Stretches(width);
    const add = (rows: readonly SampleRow[]): void => {
      for (const [at, value] of rows) stretches.see(at, value);
    };
    const first = bucketOf(span.from + PART - 1, PART);
    const end = bucketOf(span.to, PART);
    if (!isMadeOfParts(width) || first >= end) {
      add(samples.all(series, span.from, span.to, head.seq));
      return stretches.samples();
    }
    const stored = flushed.get(head.learned - (head.learned % WINDOW)) ?? 0;
    for (const part of parts.all(series, first, end, stored)) stretches.merge(part);
    add(samples.all(series, span.from, first * PART, stored));
    add(samples.all(series, end * PART, span.to, stored));
    const tail = tailAt.get(head.seq) ?? null;
    if (tail !== null) add(later.all(series, Math.max(span.from, tail), span.to, head.seq, stored));
    return stretches.samples();
  };
}
