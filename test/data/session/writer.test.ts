import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/data/session/reader.ts';
import { recover } from '../../../src/data/session/recover.ts';
import { openSql } from '../../../src/data/session/sql.ts';
import { openWriter, OWN_SOURCE } from '../../../src/data/session/writer.ts';
import { micros } from '../../../src/lib/micros.ts';
import type { Draft, PanelDefinition, SampleDraft, Seq } from '../../../src/model/signal.ts';
import { anAlert } from '../../support/facts.ts';
import { aGap, aHealth, aLog, aReader, aSample, aSpan, at, aWriter, frameAt, from, tempFolder } from '../../support/session.ts';

const SIGNAL_TABLES = ['log', 'sample', 'span', 'health', 'gap', 'reject', 'note', 'flow', 'panel', 'fact', 'source', 'tick'];

const PANEL: PanelDefinition = { id: 'p1', title: 'cpu', expr: 'rate(cpu[1m])', unit: 'percent', threshold: 80.5, source: 'prom' };

/** One draft of every kind, with every optional field. */
const EVERYTHING: readonly Draft[] = [
  aLog(1, {
    level: 'fatal', message: 'a\u0000b\u001b[31m\u{1f600} é', service: 'api', node: 'n1', traceId: '9f3C', spanId: '52b1', rowId: 'r1', backfilled: true,
    attributes: { text: 'x', number: 1.5, list: [1, [true, null]], nested: { __proto__: null, 'a.b': '' } },
  }),
  aLog(2),
  aSample(3, Number.NEGATIVE_INFINITY, { labels: { b: '2', a: '1' }, panel: 'p1' }),
  aHealth(4, { state: 'retrying', code: 'SOURCE_CLOSED', attempt: 3, retryAt: at(9) }),
  aHealth(5, { state: 'ok' }),
  aGap(6, { missing: 7, recovered: 2, backfilled: true }),
  { kind: 'reject', at: at(7), reason: 'not JSON', excerpt: '{"a', line: 12 },
  { kind: 'note', at: at(8), text: 'rolled back' },
  { kind: 'flow', at: at(9), logs: 1, samples: 2, rejects: 3, bytes: 4 },
  { kind: 'panel', at: at(10), panel: PANEL },
  aSpan(11, '52b1', { parentId: '00f0', attributes: { a: 1 } }),
  anAlert(12),
];

describe('a commit', () => {
  it('gives back every field of every kind as it was given', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'lab', kind: 'test', target: 'none' });
    const head = writer.append(from(source, ...EVERYTHING), at(11));
    const session = aReader(writer.path);
    const frame = frameAt(head);
    const stamped = (index: number) => ({ ...EVERYTHING[index], seq: index + 2, source });
    expect(session.logs(frame, { direction: 'newer', limit: 9 }).rows).toEqual([stamped(0), stamped(1)]);
    expect(session.series(frame, { panel: 'p1', span: frame.span, points: 9 })[0]).toMatchObject({
      labels: { a: '1', b: '2' }, points: [{ at: at(3), value: Number.NEGATIVE_INFINITY }],
    });
    expect(session.sources(frame)[0]).toMatchObject({ health: stamped(4), history: [stamped(3)], logs: 1, samples: 2, rejects: 3, bytes: 4 });
    expect(session.gaps(frame, frame.span)).toEqual([stamped(5)]);
    expect(session.rejects(frame, 9)).toEqual([stamped(6)]);
    expect(session.notes(frame, frame.span)).toEqual([stamped(7)]);
    expect(session.panels(frame)).toEqual([PANEL]);
    expect(session.trace(frame, 't1')).toEqual([stamped(10)]);
    expect(session.latest(frame, 'alert')).toEqual([stamped(11)]);
  });

  it('numbers the rows of all tables without a hole, the tick last', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'lab', kind: 'test', target: 'none' });
    writer.append(from(source, ...EVERYTHING), at(11));
    writer.tick(at(12));
    writer.note({ kind: 'note', at: at(12), text: 'x' }, at(13));
    writer.close();
    const { db, close } = openSql(writer.path);
    const seqs = SIGNAL_TABLES.flatMap((table) => db.prepare<[], number>(`SELECT seq FROM ${table}`).pluck().all());
    const ticks = db.prepare<[], number>('SELECT seq FROM tick').pluck().all();
    close();
    expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
    expect(ticks).toEqual([14, 15, 17]);
  });

  it('stores times as whole numbers, up to the last moment there is', () => {
    const writer = aWriter();
    const end = micros(8_990_000_000_000_000);
    const head = writer.append(from(1, aLog(0, { at: end }), aLog(0, { at: micros(0) })), at(1));
    const session = aReader(writer.path);
    expect(session.extent(frameAt(head))).toEqual({ from: 0, to: end });
    expect(session.density(frameAt(head), { from: micros(0), to: end }, 10).buckets.flatMap((bucket) => [...bucket.byLevel])).toContain(1);
    writer.close();
    const { db, close } = openSql(writer.path);
    expect(db.prepare('SELECT DISTINCT typeof(at) FROM log').pluck().all()).toEqual(['integer']);
    close();
  });

  it('keeps text that is no valid Unicode readable', () => {
    const writer = aWriter();
    const head = writer.append(from(1, aLog(0, { message: 'half \ud83d pair', service: '\ud800', attributes: { half: '\udc00' } })), at(0));
    const [row] = aReader(writer.path).logs(frameAt(head), { direction: 'newer', limit: 1 }).rows;
    expect([row?.message, row?.service, row?.attributes]).toEqual(['half \ufffd pair', '\ufffd', { half: '\udc00' }]);
  });

  it('never lets learning run backwards', () => {
    const writer = aWriter();
    writer.tick(at(10));
    expect(writer.tick(at(3))).toMatchObject({ seq: 2, learned: at(10) });
    expect(aReader(writer.path).headAt(at(5))).toMatchObject({ seq: 1 });
  });

  it('does not let a clock that runs ahead drag the newest event time along', () => {
    const writer = aWriter();
    expect(writer.tick(at(0)).latest).toBe(at(0));
    expect(writer.append(from(1, aLog(-5)), at(1)).latest).toBe(at(-5));
    expect(writer.append(from(1, aLog(9_000)), at(2)).latest).toBe(at(62));
    expect(writer.append(from(1, aLog(3)), at(3)).latest).toBe(at(62));
  });

  it('leaves nothing behind when one row cannot be stored, and takes the rest next time', () => {
    const writer = aWriter();
    const source = writer.addSource({ name: 'lab', kind: 'test', target: 'none' });
    const broken = { ...aSample(2, 1), at: null } as unknown as SampleDraft;
    const good = from(source, aLog(1, { service: 'new-word' }), aSample(1, 2, { name: 'new-series' }), aGap(1, { reason: 'shed', missing: 4 }));
    expect(() => writer.append([...good, ...from(source, broken)], at(2))).toThrow(/NOT NULL/);
    const head = writer.append(good, at(3));
    expect(head.seq).toBe(5);
    const frame = frameAt(head);
    const session = aReader(writer.path);
    expect(session.totals(frame)).toMatchObject({ logs: 1, samples: 1, shed: 4 });
    expect(session.logs(frame, { direction: 'newer', limit: 5 }).rows.map((row) => row.service)).toEqual(['new-word']);
    expect(session.series(frame, { name: 'new-series', span: frame.span, points: 5 })).toHaveLength(1);
    expect(session.sources(frame).map((state) => state.name)).toEqual(['lab']);
  });
});

describe('sources', () => {
  it('keep their number over a restart, and get a new one when they read from elsewhere', () => {
    const writer = aWriter();
    const first = writer.addSource({ name: 'prom', kind: 'prometheus', target: 'http://a' });
    expect(writer.addSource({ name: 'prom', kind: 'prometheus', target: 'http://a' })).toBe(first);
    writer.tick(at(0));
    writer.close();
    const again = aWriter(writer.path);
    expect(again.addSource({ name: 'prom', kind: 'prometheus', target: 'http://a' })).toBe(first);
    expect(again.addSource({ name: 'prom', kind: 'prometheus', target: 'http://b' })).toBe(first + 1);
    expect(again.tick(at(1)).seq).toBe(4);
    expect(first).not.toBe(OWN_SOURCE);
  });
});

describe('continuing', () => {
  it('goes on behind the last commit, with the title of the beginning', () => {
    const path = join(tempFolder(), 'night.db');
    const first = openWriter(path, { title: 'night' });
    first.append(from(1, aLog(0)), at(0));
    first.close();
    const second = aWriter(path);
    expect(second.head()).toMatchObject({ seq: 2 });
    expect(second.append(from(1, aLog(1)), at(1)).seq).toBe(4);
    expect(aReader(path).info()).toMatchObject({ id: 'night', title: 'night', startedAt: at(0) });
  });

  it('counts what was shed, rejected and delivered on from where it was', () => {
    const path = join(tempFolder(), 'session.db');
    const reject: Draft = { kind: 'reject', at: at(0), reason: 'x', excerpt: '' };
    const flow: Draft = { kind: 'flow', at: at(0), logs: 5, samples: 0, rejects: 3, bytes: 10 };
    const first = openWriter(path, { title: 'x' });
    first.append(from(1, aGap(0, { reason: 'shed', missing: 4 }), reject, flow), at(0));
    first.close();
    const second = aWriter(path);
    const head = second.append(from(1, aGap(0, { reason: 'shed', missing: 6 }), reject, flow), at(1));
    expect(aReader(path).totals(frameAt(head))).toMatchObject({ shed: 6, rejects: 6 });
  });
});

describe('finalising', () => {
  it('leaves one file without a log, a lock or an index of shared memory', () => {
    const writer = aWriter();
    writer.append(from(1, aLog(0)), at(0));
    const live = openSession(writer.path);
    expect(live.info().growing).toBe(true);
    live.close();
    writer.finalise();
    expect(readdirSync(dirname(writer.path))).toEqual(['session.db']);
    const closed = aReader(writer.path);
    expect(closed.info().growing).toBe(false);
    expect(closed.totals(frameAt(closed.head())).logs).toBe(1);
  });

  it('loses nothing while a reader still looks, and tells that reader that the session is over', () => {
    const writer = aWriter();
    const head = writer.append(from(1, aLog(0)), at(0));
    const session = aReader(writer.path);
    writer.finalise();
    expect(session.info().growing).toBe(false);
    expect(session.head()).toEqual(head);
    expect(session.log(frameAt(head), 1 as Seq)?.message).toBe('message 0');
    session.close();
    expect(recover(writer.path)).toEqual(head);
    expect(readdirSync(dirname(writer.path))).toEqual(['session.db']);
  });
});
