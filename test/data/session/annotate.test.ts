import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { annotate, annotationsOf } from '../../../src/data/session/annotate.ts';
import { openSession } from '../../../src/data/session/reader.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import type { Annotation } from '../../../src/model/ask.ts';
import { aLog, at, aWriter, from, frameAt } from '../../support/session.ts';

const NOTE: Annotation = { kind: 'note', at: at(1), text: 'drained by hand' };
const PIN: Annotation = { kind: 'pin', at: at(2), pin: { id: 'log:1', row: { kind: 'log', at: at(1), seq: 1 }, pinned: true, text: 'queue grows' } };
const DONE: Annotation = { kind: 'pin', at: at(3), pin: { id: 'follow-up:1', row: { kind: 'follow-up', at: at(3), seq: 0 }, pinned: true, text: 'alert earlier', done: true } };

function closed(): string {
  const writer = aWriter();
  writer.append(from(1, aLog(1)), at(10));
  writer.finalise();
  return writer.path;
}

describe('adding notes and pins to a closed session', () => {
  it('shows them wherever the playhead stands, and moves nothing else', () => {
    const path = closed();
    const reader = openSession(path);
    onTestFinished(() => reader.close());
    const before = reader.head();
    annotate(path, [NOTE, PIN]);
    const after = reader.head();
    const frame = { ...frameAt(before), asked: after.seq };
    expect(after).toMatchObject({ learned: before.learned, latest: before.latest });
    expect(reader.info()).toMatchObject({ growing: false });
    expect(reader.notes(frame, frame.span).map(({ text }) => text)).toEqual(['drained by hand']);
    expect(reader.latest(frame, 'pin').map(({ id }) => id)).toEqual(['log:1']);
    expect(reader.logs(frame, { direction: 'older', limit: 5 }).rows).toHaveLength(1);
  });

  it('gives them the same places one by one as all at once, and gives them back in order', () => {
    const [one, all] = [closed(), closed()];
    for (const annotation of [NOTE, PIN, DONE]) annotate(one, [annotation]);
    annotate(all, [NOTE, PIN, DONE]);
    const heads = [one, all].map((path) => {
      const reader = openSession(path);
      const head = reader.head();
      const [note] = reader.notes(frameAt(head), { from: at(0), to: at(100) });
      reader.close();
      return [head.seq, note?.seq];
    });
    expect(heads[0]).toEqual(heads[1]);
    expect(annotationsOf(all)).toEqual([NOTE, PIN, DONE]);
    expect(readdirSync(dirname(all))).toEqual(['session.db']);
  });

  it('is refused while the session is recorded', () => {
    const writer = aWriter();
    writer.tick(at(1));
    onTestFinished(() => writer.close());
    expect(() => annotate(writer.path, [NOTE])).toThrow(expect.objectContaining({ code: 'SESSION_BUSY' }));
  });

  it('does nothing where there is nothing to add', () => {
    const path = closed();
    annotate(path, []);
    const writer = openWriter(path, { title: '' });
    onTestFinished(() => writer.close());
    expect(annotationsOf(path)).toEqual([]);
  });
});
