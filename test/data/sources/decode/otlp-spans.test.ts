import { describe, expect, it } from 'vitest';
import { decodeOtlpSpans } from '../../../../src/data/sources/decode/otlp-spans.ts';
import { micros } from '../../../../src/lib/micros.ts';
import type { SpanDraft } from '../../../../src/model/signal.ts';
import { shapeFault } from '../../../conformance/draft-shape.ts';

const NOW = micros(1_795_222_900_000_000);
const TRACE = '5b8efff798038103d269b633813fc60c';

const GOOD = { traceId: TRACE, spanId: 'eee19b7ec3c1b174', name: 'GET /cart', startTimeUnixNano: '1795222869879000000', endTimeUnixNano: '1795222870379000000' };

function documentOf(spans: readonly unknown[], resource: readonly unknown[] = []) {
  return { resourceSpans: [{ resource: { attributes: resource }, scopeSpans: [{ scope: {}, spans }] }] };
}

function one(over: Readonly<Record<string, unknown>>): SpanDraft {
  const { drafts, rejects } = decodeOtlpSpans(documentOf([{ ...GOOD, ...over }]), NOW);
  expect(rejects).toEqual([]);
  const [draft] = drafts;
  if (draft === undefined) throw new Error('no span');
  expect(shapeFault(draft)).toBeUndefined();
  return draft;
}

function refused(over: Readonly<Record<string, unknown>>): string {
  const { drafts, rejects } = decodeOtlpSpans(documentOf([{ ...GOOD, ...over }, GOOD]), NOW);
  expect(drafts).toHaveLength(1);
  expect(rejects).toHaveLength(1);
  return rejects[0]?.reason ?? '';
}

describe('spans in the shape of OTLP', () => {
  it('reads the protobuf JSON of Tempo: ids in base64, enumerations by name, zeros left out', () => {
    const [span] = decodeOtlpSpans({
      batches: [{
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'frontend' } }, { key: 'k8s.pod.name', value: { stringValue: 'fe-1' } }] },
        scopeSpans: [{
          scope: { name: 'lib', version: '1' },
          spans: [{
            ...GOOD, traceId: 'W47/95gDgQPSabYzgT/GDA==', spanId: 'AAAAAAAAAAE=', parentSpanId: '7uGbfsPBsXQ=', kind: 'SPAN_KIND_SERVER',
            attributes: [{ key: 'http.status_code', value: { intValue: '500' } }, { key: 'ok', value: { boolValue: false } }],
            events: [{ timeUnixNano: '1795222869979000000', name: 'exception', attributes: [{ key: 'exception.type', value: { stringValue: 'E' } }] }],
            links: [{ traceId: 'qqqqqqqqqqqqqqqqqqqqqg==', spanId: 'u7u7u7u7u7s=' }],
            status: { message: 'boom', code: 'STATUS_CODE_ERROR' },
          }],
        }],
      }],
    }, NOW).drafts;
    expect(span).toEqual({
      kind: 'span', at: 1_795_222_869_879_000, duration: 500_000, traceId: TRACE, spanId: '0000000000000001', parentId: 'eee19b7ec3c1b174', name: 'GET /cart',
      service: 'frontend', spanKind: 'server', status: 'error', statusMessage: 'boom', resource: { 'k8s.pod.name': 'fe-1' },
      attributes: { 'otel.scope.name': 'lib', 'otel.scope.version': '1', 'http.status_code': 500, ok: false },
      events: [{ at: 1_795_222_869_979_000, name: 'exception', attributes: { 'exception.type': 'E' } }],
      links: [{ traceId: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', spanId: 'bbbbbbbbbbbbbbbb' }],
    });
  });

  it('reads the same span with hex ids of any case, numbers for enumerations, and what the wire gives: bytes and 64-bit integers', () => {
    const asJson = one({ traceId: TRACE.toUpperCase(), kind: 3, status: { code: 1 } });
    const asWire = one({
      traceId: new Uint8Array(Buffer.from(TRACE, 'hex')), spanId: new Uint8Array(Buffer.from(GOOD.spanId, 'hex')), kind: 3, status: { code: 1 },
      startTimeUnixNano: 1_795_222_869_879_000_000n, endTimeUnixNano: 1_795_222_870_379_000_000n, parentSpanId: new Uint8Array(0),
    });
    expect(asWire).toEqual(asJson);
    expect(asJson).toMatchObject({ traceId: TRACE, spanKind: 'client', status: 'ok' });
  });

  it('takes the node from the host, then from the node of the cluster, then from the instance', () => {
    const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
    const nodeOf = (...resource: readonly unknown[]) => decodeOtlpSpans(documentOf([GOOD], resource), NOW).drafts[0]?.node;
    expect(nodeOf(text('service.instance.id', 'i-1'), text('k8s.node.name', 'n-1'), text('host.name', 'did:vm:node:brick-02'))).toBe('brick-02');
    expect(nodeOf(text('service.instance.id', 'i-1'), text('k8s.node.name', 'n-1'))).toBe('n-1');
    expect(nodeOf(text('service.instance.id', 'i-1'))).toBe('i-1');
    expect(nodeOf()).toBeUndefined();
  });

  it('keeps every type of value, and the digits of an integer that a number cannot hold', () => {
    const values = {
      text: { stringValue: '' }, long: { intValue: '9223372036854775807' }, number: { intValue: 7 }, nan: { doubleValue: 'NaN' }, half: { doubleValue: 0.5 },
      bytes: { bytesValue: 'AAE=' }, raw: { bytesValue: new Uint8Array([0, 1]) }, none: {}, list: { arrayValue: { values: [{ intValue: '2' }, { boolValue: true }] } },
      map: { kvlistValue: { values: [{ key: '__proto__', value: { stringValue: 'x' } }] } },
    };
    const { attributes } = one({ attributes: Object.entries(values).map(([key, value]) => ({ key, value })) });
    expect(attributes).toEqual({
      text: '', long: '9223372036854775807', number: 7, nan: 'NaN', half: 0.5, bytes: 'AAE=', raw: 'AAE=', none: null, list: [2, true],
      map: Object.fromEntries([['__proto__', 'x']]),
    });
  });

  it('rounds to whole microseconds without losing a digit of the nanoseconds', () => {
    expect(one({ startTimeUnixNano: '1795222869879000999', endTimeUnixNano: '1795222869879002499' })).toMatchObject({ at: 1_795_222_869_879_000, duration: 2 });
  });

  it('keeps a span that has not ended, with no duration', () => {
    expect(one({ endTimeUnixNano: '0' }).duration).toBe(0);
  });

  it('keeps a parent of the wrong length as it was written, and takes zeros for none', () => {
    expect(one({ parentSpanId: 'abc' }).parentId).toBe('abc');
    expect(one({ parentSpanId: '0000000000000000' }).parentId).toBeUndefined();
  });

  it('says what the emitter itself left out', () => {
    expect(one({ droppedEventsCount: 3, traceState: 'a=b' }).attributes).toEqual({ 'otel.dropped_events_count': 3, 'w3c.tracestate': 'a=b' });
  });

  it.each([
    ['a trace id of another length', { traceId: 'abc' }, /trace id is not 16 bytes/],
    ['a trace id of zeros', { traceId: '0'.repeat(32) }, /trace id/],
    ['a span id that is no text', { spanId: 7 }, /id is not 8 bytes/],
    ['no start', { startTimeUnixNano: undefined }, /without a start/],
    ['a start that is no number', { startTimeUnixNano: '-5' }, /without a start/],
    ['an end that is no time', { endTimeUnixNano: 'soon' }, /end is no time/],
    ['an end nine hundred nanoseconds after 1970', { endTimeUnixNano: '900' }, /before it starts/],
    ['an end before the start', { endTimeUnixNano: '1795222869878999999' }, /ends 1 ns before it starts/],
    ['a text of two million characters', { attributes: [{ key: 'a', value: { stringValue: 'x'.repeat(2_000_000) } }] }, /more than 1048576 characters/],
  ])('rejects a span with %s, and keeps the next one', (_, over, reason) => {
    expect(refused(over)).toMatch(reason);
  });

  it('rejects what lies among the spans and is none', () => {
    expect(decodeOtlpSpans(documentOf([null, 'span', 7]), NOW).rejects.map(({ excerpt }) => excerpt)).toEqual(['null', 'span', '7']);
  });

  it('cuts values nested without end, and shows a reject of them', () => {
    let value: unknown = { stringValue: 'deep' };
    for (let depth = 0; depth < 20_000; depth += 1) value = { arrayValue: { values: [value] } };
    expect(JSON.stringify(one({ attributes: [{ key: 'a', value }] }).attributes)).toContain('nested deeper');
    expect(refused({ spanId: '', attributes: [{ key: 'a', value }] })).toMatch(/8 bytes/);
  });

  it.each([undefined, null, 7, 'x', [], {}, { resourceSpans: {} }, { resourceSpans: [null, { scopeSpans: 4 }, { scopeSpans: [{ spans: {} }] }] }])('finds nothing in %j', (document) => {
    expect(decodeOtlpSpans(document, NOW)).toEqual({ drafts: [], rejects: [] });
  });
});
