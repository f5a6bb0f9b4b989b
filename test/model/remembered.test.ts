import { expect, it, onTestFinished } from 'vitest';
import { fromMillis } from '../../src/lib/micros.ts';
import { remembered } from '../../src/model/remembered.ts';
import type { Frame, Session } from '../../src/model/session.ts';
import type { Seq } from '../../src/model/signal.ts';
import { recordedSession } from '../support/recorded.ts';
import { aLog } from '../support/session.ts';

const WINDOW = { direction: 'older', limit: 10 } as const;

/** A session that counts what it is asked. */
function counted(): { readonly session: Session; readonly asked: () => number } {
  const session = recordedSession([aLog(1, { message: 'one' }), aLog(2, { message: 'two' })]);
  onTestFinished(() => session.close());
  let count = 0;
  return { session: { ...session, logs: (...args) => ((count += 1), session.logs(...args)), totals: (...args) => ((count += 1), session.totals(...args)) }, asked: () => count };
}

it('answers a second time without reading, and reads for another query, span or head', () => {
  const { session, asked } = counted();
  const answers = remembered(session);
  const head = session.head();
  const frame: Frame = { head, asked: head.seq, span: { from: fromMillis(0), to: head.latest } };
  const earlier = (rows: number): Frame => ({ ...frame, head: { ...head, seq: (head.seq - rows) as Seq } });
  const steps = [
    () => answers.logs(frame, WINDOW),
    () => answers.logs({ ...frame }, { ...WINDOW }),
    () => answers.logs(frame, { ...WINDOW, limit: 1 }),
    () => answers.logs({ ...frame, span: { from: fromMillis(0), to: fromMillis(1) } }, WINDOW),
    () => answers.totals(frame),
    () => answers.totals(frame),
    () => answers.logs(earlier(1), WINDOW),
    () => answers.logs(frame, WINDOW),
    () => answers.logs(earlier(2), WINDOW),
    () => answers.logs(earlier(1), WINDOW),
    () => answers.logs(frame, WINDOW),
  ];
  // Two frames are remembered, the oldest goes first.
  expect(steps.map((step) => (step(), asked()))).toEqual([1, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7]);
  expect(answers.logs(frame, WINDOW)).toEqual(session.logs(frame, WINDOW));
});
