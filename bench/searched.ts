// What benchmarks ask of a whole session: all that it spans, every row that holds a text, the next one.
import type { Filter } from '../src/model/filter/ast.ts';
import type { Cursor, Frame, Session } from '../src/model/session.ts';

/** Rows looked at a read. */
const BUDGET = 200_000;

/** Everything that the session has. */
export function frameOf(session: Session): Frame {
  const head = session.head();
  return { head, asked: head.seq, span: session.extent({ head, asked: head.seq, span: { from: head.learned, to: head.learned } }) ?? { from: head.learned, to: head.learned } };
}

/** Rows that hold a text, over the whole session. */
export function hits(session: Session, text: string): number {
  let found = 0;
  for (const rows of pagesWith(session, { op: 'text', text }, undefined, 500)) found += rows;
  return found;
}

/** Looks for the next older row that holds a text; true where there is one. */
export function findsOlder(session: Session, text: string, from: Cursor): boolean {
  for (const rows of pagesWith(session, { op: 'text', text }, from, 1)) if (rows > 0) return true;
  return false;
}

function* pagesWith(session: Session, filter: Filter, start: Cursor | undefined, limit: number): Generator<number> {
  const frame = frameOf(session);
  let from = start;
  for (;;) {
    const { rows, reached, complete } = session.logs(frame, { filter, from, direction: 'older', limit, budget: BUDGET });
    yield rows.length;
    if (reached === undefined || (complete && rows.length < limit)) return;
    from = reached;
  }
}
