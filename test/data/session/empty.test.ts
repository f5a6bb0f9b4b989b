import { describe, expect, it } from 'vitest';
import { emptySession } from '../../../src/data/session/empty.ts';
import { MINUTE, SECOND, shift } from '../../../src/lib/micros.ts';
import type { Frame, Session } from '../../../src/model/session.ts';
import type { Seq } from '../../../src/model/signal.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { aReader, aWriter, at } from '../../support/session.ts';

const START = at(0);

/** Everything a screen can ask. */
function answers(session: Session, frame: Frame): object {
  const { span } = frame;
  return {
    first: session.info().first, growing: session.info().growing, startedAt: session.info().startedAt,
    head: session.head(),
    heads: [-5, 0, 1, 2.5, 3, 60].map((second) => [session.headAt(shift(span.from, second * SECOND)), session.headFor(shift(span.from, second * SECOND))]),
    headsOf: [1, 2, 4, 90].map((seq) => session.headOf(seq as Seq)),
    logs: session.logs(frame, { direction: 'older', limit: 10 }), log: session.log(frame, 1 as Seq),
    density: [2, 10, 60].map((buckets) => session.density(frame, span, buckets)),
    traces: session.traces(frame, { span, limit: 10 }), trace: session.trace(frame, 't1'),
    series: session.series(frame, { span, points: 10 }), panels: session.panels(frame), sources: session.sources(frame),
    gaps: session.gaps(frame, span), rejects: session.rejects(frame, 10), notes: session.notes(frame, span),
    latest: session.latest(frame, 'alert'), facts: session.facts(frame, { kinds: ['alert'], span, limit: 10 }),
    totals: { ...session.totals(frame), bytes: 0 }, extent: session.extent(frame),
  };
}

describe('a session of nothing', () => {
  it('answers as the file of a recorder does that heard nothing for three seconds', () => {
    const clock = new ManualClock(START);
    const empty = emptySession(clock);
    const writer = aWriter();
    for (let second = 0; second <= 3; second += 1) {
      writer.tick(shift(START, second * SECOND));
      if (second < 3) clock.advance(1_000);
    }
    const recorded = aReader(writer.path);
    const head = recorded.head();
    const frame: Frame = { head, asked: head.seq, span: { from: START, to: shift(START, MINUTE) } };
    expect(answers(empty, frame)).toEqual(answers(recorded, frame));
  });

  it('goes on with the time, and never back', () => {
    const clock = new ManualClock();
    const empty = emptySession(clock);
    const before = empty.head();
    clock.advance(10_500);
    expect(empty.head()).toEqual({ seq: before.seq + 10, learned: shift(before.learned, 10 * SECOND), latest: shift(before.latest, 10 * SECOND) });
    expect(empty.headAt(before.learned)).toEqual(before);
  });
});
