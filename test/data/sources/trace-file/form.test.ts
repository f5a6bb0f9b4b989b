import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { formOf, piecesOf } from '../../../../src/data/sources/trace-file/form.ts';
import { isTraceFile, looksLikeTraces } from '../../../../src/data/sources/trace-file/sniff.ts';
import { shapeFault } from '../../../conformance/draft-shape.ts';
import { at } from '../../../support/session.ts';
import { JAEGER, LISTED, OTLP, PRINTED, TREE } from './traces.ts';

const FORMS = [
  ['jaeger', JAEGER], ['jaeger', JAEGER.data], ['jaeger', JAEGER.data[0]], ['otlp', OTLP], ['otlp', [OTLP]], ['otlp', { trace: OTLP }], ['otlp', { result: OTLP }], ['otlp', { batches: OTLP.resourceSpans }],
  ['vaultmesh', LISTED], ['vaultmesh', [LISTED]], ['vaultmesh', { traces: [LISTED] }], ['tree', TREE], ['tree', { trace: 't', spans: [{ span: 'a', children: [] }] }],
] as const;

const LOGS = [
  { timestamp: '2026-11-21T14:00:00Z', level: 'INFO', trace_id: 'a', message: 'x', spans: [{ name: 'request' }] },
  { trace_id: 'a', span_id: 'b', msg: 'no spans' }, { data: [{ id: 1 }] }, { spans: [{ name: 'no trace' }] }, [], {}, 7, null, 'Trace: a',
];

describe('the form of a document', () => {
  it.each(FORMS)('is %s by its members, and its span is read', (form, document) => {
    expect(formOf(document)).toBe(form);
    expect([...piecesOf(document, at(0))].flat().filter(({ kind }) => kind === 'span').length).toBeGreaterThan(0);
  });

  it.each(LOGS)('is none for %j', (document) => {
    expect(formOf(document)).toBeUndefined();
    expect([...piecesOf(document, at(0))]).toMatchObject([[{ kind: 'reject', reason: expect.stringMatching(/^this is no trace/) }]]);
  });

  it('gives a large trace in pieces, no span lost', () => {
    const [trace] = JAEGER.data;
    const spans = Array.from({ length: 4_500 }, (_, index) => ({ ...trace?.spans[0], spanID: String(index) }));
    const pieces = [...piecesOf({ data: [{ ...trace, spans }] }, at(0))];
    expect(pieces.map(({ length }) => length)).toEqual([2_000, 2_000, 500]);
    expect(new Set(pieces.flat().map((draft) => (draft.kind === 'span' ? draft.spanId : ''))).size).toBe(4_500);
  });
});

/** A document with some of its members, at any depth, replaced by anything. */
function damaged(value: unknown, anything: () => unknown, dice: () => number): unknown {
  if (dice() === 0) return anything();
  if (Array.isArray(value)) return value.map((member: unknown) => damaged(member, anything, dice));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, damaged(member, anything, dice)]));
}

describe('a damaged document', () => {
  it('gives spans and rejects in the shape of the model, and never throws', () => {
    const whole = FORMS.map(([, document]) => document);
    fc.assert(fc.property(fc.constantFrom(...whole), fc.infiniteStream(fc.jsonValue({ maxDepth: 3 })), fc.infiniteStream(fc.noBias(fc.integer({ min: 0, max: 19 }))), (document, values, dice) => {
      const given = damaged(document, () => values.next().value, () => dice.next().value ?? 1);
      const drafts = [...piecesOf(given, at(0))].flat();
      expect(drafts.map(shapeFault).filter((fault) => fault !== undefined)).toEqual([]);
    }), { numRuns: 400 });
  });
});

describe('the beginning of a file', () => {
  it.each(FORMS)('tells %s, whole, printed over many lines, one of many lines, and cut anywhere behind its first member', (_, document) => {
    const text = JSON.stringify(document);
    expect([text, JSON.stringify(document, null, 2), `${text}\n${text}\n`].map(looksLikeTraces)).toEqual([true, true, true]);
    const long = text.slice(0, -1).replace(/\}\]/, `,"padding":["${'x,{[\\"'.repeat(200)}"]}]`);
    expect(looksLikeTraces(long.slice(0, -20))).toBe(true);
  });

  it.each([...LOGS.map((log) => `${JSON.stringify(log)}\n${JSON.stringify(OTLP)}`), '', '{', '{"trace_id":', 'text {"spans":[', ']', '{"a":1]', '['.repeat(60_000)])('tells no traces: %.60j', (text) => {
    expect(looksLikeTraces(text)).toBe(false);
  });
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-form-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('is looked at, whatever its name; what cannot be looked at holds none', async () => {
    expect(await isTraceFile(file('a.log', `\uFEFF${JSON.stringify(JAEGER)}`))).toBe(true);
    expect(await isTraceFile(file('b.txt', PRINTED))).toBe(true);
    expect(await isTraceFile(file('trace.json', '{"level":"info","msg":"x"}\n'))).toBe(false);
    expect(await isTraceFile(join(folder, 'missing.json'))).toBe(false);
    expect(await isTraceFile(folder)).toBe(false);
  });
});
