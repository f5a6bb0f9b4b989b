import { describe, expect, it } from 'vitest';
import { FACT_KINDS } from '../../../src/model/fact.ts';
import type { FactDraft } from '../../../src/model/signal.ts';
import { aCheck, anAct, anAlert, anAnomaly, anInflection, anSlo, aPattern, aPin, aSilence } from '../../support/facts.ts';
import { aReader, at, aWriter, frameAt, from } from '../../support/session.ts';

const ALL: readonly FactDraft[] = [
  anAlert(1, { acknowledged: { by: 'a', comment: '\u001b[31m' }, silencedBy: ['s1'] }), aSilence(2), anSlo(3), aCheck(4), anAnomaly(5, { backfilled: true }), anInflection(6), aPattern(7),
  { kind: 'sampling', at: at(8), id: 'rate', kept: 1, dropped: 9 }, anAct(9), aPin(10),
];

function recorded(...commits: readonly (readonly FactDraft[])[]) {
  const writer = aWriter();
  const source = writer.addSource({ name: 'alerts', kind: 'test', target: 'none' });
  const heads = commits.map((drafts, index) => writer.append(from(source, ...drafts), at(1_000 + index)));
  const session = aReader(writer.path);
  return { session, source, frames: heads.map((head) => frameAt(head)) };
}

const EVER = { from: at(-1_000), to: at(1_000) };

describe('facts', () => {
  it('of every kind come back as they were given', () => {
    const { session, source, frames } = recorded(ALL);
    expect(ALL.map(({ kind }) => kind)).toEqual(FACT_KINDS);
    for (const frame of frames) {
      expect(session.facts(frame, { kinds: FACT_KINDS, span: EVER, limit: 99 })).toEqual(ALL.map((draft, index) => ({ ...draft, seq: index + 2, source })));
    }
  });

  it('are the newest of their identity at the head, the latest changed first', () => {
    const { session, frames } = recorded([anAlert(1), anAlert(2, { id: 'beef' })], [anAlert(3, { state: 'resolved' })]);
    const states = frames.map((frame) => session.latest(frame, 'alert').map(({ id, state }) => `${id} ${state}`));
    expect(states).toEqual([['beef firing', 'f00d firing'], ['f00d resolved', 'beef firing']]);
  });

  it('of two sources with the same id are two', () => {
    const writer = aWriter();
    const [one, two] = ['a', 'b'].map((name) => writer.addSource({ name, kind: 'test', target: 'none' }));
    const head = writer.append([...from(one ?? 0, anAlert(1)), ...from(two ?? 0, anAlert(1))], at(2));
    expect(aReader(writer.path).latest(frameAt(head), 'alert')).toHaveLength(2);
  });

  it('in a span leave out what was superseded by the head, wherever the newer row lies', () => {
    const { session, frames } = recorded([anAnomaly(100)], [anAnomaly(400, { sigma: 9 })]);
    const span = { from: at(0), to: at(200) };
    const seen = frames.map((frame) => session.facts(frame, { kinds: ['anomaly'], span, limit: 9 }).length);
    const history = frames.map((frame) => session.facts(frame, { kinds: ['anomaly'], span, limit: 9, superseded: true }).length);
    expect(seen).toEqual([1, 0]);
    expect(history).toEqual([1, 1]);
  });

  it('beyond the limit are the newest by event time', () => {
    const { session, frames } = recorded(Array.from({ length: 30 }, (_, index) => anInflection(30 - index, { id: `i${index}` })));
    const [frame] = frames;
    const rows = frame === undefined ? [] : session.facts(frame, { kinds: ['inflection', 'alert'], span: EVER, limit: 3 });
    expect(rows.map((row) => row.at)).toEqual([at(28), at(29), at(30)]);
  });

  it('that answer the operator are read up to what was asked, all others up to the head', () => {
    const { session, frames } = recorded([anAlert(1)], [anAlert(2, { state: 'resolved' }), anAct(3)]);
    const [before, after] = frames;
    if (before === undefined || after === undefined) throw new Error('two commits');
    const paused = { ...before, asked: after.asked };
    expect(session.latest(paused, 'act')).toHaveLength(1);
    expect(session.latest(paused, 'alert')).toMatchObject([{ state: 'firing' }]);
  });

  it('of one identity are its history', () => {
    const { session, frames } = recorded([anAlert(1, { state: 'pending' }), anAlert(2), anAlert(3, { id: 'beef' })]);
    const [frame] = frames;
    const rows = frame === undefined ? [] : session.facts(frame, { kinds: ['alert'], span: EVER, limit: 9, superseded: true, id: 'f00d' });
    expect(rows.map((row) => row.kind === 'alert' && row.state)).toEqual(['pending', 'firing']);
  });
});
