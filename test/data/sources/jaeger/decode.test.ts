import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTraces } from '../../../../src/data/sources/jaeger/decode.ts';
import { micros } from '../../../../src/lib/micros.ts';
import { jaegerSpan, tracesOf, type JaegerSpan } from './fake-jaeger.ts';

const NOW = micros(1_795_269_700_000_000);
const TRACE = 'a'.repeat(32);

function decoded(...spans: readonly JaegerSpan[]) {
  return decodeTraces(tracesOf(spans), NOW);
}

function child(references: readonly unknown[]): JaegerSpan {
  return jaegerSpan(2, { traceID: TRACE, references });
}

describe('a span of Jaeger', () => {
  it('carries ids, times, service, node, kind, attributes and events', () => {
    const { spans, rejects } = decoded(
      jaegerSpan(1, {
        tags: [{ key: 'span.kind', type: 'string', value: 'server' }, { key: 'http.status_code', type: 'int64', value: 504 }],
        logs: [{ timestamp: 1_795_269_600_001_100, fields: [{ key: 'event', type: 'string', value: 'retry' }] }],
      }),
    );
    expect(rejects).toEqual([]);
    expect(spans).toEqual([
      {
        kind: 'span', at: 1_795_269_600_001_000, traceId: '1'.padStart(32, '0'), spanId: '1'.padStart(16, '0'), duration: 500, name: 'span 1',
        spanKind: 'server', status: 'unset', service: 'orders', node: 'brick-02',
        attributes: { 'span.kind': 'server', 'http.status_code': 504 }, resource: { 'host.name': 'brick-02' },
        events: [{ at: 1_795_269_600_001_100, name: 'retry', attributes: { event: 'retry' } }],
      },
    ]);
  });

  it('has as its parent the CHILD_OF of its own trace, and every other reference as a link', () => {
    const other = { refType: 'CHILD_OF', traceID: 'b'.repeat(32), spanID: '0b' };
    const follows = { refType: 'FOLLOWS_FROM', traceID: TRACE, spanID: '0f' };
    const parent = { refType: 'CHILD_OF', traceID: TRACE, spanID: '0c' };
    expect(decoded(child([other, follows, parent])).spans[0]).toMatchObject({ parentId: '0c', links: [{ traceId: 'b'.repeat(32), spanId: '0b' }, { traceId: TRACE, spanId: '0f' }] });
    expect(decoded(child([follows])).spans[0]?.parentId).toBe('0f');
    expect(decoded(child([other])).spans[0]?.parentId).toBeUndefined();
    expect(decoded(child([{ ...parent, spanID: jaegerSpan(2)['spanID'] }])).spans[0]?.parentId).toBeUndefined();
  });

  it.each([
    [{ key: 'error', value: true }, 'error'],
    [{ key: 'error', value: 'true' }, 'error'],
    [{ key: 'otel.status_code', value: 'ERROR' }, 'error'],
    [{ key: 'otel.status_code', value: 'OK' }, 'ok'],
    [{ key: 'error', value: 'unset' }, 'unset'],
    [{ key: 'error', value: false }, 'unset'],
  ])('with the tag %j is %s', (tag, status) => {
    expect(decoded(jaegerSpan(1, { tags: [tag] })).spans[0]?.status).toBe(status);
  });

  it('that cannot be read is a reject, and the others stay', () => {
    const bad = [{ traceID: '' }, { spanID: 7 }, { startTime: 'now' }, { startTime: -1 }, { duration: -5 }, { duration: null }];
    const { spans, rejects } = decoded(jaegerSpan(1), ...bad.map((over, index) => jaegerSpan(index + 10, over)), jaegerSpan(2));
    expect(spans.map(({ name }) => name)).toEqual(['span 1', 'span 2']);
    expect(rejects.length).toBe(bad.length);
  });

  it('keeps a key that reaches for a prototype as a key', () => {
    const [span] = decoded(jaegerSpan(1, { tags: [{ key: '__proto__', value: { polluted: true } }] })).spans;
    expect(Object.keys(span?.attributes ?? {})).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void decodeTraces(value, NOW)), { numRuns: 500 });
    fc.assert(fc.property(fc.jsonValue(), (value) => void decodeTraces([{ spans: [value, jaegerSpan(1, { tags: value, logs: value, references: value, process: value })] }], NOW)), { numRuns: 500 });
    expect(decodeTraces(null, NOW)).toEqual({ spans: [], rejects: [] });
  });
});
