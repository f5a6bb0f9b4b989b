// The property that defines the product, for traces: what is read live at a head is what the closed file answers at that head, and
// both are what the spans known there say.
import { throws } from 'node:assert/strict';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { SECOND } from '../../src/lib/micros.ts';
import type { Cursor, Frame, Session, TraceQuery } from '../../src/model/session.ts';
import type { SpanDraft } from '../../src/model/signal.ts';
import type { TraceSummary } from '../../src/model/trace.ts';
import { aSpan, at, from, START, tempFolder } from '../support/session.ts';

interface Known {
  readonly seq: number;
  readonly draft: SpanDraft;
}

const TRACES = ['a1', 'A1', 'b2', 'c3', 'd4'];
const SERVICES = ['api', 'redis', 'late'];

const span = fc
  .record({
    seconds: fc.oneof(fc.integer({ min: -50, max: 0 }), fc.constantFrom(0, 600, 4_000)), spanId: fc.constantFrom('1', '2', '3'), traceId: fc.constantFrom(...TRACES),
    parentId: fc.constantFrom(undefined, '1', '2'), service: fc.constantFrom(undefined, ...SERVICES), duration: fc.integer({ min: 0, max: 20 * SECOND }),
    status: fc.constantFrom('unset' as const, 'ok' as const, 'error' as const), backfilled: fc.constantFrom(undefined, true as const),
  })
  .map(({ seconds, spanId, ...over }) => (second: number): SpanDraft => aSpan(second + seconds, spanId, Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined))));
const steps = fc.array(fc.record({ wait: fc.nat(30), reopen: fc.boolean(), poison: fc.nat(9).map((chance) => chance === 0), spans: fc.array(span, { maxLength: 8 }) }), { minLength: 1, maxLength: 10 });

/** Event times around the beginning; the last one is not covered to its end. */
const QUERIES: readonly Omit<TraceQuery, 'limit'>[] = [
  { span: { from: at(-100), to: at(10_000) } },
  { span: { from: at(-10), to: at(30) }, errorsOnly: true },
  { span: { from: at(-100), to: at(10_000) }, service: 'late', atLeast: 5 * SECOND },
];

function slowest(session: Session, frame: Frame): readonly TraceSummary[] {
  return session.traces(frame, { span: { from: at(-100), to: at(600) }, limit: 3, slowest: true }).rows;
}

function answers(session: Session, frame: Frame): unknown {
  return { pages: QUERIES.map((query) => [2, 50].map((limit) => session.traces(frame, { ...query, limit }))), traces: TRACES.map((id) => session.trace(frame, id)), slow: slowest(session, frame) };
}

it('answers live at every head what the closed file answers there, and what the spans themselves say', () => {
  fc.assert(
    fc.property(steps, (steps) => {
      const path = join(tempFolder(), 'run.db');
      let writer = openWriter(path, { title: 'run' });
      let session: Session | undefined;
      let second = 0;
      const known: Known[] = [];
      const live: { readonly frame: Frame; readonly answers: unknown; readonly known: readonly Known[] }[] = [];
      for (const { wait, reopen, poison, spans } of steps) {
        second += wait;
        if (reopen) {
          writer.close();
          writer = openWriter(path, { title: 'run' });
        }
        const source = writer.addSource({ name: 'otlp', kind: 'otlp', target: 'none' });
        const drafts = spans.map((make) => make(second));
        if (poison) throws(() => writer.append(from(source, ...drafts, { ...aSpan(second, 'x'), name: null } as unknown as SpanDraft), at(second)), /NOT NULL/);
        const head = writer.append(from(source, ...drafts), at(second));
        known.push(...drafts.map((draft, index) => ({ draft, seq: head.seq - drafts.length + index })));
        session ??= openSession(path);
        const frame: Frame = { head, asked: head.seq, span: { from: head.learned, to: head.latest } };
        live.push({ frame, answers: answers(session, frame), known: [...known] });
      }
      session?.close();
      writer.finalise();
      const closed = openSession(path);
      for (const { frame, answers: before, known } of live) {
        expect(answers(closed, frame)).toEqual(before);
        for (const query of QUERIES) expect(walk(closed, frame, query)).toEqual(byHand(known, query));
        for (const id of TRACES) expect(closed.trace(frame, id).map((row) => row.seq)).toEqual(inOrder(known.filter(({ draft }) => same(draft.traceId, id))).map((row) => row.seq));
      }
      closed.close();
    }),
    { numRuns: 25, interruptAfterTimeLimit: 5_000 },
  );
});

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function inOrder(spans: readonly Known[]): readonly Known[] {
  return spans.toSorted((a, b) => a.draft.at - b.draft.at || a.seq - b.seq);
}

function walk(session: Session, frame: Frame, query: Omit<TraceQuery, 'limit'>): unknown {
  const rows: unknown[] = [];
  let next: Cursor | undefined;
  for (let pages = 0; pages < 20; pages += 1) {
    const page = session.traces(frame, { ...query, limit: 2, from: next });
    rows.push(...page.rows);
    if (page.rows.length < 2) return rows;
    next = page.reached;
  }
  throw new Error('the walk does not end');
}

function byHand(known: readonly Known[], query: Omit<TraceQuery, 'limit'>): unknown {
  const traces = [...Map.groupBy(known, ({ draft }) => draft.traceId.toLowerCase()).values()].map((learned) => {
    const spans = inOrder(learned);
    const named = spans.find(({ draft }) => draft.parentId === undefined) ?? spans[0];
    const begin = spans[0]?.draft.at ?? START;
    const services = [...new Set(learned.flatMap(({ draft }) => draft.service ?? []))];
    const summary = {
      traceId: learned[0]?.draft.traceId, at: begin, duration: Math.max(...spans.map(({ draft }) => draft.at + draft.duration)) - begin, name: named?.draft.name,
      service: named?.draft.service, services, spans: spans.length, errors: spans.filter(({ draft }) => draft.status === 'error').length, complete: true,
    };
    return { seq: spans[0]?.seq ?? 0, summary };
  });
  const passing = traces.filter(({ summary: { at, errors, duration, services } }) =>
    at >= query.span.from && at < query.span.to && (query.errorsOnly !== true || errors > 0) && duration >= (query.atLeast ?? 0) && (query.service === undefined || services.includes(query.service)));
  return passing.toSorted((a, b) => b.summary.at - a.summary.at || b.seq - a.seq).map(({ summary }) => summary);
}
