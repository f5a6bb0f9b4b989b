import { describe, expect, it } from 'vitest';
import { changed, storyOf, type StoryRow } from '../../../src/analysis/story/story.ts';
import { OWN_SOURCE } from '../../../src/data/session/writer.ts';
import type { Draft } from '../../../src/model/signal.ts';
import { anAct, aPin } from '../../support/facts.ts';
import { aReader, at, aWriter, frameAt, from } from '../../support/session.ts';

/** The story after these drafts, each in a commit of its own; `later` makes more of what the story was by then. */
function told(drafts: readonly Draft[], later: readonly ((rows: readonly StoryRow[]) => Draft)[] = []): readonly StoryRow[] {
  const writer = aWriter();
  const session = () => aReader(writer.path);
  const put = (draft: Draft): void => void writer.append(from(OWN_SOURCE, draft), at(8_000));
  writer.tick(at(0));
  for (const draft of drafts) put(draft);
  for (const make of later) put(make(rowsOf(session())));
  return rowsOf(session());
}

function rowsOf(session: ReturnType<typeof aReader>): readonly StoryRow[] {
  return storyOf(session, frameAt(session.head()));
}

const note = (seconds: number, text: string): Draft => ({ kind: 'note', at: at(seconds), text });
const texts = (rows: readonly StoryRow[]): readonly string[] => rows.map(({ text }) => text);

/** A pin of the first row that changes it. */
const change = (what: Parameters<typeof changed>[1], index = 0) => (rows: readonly StoryRow[]): Draft => {
  const row = rows[index];
  if (row === undefined) throw new Error('no such row');
  return { kind: 'pin', at: at(9_000), ...changed(row, what) };
};

describe('the story', () => {
  it('of a session in which nothing was chosen is empty', () => {
    expect(told([])).toEqual([]);
  });

  it('holds chosen rows, notes, acts and follow-ups in event-time order, whatever order they were learned in', () => {
    const rows = told([
      note(300, 'drained'), aPin(100, { id: 'log:1' }), anAct(200),
      aPin(400, { id: 'follow-up:1', row: { kind: 'follow-up', at: at(400), seq: 0 }, text: 'alert earlier' }), aPin(50, { id: 'log:9', pinned: false }),
    ]);
    expect(rows.map(({ kind }) => kind)).toEqual(['row', 'act', 'note', 'follow-up']);
    expect(texts(rows)).toEqual(['queue full', 'sovereign acknowledged HighCPUUsage: looking', 'drained', 'alert earlier']);
  });

  it('takes the newest words of a row, in its old place', () => {
    expect(texts(told([note(1, 'drianed'), note(2, 'after')], [change({ text: 'drained' })]))).toEqual(['drained', 'after']);
    expect(texts(told([anAct(1)], [change({ text: 'Ada looked at it' })]))).toEqual(['Ada looked at it']);
  });

  it('loses what was removed and has it again when it was brought back, with the words it had', () => {
    expect(told([note(1, 'wrong')], [change({ pinned: false })])).toEqual([]);
    expect(told([anAct(1)], [change({ pinned: false })])).toEqual([]);
    const writer = aWriter();
    writer.append(from(OWN_SOURCE, note(1, 'right')), at(2));
    const [row] = rowsOf(aReader(writer.path));
    if (row === undefined) throw new Error('no row');
    for (const pinned of [false, true]) writer.append(from(OWN_SOURCE, { kind: 'pin', at: at(3), ...changed(row, { pinned }) }), at(4));
    expect(rowsOf(aReader(writer.path))).toEqual([row]);
  });

  it('knows of a follow-up whether it was done, also after it was worded anew', () => {
    const todo = aPin(1, { id: 'follow-up:1', row: { kind: 'follow-up', at: at(1), seq: 0 }, text: 'page earlier' });
    expect(told([todo])).toMatchObject([{ done: false }]);
    expect(told([todo], [change({ done: true }), change({ text: 'page at once' })])).toMatchObject([{ done: true, text: 'page at once' }]);
  });

  it('tells what was added after the file was sealed from what the seal covers', () => {
    const writer = aWriter();
    const { seq } = writer.append(from(OWN_SOURCE, note(1, 'sealed'), note(2, 'worded anew')), at(10));
    writer.append(from(OWN_SOURCE, aPin(3, { id: 'note:2', row: { kind: 'note', at: at(2), seq: 2 }, text: 'in other words' }), note(4, 'added')), at(10));
    const session = aReader(writer.path);
    const incident = { title: 'x', severity: 'low', range: { from: at(0), to: at(9) }, savedAt: at(9), by: 'ada', session: 's', redactions: {}, raw: false, last: seq } as const;
    const rows = storyOf({ ...session, info: () => ({ ...session.info(), incident }) }, frameAt(session.head()));
    expect(rows.map(({ text, added }) => [text, added])).toEqual([['sealed', false], ['in other words', true], ['added', true]]);
  });
});
