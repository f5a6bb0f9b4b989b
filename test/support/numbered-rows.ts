// Rows that show by themselves whether one is missing, doubled, torn or out of place.
import { micros, SECOND } from '../../src/lib/micros.ts';
import type { Cursor, Frame, Session } from '../../src/model/session.ts';
import type { LogDraft } from '../../src/model/signal.ts';

export function numbered(number: number): LogDraft {
  const at = micros(1_795_269_600 * SECOND + number * 1_000);
  return { kind: 'log', at, level: number % 7 === 0 ? 'error' : 'info', message: `row ${number}`, service: `s${number % 5}`, rowId: String(number), attributes: { number } };
}

/** How many rows there are; what is wrong with them is added to `problems`. */
export function checkRows(session: Session, problems: string[]): number {
  const head = session.head();
  const frame: Frame = { head, asked: head.seq, span: { from: micros(0), to: head.latest } };
  let expected = 0;
  let from: Cursor | undefined;
  for (;;) {
    const page = session.logs(frame, { direction: 'newer', from, limit: 500 });
    for (const row of page.rows) {
      expected += 1;
      const whole = row.message === `row ${expected}` && row.rowId === String(expected) && row.attributes?.['number'] === expected;
      if (!whole) problems.push(`row ${expected} is torn or out of place: ${row.message}`);
    }
    if (page.rows.length < 500 || problems.length > 5) break;
    from = page.reached;
  }
  const totals = session.totals(frame);
  if (totals.logs !== expected) problems.push(`totals say ${totals.logs} rows, there are ${expected}`);
  const extent = session.extent(frame);
  const density = extent === undefined ? undefined : session.density(frame, { from: extent.from, to: micros(extent.to + 1) }, 60);
  const counted = density?.buckets.flatMap((bucket) => [...bucket.byLevel]).reduce((sum, count) => sum + count, 0) ?? 0;
  if (counted !== expected) problems.push(`the density has ${counted} rows, there are ${expected}`);
  return expected;
}
