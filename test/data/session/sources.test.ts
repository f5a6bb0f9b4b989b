import { describe, expect, it } from 'vitest';
import type { Draft, FlowDraft } from '../../../src/model/signal.ts';
import { interval } from '../../../src/lib/micros.ts';
import { aGap, aHealth, aLog, aReader, at, aWriter, frameAt, from } from '../../support/session.ts';

function aFlow(seconds: number, over: Partial<FlowDraft> = {}): FlowDraft {
  return { kind: 'flow', at: at(seconds), logs: 10, samples: 0, rejects: 0, bytes: 1_000, ...over };
}

describe('the state of sources', () => {
  it('gives rates over the last ten seconds of learning, and over what there is before that', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'a', kind: 'b', target: 'c' });
    writer.tick(at(0));
    const heads = Array.from({ length: 30 }, (_, index) => writer.append(from(source, aFlow(index + 1, { logs: index < 20 ? 10 : 40 })), at(index + 1)));
    const session = aReader(writer.path);
    const rates = [4, 19, 24, 29].map((index) => session.sources(frameAt(heads[index] ?? writer.tick(at(99))))[0]);
    expect(rates.map((state) => state?.rowsPerSecond)).toEqual([10, 10, 25, 40]);
    expect(rates.map((state) => state?.bytesPerSecond)).toEqual([1_000, 1_000, 1_000, 1_000]);
    expect(rates.map((state) => state?.logs)).toEqual([50, 200, 400, 600]);
  });

  it('falls to a rate of nothing when a source goes quiet', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'a', kind: 'b', target: 'c' });
    writer.append(from(source, aFlow(0)), at(0));
    const quiet = writer.tick(at(60));
    expect(aReader(writer.path).sources(frameAt(quiet))[0]).toMatchObject({ rowsPerSecond: 0, logs: 10 });
  });

  it('says when the newest row of a source was learned', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'a', kind: 'b', target: 'c' });
    writer.append(from(source, aLog(0), aFlow(1)), at(1));
    const silent = writer.append(from(source, aHealth(5), aFlow(5, { logs: 0 })), at(5));
    const session = aReader(writer.path);
    expect(session.sources(frameAt(silent))[0]?.lastLearned).toBe(at(1));
    expect(session.sources(frameAt(session.info().first))[0]?.lastLearned).toBe(at(1));
  });

  it('shows the newest health first and at most twenty before it', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'a', kind: 'b', target: 'c' });
    const head = writer.append(from(source, ...Array.from({ length: 40 }, (_, index) => aHealth(index))), at(41));
    const [state] = aReader(writer.path).sources(frameAt(head));
    expect([state?.health?.at, state?.history.length, state?.history[0]?.at]).toEqual([at(39), 20, at(38)]);
  });

  it('lists a source from the commit on that named it', () => {
    const writer = aWriter();
    const before = writer.tick(at(0));
    writer.addSource({ name: 'late', kind: 'b', target: 'c' });
    const after = writer.tick(at(1));
    const session = aReader(writer.path);
    expect([before, after].map((head) => session.sources(frameAt(head)).map((state) => state.name))).toEqual([[], ['late']]);
  });
});

describe('gaps', () => {
  const span = interval(at(100), at(200));

  it('are those that touch the span, as the head knew them', () => {
    const writer = aWriter();
    const first = writer.append(
      from(1, aGap(0, { gapId: 'before', until: at(99) }), aGap(50, { gapId: 'into', until: at(100) }), aGap(0, { gapId: 'over', until: at(900) }), aGap(200, { gapId: 'after' })),
      at(900),
    );
    const second = writer.append(from(1, aGap(0, { gapId: 'over', until: at(900), missing: 3, recovered: 3 })), at(901));
    const session = aReader(writer.path);
    const told = [first, second].map((head) => session.gaps(frameAt(head), span).map((gap) => [gap.gapId, gap.recovered]));
    expect(told).toEqual([[['over', 0], ['into', 0]], [['over', 3], ['into', 0]]]);
  });

  it('of two sources stay apart even under one name, and at most 200 are told', () => {
    const writer = aWriter();
    writer.append([...from(1, aGap(150)), ...from(2, aGap(150))], at(200));
    const session = aReader(writer.path);
    expect(session.gaps(frameAt(session.head()), span)).toHaveLength(2);
    const storm = writer.append(from(1, ...Array.from({ length: 300 }, (_, index) => aGap(100 + index / 4, { gapId: `s${index}`, until: at(180) }))), at(201));
    const told = session.gaps(frameAt(storm), span).map((gap) => gap.at);
    expect(told).toHaveLength(200);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});

describe('notes', () => {
  it('show while paused: they follow what was asked, not the head', () => {
    const writer = aWriter();
    const paused = writer.tick(at(10));
    const noted = writer.note({ kind: 'note', at: at(9), text: 'rollback started' }, at(11));
    const session = aReader(writer.path);
    const frame = frameAt(paused);
    expect(session.notes(frame, frame.span)).toEqual([]);
    expect(session.notes({ ...frame, asked: noted.seq }, frame.span).map((note) => [note.text, note.source])).toEqual([['rollback started', 0]]);
  });
});

describe('panels', () => {
  it('stand in the order they were first defined, with their newest definition', () => {
    const writer = aWriter();
    const panel = (id: string, title: string): Draft => ({ kind: 'panel', at: at(0), panel: { id, title, expr: 'up', source: 's' } });
    writer.append(from(0, panel('a', 'A'), panel('b', 'B')), at(0));
    const head = writer.append(from(0, panel('a', 'A2')), at(1));
    const session = aReader(writer.path);
    expect(session.panels(frameAt(head)).map(({ title }) => title)).toEqual(['A2', 'B']);
    expect(session.panels(frameAt(session.info().first)).map(({ title }) => title)).toEqual(['A', 'B']);
  });
});

describe('rejects', () => {
  it('come newest first; all of them are counted, also those a recorder only counted', () => {
    const writer = aWriter();
    const reject = (line: number): Draft => ({ kind: 'reject', at: at(0), reason: 'x', excerpt: '', line });
    const first = writer.append(from(1, reject(1), reject(2)), at(0));
    const second = writer.append(from(1, reject(3), aFlow(1, { rejects: 50 })), at(1));
    const session = aReader(writer.path);
    expect(session.rejects(frameAt(second), 2).map((row) => row.line)).toEqual([3, 2]);
    expect([first, second].map((head) => session.totals(frameAt(head)).rejects)).toEqual([2, 50]);
  });
});
