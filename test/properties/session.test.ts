// The property that defines the product, for the session: what is read live at a head is what the closed file answers at that head,
// and both are what the raw rows say.
import { equal, throws } from 'node:assert/strict';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter, type SessionWriter } from '../../src/data/session/writer.ts';
import { stretchWidth } from '../../src/data/session/queries/stretches.ts';
import { LEVELS, levelRank } from '../../src/model/level.ts';
import { compile } from '../../src/model/filter/compile.ts';
import type { Filter } from '../../src/model/filter/ast.ts';
import type { Cursor, Frame, Head, Session } from '../../src/model/session.ts';
import type { Draft, GapDraft, LogDraft, SampleDraft } from '../../src/model/signal.ts';
import { MINUTE, SECOND, type Micros } from '../../src/lib/micros.ts';
import { anAlert } from '../support/facts.ts';
import { START, tempFolder } from '../support/session.ts';

interface Known<D extends Draft = Draft> {
  readonly seq: number;
  readonly learned: number;
  readonly source: number;
  readonly draft: D;
}

interface Step {
  readonly wait: number;
  readonly act: 'commit' | 'reopen' | 'poison';
  readonly drafts: readonly ((learned: number) => Draft)[];
}

const offset = fc.oneof(
  fc.integer({ min: -3_000_000, max: 100_000 }),
  fc.integer({ min: -1_500 * SECOND, max: 0 }),
  fc.constantFrom(0, -SECOND, 2 * MINUTE, 4_000 * SECOND),
);
const late = fc.boolean();
const level = fc.constantFrom(...LEVELS);
const shortText = fc.constantFrom('conn reset', 'queue full', 'ok');

const log = fc.record({ offset, backfilled: late, level, message: shortText, traced: fc.constantFrom(undefined, 'aa01', 'BB02'), loose: fc.constantFrom(...Array(30).fill(undefined), 'bb02') }).map(
  ({ offset, backfilled, level, message, traced, loose }) =>
    (learned: number): Draft => ({
      kind: 'log', at: moment(learned + offset), level, message, service: 'api', attributes: { depth: [1, { a: null }], ...(loose === undefined ? {} : { trace_id: loose }) }, rowId: `${learned}`,
      ...(backfilled ? { backfilled } : {}), ...(traced === undefined ? {} : { traceId: traced }),
    }),
);
const sample = fc.record({ offset, backfilled: late, value: fc.constantFrom(1, 2.5, -3, Number.POSITIVE_INFINITY), host: fc.constantFrom('a', 'b') }).map(
  ({ offset, backfilled, value, host }) =>
    (learned: number): Draft => ({
      kind: 'sample', at: moment(learned + offset), name: 'load', labels: { job: 'x', host }, value, ...(backfilled ? { backfilled } : {}),
    }),
);
const gap = fc.record({ offset, id: fc.constantFrom('g1', 'g2'), missing: fc.nat(20), reason: fc.constantFrom('shed' as const, 'disconnected' as const) }).map(
  ({ offset, id, missing, reason }) =>
    (learned: number): Draft => ({
      kind: 'gap', at: moment(learned + offset), gapId: id, until: moment(learned), reason, detail: 'd', missing, recovered: 0, signal: 'log',
    }),
);
const note = fc.constant((learned: number): Draft => ({ kind: 'note', at: moment(learned), text: 'seen' }));
const reject = fc.constant((learned: number): Draft => ({ kind: 'reject', at: moment(learned), reason: 'no json', excerpt: '{' }));
const health = fc.constant((learned: number): Draft => ({ kind: 'health', at: moment(learned), state: 'ok', detail: 'up' }));
const flow = fc.nat(9).map((logs) => (learned: number): Draft => ({ kind: 'flow', at: moment(learned), logs, samples: 1, rejects: 1, bytes: 10 }));

const fact = fc.record({ offset, id: fc.constantFrom('f1', 'f2'), state: fc.constantFrom('pending' as const, 'firing' as const, 'resolved' as const) }).map(
  ({ offset, id, state }) => (learned: number): Draft => anAlert(0, { at: moment(learned + offset), id, state }),
);

const steps = fc.array(
  fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: SECOND }), fc.integer({ min: 0, max: 15 * SECOND }), fc.integer({ min: 0, max: 1_300 * SECOND })),
    act: fc.oneof({ weight: 8, arbitrary: fc.constant('commit' as const) }, { weight: 1, arbitrary: fc.constantFrom('reopen' as const, 'poison' as const) }),
    drafts: fc.array(fc.oneof({ weight: 8, arbitrary: log }, { weight: 5, arbitrary: sample }, gap, note, reject, health, flow, fact), { maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 14 },
);

/** On a busy machine fewer runs, never a longer test. */
const BOUNDS = { numRuns: 25, interruptAfterTimeLimit: 5_000 };

function moment(value: number): Micros {
  return value as Micros;
}

/** Blocks of a few rows, so that a run has many of them beside rows that stand in none. */
const WRITER = { title: 'run', blockRows: 8 };

class Run {
  readonly path = join(tempFolder(), 'run.db');
  readonly known: Known[] = [];
  readonly heads: Head[] = [];
  #writer: SessionWriter = openWriter(this.path, WRITER);
  #learned = START;

  play(step: Step): void {
    this.#learned += step.wait;
    if (step.act === 'reopen') {
      this.#writer.close();
      this.#writer = openWriter(this.path, WRITER);
    }
    const source = this.#writer.addSource({ name: 'lab', kind: 'logs-tail', target: 'ws://127.0.0.1' });
    const rows = step.drafts.map((draft) => ({ source, draft: draft(this.#learned) }));
    if (step.act === 'poison') {
      // It fails once everything else of the commit has been written.
      const poison = { kind: 'sample', at: null, name: 'load', labels: {}, value: 1 } as unknown as SampleDraft;
      throws(() => this.#writer.append([...rows, { source, draft: poison }], moment(this.#learned)), /NOT NULL/);
      return;
    }
    const before = this.heads.at(-1)?.seq ?? 1;
    const head = this.#writer.append(rows, moment(this.#learned));
    this.known.push(...rows.map((row, index) => ({ ...row, seq: before + 1 + index, learned: this.#learned })));
    equal(head.seq, before + rows.length + 1);
    this.heads.push(head);
  }

  finalise(): void {
    this.#writer.finalise();
  }
}

const FILTERS: readonly (Filter | undefined)[] = [
  undefined,
  { op: 'level', compare: '>=', level: 'error' },
  { op: 'text', text: 'reset' },
  { op: 'match', field: 'trace_id', value: 'bb02' },
  { op: 'and', terms: [{ op: 'level', compare: '>', level: 'debug' }, { op: 'match', field: 'trace_id', value: 'AA01' }] },
];

/** Everything a screen can ask at a head. */
function answers(session: Session, frame: Frame, first: number): unknown {
  const span = { from: moment(frame.head.learned - 900 * SECOND), to: moment(frame.head.learned + SECOND) };
  return {
    totals: session.totals(frame),
    extent: session.extent(frame),
    density: [20, 120, 900].map((buckets) => session.density(frame, span, buckets)),
    all: session.density(frame, { from: moment(START - 1_500 * SECOND), to: moment(frame.head.learned + 5_000 * SECOND) }, 50),
    logs: FILTERS.flatMap((filter) => (['older', 'newer'] as const).map((direction) => session.logs(frame, { filter, direction, limit: 7, budget: 9 }))),
    series: [3, 6, 8].map((points) => session.series(frame, { name: 'load', span: { from: moment(span.from - 2_000 * SECOND), to: span.to }, points })),
    gaps: session.gaps(frame, span),
    notes: session.notes(frame, span),
    latest: session.latest(frame, 'alert'),
    facts: [true, false].map((superseded) => session.facts(frame, { kinds: ['alert', 'act'], span, limit: 6, superseded })),
    rejects: session.rejects(frame, 5),
    sources: session.sources(frame),
    panels: session.panels(frame),
    one: session.log(frame, frame.head.seq - 1 as Frame['head']['seq']),
    headOf: session.headOf(first as Head['seq']),
  };
}

it('answers live at every head what the closed file answers there', () => {
  fc.assert(
    fc.property(steps, (steps) => {
      const run = new Run();
      const live: unknown[] = [];
      let session: Session | undefined;
      for (const step of steps) {
        run.play(step);
        const head = run.heads.at(-1);
        if (head === undefined) continue;
        session ??= openSession(run.path);
        expect(session.head()).toEqual(head);
        if (live.length < run.heads.length) live.push(answers(session, { head, asked: head.seq, span: { from: head.learned, to: head.latest } }, head.seq));
      }
      session?.close();
      run.finalise();
      if (run.heads.length === 0) return;
      const closed = openSession(run.path);
      const later = run.heads.map((head) => answers(closed, { head, asked: head.seq, span: { from: head.learned, to: head.latest } }, head.seq));
      closed.close();
      expect(later).toEqual(live);
    }),
    BOUNDS,
  );
});

it('counts, orders and bounds exactly the rows known at each head', () => {
  fc.assert(
    fc.property(steps, (steps) => {
      const run = new Run();
      for (const step of steps) run.play(step);
      run.finalise();
      if (run.heads.length === 0) return;
      const session = openSession(run.path);
      expect(session.head()).toEqual(run.heads.at(-1));
      for (const head of run.heads) agree(session, head, run);
      session.close();
    }),
    BOUNDS,
  );
});

function agree(session: Session, head: Head, run: Run): void {
  const frame: Frame = { head, asked: head.seq, span: { from: head.learned, to: head.latest } };
  const known = run.known.filter((row) => row.seq <= head.seq);
  const logs = known.filter((row): row is Known<LogDraft> => row.draft.kind === 'log');
  const samples = known.filter((row): row is Known<SampleDraft> => row.draft.kind === 'sample');

  const totals = session.totals(frame);
  expect(totals.byLevel).toEqual(LEVELS.map((level) => logs.filter((row) => row.draft.level === level).length));
  expect(totals.samples).toBe(samples.length);
  expect(totals.shed).toBe(shedOf(known));

  const times = logs.map((row) => row.draft.at);
  expect(session.extent(frame)).toEqual(times.length === 0 ? undefined : { from: Math.min(...times), to: Math.max(...times) });

  const told = [...logs, ...samples].map((row) => Math.min(row.draft.at, row.learned + MINUTE));
  expect(head.latest).toBe(told.length === 0 ? head.learned : Math.max(...told));

  for (const seconds of [30, 400, 2_000, 20_000]) {
    const span = { from: moment(head.learned - seconds * SECOND), to: moment(head.learned + 77 * SECOND) };
    const density = session.density(frame, span, 60);
    expect(density.buckets.length).toBeLessThanOrEqual(60);
    for (const bucket of density.buckets) {
      const inside = logs.filter((row) => row.draft.at >= bucket.from && row.draft.at < bucket.from + density.width);
      expect(bucket.byLevel).toEqual(LEVELS.map((level) => inside.filter((row) => row.draft.level === level).length));
    }
  }

  const ordered = logs.toSorted((a, b) => a.draft.at - b.draft.at || a.seq - b.seq);
  for (const filter of FILTERS) {
    const passes = compile(filter);
    const expected = ordered.filter((row) => passes({ ...row.draft, seq: row.seq, source: row.source } as never)).map((row) => row.seq);
    expect(walk(session, frame, filter, 'newer')).toEqual(expected);
    expect(walk(session, frame, filter, 'older')).toEqual(expected.toReversed());
  }
  expect(session.headAt(head.learned)).toEqual(run.heads.findLast((other) => other.learned <= head.learned));
  expect(session.headOf(head.seq)).toEqual(head);
  agreeOnMarks(session, frame, known);
  agreeOnSeries(session, frame, samples);
}

function agreeOnMarks(session: Session, frame: Frame, known: readonly Known[]): void {
  const everything = { from: moment(0), to: moment(START + 100_000 * SECOND) };
  const gaps = new Map<string, Known<GapDraft>>();
  for (const row of known) if (row.draft.kind === 'gap') gaps.set(row.draft.gapId, row as Known<GapDraft>);
  const folded = [...gaps.values()].toSorted((a, b) => a.draft.at - b.draft.at || a.seq - b.seq);
  expect(session.gaps(frame, everything).map((gap) => gap.seq)).toEqual(folded.map((row) => row.seq));
  const ofKind = (kind: Draft['kind']) => known.filter((row) => row.draft.kind === kind).map((row) => row.seq);
  expect(session.notes(frame, everything).map((note) => note.seq)).toEqual(ofKind('note'));
  expect(session.rejects(frame, 500).map((row) => row.seq)).toEqual(ofKind('reject').toReversed());
  const state = session.sources(frame)[0];
  const flows = known.flatMap((row) => (row.draft.kind === 'flow' ? [row.draft] : []));
  expect(state?.logs).toBe(flows.reduce((sum, flow) => sum + flow.logs, 0));
  expect(state?.health?.seq).toBe(ofKind('health').at(-1));
}

function agreeOnSeries(session: Session, frame: Frame, samples: readonly Known<SampleDraft>[]): void {
  const span = { from: moment(frame.head.learned - 1_000 * SECOND), to: moment(frame.head.learned + 1) };
  for (const series of session.series(frame, { name: 'load', span, points: 5_000 })) {
    const own = samples.filter(({ draft }) => draft.labels['host'] === series.labels['host'] && draft.at >= span.from && draft.at < span.to);
    const points = own.map(({ draft }) => ({ at: draft.at, value: draft.value })).toSorted((a, b) => a.at - b.at || a.value - b.value);
    expect(series.points).toEqual(points);
  }
  for (const [seconds, points] of [[1_000, 4], [3_000, 6], [3_000, 8], [20_000, 8]] as const) {
    const wide = { from: moment(frame.head.learned - seconds * SECOND), to: moment(frame.head.learned + 137 * SECOND) };
    for (const series of session.series(frame, { name: 'load', span: wide, points })) {
      const own = samples.filter(({ draft }) => draft.labels['host'] === series.labels['host'] && draft.at >= wide.from && draft.at < wide.to);
      expect(series.points).toEqual(own.length <= points ? sorted(own) : thinnedByHand(own, stretchWidth(wide, points)));
      expect(series.points.length).toBeLessThanOrEqual(points);
    }
  }
}

function sorted(samples: readonly Known<SampleDraft>[]): { readonly at: number; readonly value: number }[] {
  return samples.map(({ draft }) => ({ at: draft.at, value: draft.value })).toSorted((a, b) => a.at - b.at || a.value - b.value);
}

function thinnedByHand(samples: readonly Known<SampleDraft>[], width: number): unknown {
  const stretches = Map.groupBy(sorted(samples), (point) => Math.floor(point.at / width));
  return [...stretches].toSorted(([a], [b]) => a - b).flatMap(([, points]) => {
    const low = points.toSorted((a, b) => a.value - b.value || a.at - b.at)[0];
    const high = points.toSorted((a, b) => b.value - a.value || a.at - b.at)[0];
    if (low?.at === high?.at && low?.value === high?.value) return [low];
    return (low?.at ?? 0) <= (high?.at ?? 0) ? [low, high] : [high, low];
  });
}

it('moves the head to an event time only where that time was seen live', () => {
  fc.assert(
    fc.property(steps, fc.array(offset, { maxLength: 8 }), (steps, offsets) => {
      const run = new Run();
      for (const step of steps) run.play(step);
      run.finalise();
      if (run.heads.length === 0) return;
      const session = openSession(run.path);
      const live = run.known.filter(({ draft }) => (draft.kind === 'log' || draft.kind === 'sample') && draft.backfilled !== true);
      const told = (row: Known): number => Math.min(row.draft.at, row.learned + MINUTE);
      const firstCommit = run.heads.find((head) => live.some((row) => row.seq <= head.seq));
      const begin = Math.min(...live.filter((row) => row.seq <= (firstCommit?.seq ?? 0)).map(told));
      for (const wanted of [...live.map(told), ...offsets.map((by) => START + by)]) {
        const known = run.heads.find((head) => live.some((row) => row.seq <= head.seq && told(row) >= wanted));
        expect(session.headFor(moment(wanted))).toEqual(wanted < begin ? undefined : known);
      }
      session.close();
    }),
    BOUNDS,
  );
});

/** Every row, page by page, with small pages and small budgets, so that pages end for every reason. */
function walk(session: Session, frame: Frame, filter: Filter | undefined, direction: 'older' | 'newer'): number[] {
  const found: number[] = [];
  let from: Cursor | undefined;
  for (let pages = 0; pages < 1_000; pages += 1) {
    const page = session.logs(frame, { filter, direction, from, limit: 3, budget: 5 });
    expect(page.rows.length).toBeLessThanOrEqual(3);
    found.push(...page.rows.map((row) => row.seq));
    if (page.complete && page.rows.length < 3) return found;
    expect(page.reached).toBeDefined();
    from = page.reached;
  }
  throw new Error('the walk does not end');
}

function shedOf(known: readonly Known[]): number {
  const newest = new Map<string, GapDraft>();
  for (const { draft } of known) if (draft.kind === 'gap') newest.set(draft.gapId, draft);
  return [...newest.values()].reduce((sum, gap) => sum + (gap.reason === 'shed' ? (gap.missing ?? 0) : 0), 0);
}

it('gives every level the rank that the rollups count by', () => {
  expect(LEVELS.map(levelRank)).toEqual([0, 1, 2, 3, 4, 5]);
});
