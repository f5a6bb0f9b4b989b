import { describe, expect, it } from 'vitest';
import { openWriter } from '../../../src/data/session/writer.ts';
import { SECOND } from '../../../src/lib/micros.ts';
import type { Cursor, Frame, Session, TraceQuery } from '../../../src/model/session.ts';
import type { SpanDraft } from '../../../src/model/signal.ts';
import type { TraceSummary } from '../../../src/model/trace.ts';
import { aLog, aReader, aSpan, at, aWriter, frameAt, from } from '../../support/session.ts';

const ALL: TraceQuery = { span: { from: at(-1_000), to: at(1_000) }, limit: 500 };

/** Commits each list of spans at its own second from 100 on. */
function recorded(...commits: readonly (readonly SpanDraft[])[]): { readonly session: Session; readonly frames: readonly Frame[] } {
  const writer = aWriter();
  const source = writer.addSource({ name: 'otlp', kind: 'otlp', target: 'none' });
  const frames = commits.map((spans, index) => frameAt(writer.append(from(source, ...spans), at(100 + index))));
  return { session: aReader(writer.path), frames };
}

function last(frames: readonly Frame[]): Frame {
  const frame = frames.at(-1);
  if (frame === undefined) throw new Error('no commit');
  return frame;
}

function ids(session: Session, frame: Frame, query: Partial<TraceQuery> = {}): readonly string[] {
  return session.traces(frame, { ...ALL, ...query }).rows.map((row) => row.traceId);
}

describe('the spans of a trace', () => {
  const full = aSpan(1, 'b7ad', {
    traceId: '0AF7', parentId: '00f0', name: 'GET /a\u001b[31m', service: 'api', node: 'n1', duration: 123, spanKind: 'client', status: 'error', statusMessage: 'refused', backfilled: true,
    attributes: { 'http.status': 502, list: [1, [null]] }, events: [{ at: at(2), name: 'retry', attributes: { n: 1 } }, { at: at(2), name: 'end' }],
    links: [{ traceId: 'ff', spanId: 'ee' }], resource: { 'service.version': '1.2' },
  });

  it('come back with every field as given, and absent fields absent', () => {
    const plain = aSpan(2, 'c', { traceId: '0AF7' });
    const { session, frames } = recorded([full, plain]);
    const stamped = (draft: SpanDraft, index: number) => ({ ...draft, seq: index + 2, source: 1 });
    expect(session.trace(last(frames), '0AF7')).toStrictEqual([stamped(full, 0), stamped(plain, 1)]);
  });

  it('keep a resource that is too long to be shared', () => {
    const resource = { text: 'x'.repeat(10_000) };
    const { session, frames } = recorded([{ ...full, resource }]);
    expect(session.trace(last(frames), '0AF7')[0]?.resource).toEqual(resource);
  });

  it('come in order of start, as far as known at the head', () => {
    const { session, frames } = recorded([aSpan(5, 'c'), aSpan(3, 'b')], [aSpan(1, 'a'), aSpan(4, 'x', { traceId: 'other' })]);
    const names = (frame: Frame | undefined) => session.trace(frame ?? last(frames), 't1').map((span) => span.spanId);
    expect(names(frames[0])).toEqual(['b', 'c']);
    expect(names(frames[1])).toEqual(['a', 'b', 'c']);
  });

  it('are found whatever the letter case of the id, and are none for an unknown id', () => {
    const { session, frames } = recorded([full, aSpan(2, 'c', { traceId: '0af7' })]);
    expect(session.trace(last(frames), '0aF7')).toHaveLength(2);
    expect(session.trace(last(frames), 'gone')).toEqual([]);
    expect(ids(session, last(frames))).toEqual(['0AF7']);
  });
});

describe('the list of traces', () => {
  const summary = (over: Partial<TraceSummary>): TraceSummary => ({
    traceId: 't1', at: at(1), duration: SECOND, name: 'do a', service: undefined, services: [], spans: 1, errors: 0, complete: true, ...over,
  });

  it('sums up what is known at each head, the root naming the trace once it is known', () => {
    const { session, frames } = recorded(
      [aSpan(3, 'c', { parentId: 'b', service: 'redis', status: 'error' }), aSpan(2, 'b', { parentId: 'a', service: 'api', duration: 5 * SECOND })],
      [aSpan(2.5, 'a', { service: 'portal', duration: 3 * SECOND })],
      [aSpan(1, 'd', { parentId: 'a', service: 'api' })],
    );
    const rows = frames.map((frame) => session.traces(frame, ALL).rows);
    expect(rows).toEqual([
      [summary({ at: at(2), duration: 5 * SECOND, name: 'do b', service: 'api', services: ['redis', 'api'], spans: 2, errors: 1 })],
      [summary({ at: at(2), duration: 5 * SECOND, name: 'do a', service: 'portal', services: ['redis', 'api', 'portal'], spans: 3, errors: 1 })],
      [summary({ at: at(1), duration: 6 * SECOND, name: 'do a', service: 'portal', services: ['redis', 'api', 'portal'], spans: 4, errors: 1 })],
    ]);
  });

  it('is sorted by the earliest start known, newest first, and cut to the span asked for', () => {
    const { session, frames } = recorded([aSpan(10, 'a', { traceId: 'A' }), aSpan(20, 'b', { traceId: 'B' })], [aSpan(5, 'b0', { traceId: 'B' })]);
    expect(ids(session, frames[0] ?? last(frames))).toEqual(['B', 'A']);
    expect(ids(session, last(frames))).toEqual(['A', 'B']);
    expect(ids(session, last(frames), { span: { from: at(5), to: at(10) } })).toEqual(['B']);
    expect(ids(session, last(frames), { span: { from: at(11), to: at(30) } })).toEqual([]);
  });

  it('is filtered by service, errors and duration over the whole trace', () => {
    const { session, frames } = recorded([
      aSpan(1, 'a', { traceId: 'A', service: 'api' }), aSpan(1, 'b', { traceId: 'A', service: 'redis', status: 'error' }),
      aSpan(2, 'a', { traceId: 'B', service: 'api', duration: 9 * SECOND }), aSpan(3, 'a', { traceId: 'C', status: 'ok' }),
    ]);
    const frame = last(frames);
    expect(ids(session, frame, { service: 'redis' })).toEqual(['A']);
    expect(ids(session, frame, { service: 'api' })).toEqual(['B', 'A']);
    expect(ids(session, frame, { service: 'nobody' })).toEqual([]);
    expect(ids(session, frame, { errorsOnly: true })).toEqual(['A']);
    expect(ids(session, frame, { atLeast: 9 * SECOND })).toEqual(['B']);
    expect(ids(session, frame, { service: 'api', errorsOnly: true, atLeast: 2 * SECOND })).toEqual([]);
  });

  it('goes on page by page without a hole, also among traces of one moment and of clocks that run ahead', () => {
    const spans = Array.from({ length: 40 }, (_, index) => aSpan(index < 30 ? Math.floor(index / 10) : 500 + (index % 3), 's', { traceId: `t${index}` }));
    const { session, frames } = recorded(spans);
    const frame = last(frames);
    const found: string[] = [];
    let next: Cursor | undefined;
    for (let pages = 0; pages < 14; pages += 1) {
      const page = session.traces(frame, { ...ALL, limit: 3, from: next });
      found.push(...page.rows.map((row) => row.traceId));
      next = page.reached ?? next;
    }
    expect(found).toEqual(ids(session, frame));
    expect(new Set(found).size).toBe(40);
  });

  it('stops when it looked at as many traces as it may, says so, and goes on from there', () => {
    const spans = Array.from({ length: 5_200 }, (_, index) => aSpan(index / 100, 's', { traceId: `t${index}`, status: index === 0 ? 'error' : 'ok' }));
    const { session, frames } = recorded(spans);
    const first = session.traces(last(frames), { ...ALL, errorsOnly: true });
    expect(first).toMatchObject({ rows: [], complete: false, reached: { at: at(2) } });
    expect(session.traces(last(frames), { ...ALL, errorsOnly: true, from: first.reached })).toMatchObject({ rows: [{ traceId: 't0' }], complete: true });
  });

  it('says which traces have more services than it names', () => {
    const { session, frames } = recorded(Array.from({ length: 65 }, (_, index) => aSpan(index, `s${index}`, { service: `api-${index}` })));
    const [row] = session.traces(last(frames), ALL).rows;
    expect(row?.complete).toBe(false);
    expect(row?.services).toHaveLength(64);
    expect(ids(session, last(frames), { service: 'api-64' })).toEqual(['t1']);
  });

  it('gives nothing for a limit of nothing and at most 500 for more', () => {
    const { session, frames } = recorded(Array.from({ length: 600 }, (_, index) => aSpan(index, 's', { traceId: `t${index}` })));
    expect(session.traces(last(frames), { ...ALL, limit: -1 }).rows).toEqual([]);
    expect(ids(session, last(frames), { limit: 10_000 })).toHaveLength(500);
  });
});

describe('a session of spans alone', () => {
  it('keeps its newest event time and its sums when it is continued', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'otlp', kind: 'otlp', target: 'none' });
    writer.append(from(source, aSpan(90, 'a', { backfilled: true })), at(100));
    writer.close();
    const again = openWriter(writer.path, { title: 'again' });
    const quiet = again.tick(at(200));
    expect(quiet.latest).toBe(at(90));
    const head = again.append(from(source, aSpan(80, 'b', { parentId: 'a' })), at(201));
    again.close();
    expect(aReader(writer.path).traces(frameAt(head), ALL).rows).toMatchObject([{ at: at(80), spans: 2, name: 'do a', duration: 11 * SECOND }]);
  });

  it('moves the head of the live screen as logs do', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'otlp', kind: 'otlp', target: 'none' });
    const head = writer.append(from(source, aSpan(99, 'a'), aLog(90)), at(100));
    expect(head.latest).toBe(at(99));
    expect(aReader(writer.path).headFor(at(99))).toEqual(head);
  });
});

describe('the slowest traces', () => {
  const one = (seconds: number, traceId: string, millis: number, over: Partial<SpanDraft> = {}): SpanDraft => aSpan(seconds, traceId, { traceId, duration: millis * 1_000, ...over });

  it('come slowest first, without those that failed or began outside the span', () => {
    const { session, frames } = recorded([one(1, 'a', 30), one(2, 'b', 50), one(3, 'c', 90, { status: 'error' }), one(4, 'd', 40, { service: 'api' }), one(-2_000, 'e', 99)]);
    expect(ids(session, last(frames), { slowest: true })).toEqual(['b', 'd', 'a']);
    expect(ids(session, last(frames), { slowest: true, limit: 1 })).toEqual(['b']);
    expect(ids(session, last(frames), { slowest: true, service: 'api' })).toEqual(['d']);
    expect(ids(session, last(frames), { slowest: true, limit: 0 })).toEqual([]);
  });

  it('are those of the head: a trace counts once, as long as it was known to last then', () => {
    const { session, frames } = recorded([one(1, 'a', 30), one(2, 'b', 50)], [aSpan(1, 'later', { traceId: 'a', duration: 900_000 })], [aSpan(2, 'bad', { traceId: 'b', status: 'error' })]);
    expect(frames.map((frame) => ids(session, frame, { slowest: true }))).toEqual([['b', 'a'], ['a', 'b'], ['a']]);
  });
});
