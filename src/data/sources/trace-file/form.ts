// Which form of a trace a parsed document is, and its spans a piece at a time, so that a large one is never held decoded as a whole.
import type { Micros } from '../../../lib/micros.ts';
import type { RejectDraft, SpanDraft } from '../../../model/signal.ts';
import { excerptOf } from '../decode/excerpt.ts';
import { decodeOtlpSpans } from '../decode/otlp-spans.ts';
import { decodeSpanTree } from '../decode/span-tree-json.ts';
import { isFields } from '../decode/values.ts';
import { decodeVaultmeshTrace } from '../decode/vaultmesh-trace.ts';
import { decodeTraces } from '../jaeger/decode.ts';

const SPANS_A_PIECE = 2_000;

export type TraceForm = 'otlp' | 'jaeger' | 'vaultmesh' | 'tree';

export type Piece = readonly (SpanDraft | RejectDraft)[];

type Fields = Readonly<Record<string, unknown>>;

/** Judged by the members that only this form has; undefined where it is no trace. */
export function formOf(document: unknown): TraceForm | undefined {
  if (Array.isArray(document)) return formOf(document.find(isFields));
  if (!isFields(document)) return undefined;
  if (groupsIn(document) !== undefined) return 'otlp';
  if (Array.isArray(document['data'])) return formOf(document['data']) === 'jaeger' ? 'jaeger' : undefined;
  if (Array.isArray(document['traces'])) return formOf(document['traces']);
  const { spans } = document;
  if (!Array.isArray(spans)) return undefined;
  if (typeof document['traceID'] === 'string') return 'jaeger';
  // Log records of some languages have spans and a trace id, too, but they say something.
  const isTrace = typeof (document['trace_id'] ?? document['trace']) === 'string' && !('level' in document) && !('message' in document);
  return isTrace ? (spans.every(isWhole) ? 'vaultmesh' : 'tree') : undefined;
}

/** Nothing has to be made up for it. */
function isWhole(span: unknown): boolean {
  return !isFields(span) || ('span_id' in span && 'start_time' in span && !('children' in span) && !('spans' in span) && !Array.isArray(span['retries']));
}

/** The document's spans and rejects; one reject where it is no trace. */
export function* piecesOf(document: unknown, now: Micros): Iterable<Piece> {
  switch (formOf(document)) {
    case 'otlp':
      for (const part of Array.isArray(document) ? document : [document]) yield* otlpPieces(part, now);
      return;
    case 'jaeger':
      for (const trace of tracesIn(document, 'data')) {
        for (const part of partsOf(trace, 'spans')) {
          const { spans, rejects } = decodeTraces([part], now);
          yield [...spans, ...rejects];
        }
      }
      return;
    case 'vaultmesh':
    case 'tree':
      for (const trace of tracesIn(document, 'traces')) yield* namedPieces(trace, now);
      return;
    case undefined:
      yield [{ kind: 'reject', at: now, reason: 'this is no trace of a form that is known: Jaeger, OTLP, a list or a tree of spans', excerpt: excerptOf(document) }];
  }
}

function* otlpPieces(document: unknown, now: Micros): Iterable<Piece> {
  for (const group of (isFields(document) ? groupsIn(document) : undefined) ?? []) {
    const scopes = isFields(group) ? (group['scopeSpans'] ?? group['instrumentationLibrarySpans']) : undefined;
    for (const scope of Array.isArray(scopes) ? scopes : []) {
      for (const part of partsOf(scope, 'spans')) {
        const { drafts, rejects } = decodeOtlpSpans({ resourceSpans: [{ ...(isFields(group) ? group : {}), scopeSpans: [part] }] }, now);
        yield [...drafts, ...rejects];
      }
    }
  }
}

/** Each trace of a list may be whole or a tree. */
function* namedPieces(trace: unknown, now: Micros): Iterable<Piece> {
  const isTree = formOf(trace) === 'tree';
  for (const part of isTree ? [trace] : partsOf(trace, 'spans')) {
    const { spans, rejects } = isTree ? decodeSpanTree(part, now) : decodeVaultmeshTrace(part, now);
    yield [...spans, ...rejects];
  }
}

/** Of a document, of what Tempo answers for one trace, or of what Jaeger's newer API wraps. */
function groupsIn(document: Fields): readonly unknown[] | undefined {
  for (const inner of [document, document['trace'], document['result']]) {
    const groups = isFields(inner) ? (inner['resourceSpans'] ?? inner['batches']) : undefined;
    if (Array.isArray(groups)) return groups;
  }
  return undefined;
}

function tracesIn(document: unknown, name: 'data' | 'traces'): readonly unknown[] {
  const listed = isFields(document) ? document[name] : document;
  return Array.isArray(listed) ? listed : [document];
}

/** The same object again and again, each time with so many members of one of its lists. */
function* partsOf(object: unknown, list: string): Iterable<unknown> {
  const members = isFields(object) ? object[list] : undefined;
  if (!isFields(object) || !Array.isArray(members) || members.length <= SPANS_A_PIECE) return yield object;
  for (let start = 0; start < members.length; start += SPANS_A_PIECE) yield { ...object, [list]: members.slice(start, start + SPANS_A_PIECE) };
}
