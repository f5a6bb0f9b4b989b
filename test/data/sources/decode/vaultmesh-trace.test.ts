import { describe, expect, it } from 'vitest';
import { decodeVaultmeshTrace } from '../../../../src/data/sources/decode/vaultmesh-trace.ts';
import { MILLI } from '../../../../src/lib/micros.ts';
import { at } from '../../../support/session.ts';

const span = (over: object = {}) => ({ span_id: 's1', parent_span_id: null, name: 'http_request', service: 'portal', node: 'did:vm:node:portal-01', start_time: '2026-11-21T14:00:00.100Z', duration_ms: 2340.5, ...over });
const decoded = (spans: readonly unknown[], over: object = {}) => decodeVaultmeshTrace({ trace_id: 'trace-abc123...', name: 'settle', status: 'ok', spans, ...over }, at(9));

describe('a trace of the VaultMesh form', () => {
  it('becomes its spans, ids as they are written, milliseconds as microseconds', () => {
    const child = span({ span_id: 's2', parent_span_id: 's1', attributes: { 'http.status_code': 200, nested: { a: [1] } } });
    expect(decoded([span(), child]).spans).toEqual([
      { kind: 'span', at: at(0.1), traceId: 'trace-abc123...', spanId: 's1', name: 'http_request', duration: 2_340.5 * MILLI, spanKind: 'unspecified', status: 'ok', service: 'portal', node: 'portal-01' },
      { kind: 'span', at: at(0.1), traceId: 'trace-abc123...', spanId: 's2', parentId: 's1', name: 'http_request', duration: 2_340.5 * MILLI, spanKind: 'unspecified', status: 'unset', service: 'portal', node: 'portal-01', attributes: { 'http.status_code': 200, nested: { a: [1] } } },
    ]);
  });

  it('has the status of the trace at its root alone, that of a span where it has one', () => {
    const statuses = decoded([span(), span({ span_id: 's2', parent_span_id: 's1' }), span({ span_id: 's3', status: 'error' })], { status: 'failed' }).spans.map(({ status }) => status);
    expect(statuses).toEqual(['error', 'unset', 'error']);
  });

  it.each([
    ['without an id', { span_id: '' }], ['whose start is no time', { start_time: 'soon' }], ['that runs backwards', { duration_ms: -1 }], ['without a duration', { duration_ms: null }],
  ])('keeps the rest where there is a span %s', (_, over) => {
    const { spans, rejects } = decoded([span(over), span({ span_id: 's9' }), 'span']);
    expect(spans.map(({ spanId }) => spanId)).toEqual(['s9']);
    expect(rejects.map(({ at: when }) => when)).toEqual([at(9), at(9)]);
  });

  it.each([null, 7, [], {}, { trace_id: 't' }, { trace_id: '', spans: [] }])('is none where it is %j', (record) => {
    expect(decodeVaultmeshTrace(record, at(9))).toMatchObject({ spans: [], rejects: [{ kind: 'reject', reason: expect.stringMatching(/^this is no trace/) }] });
  });
});
