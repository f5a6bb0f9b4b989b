// The same small trace in every form that a file may have.
export const JAEGER = {
  data: [{
    traceID: 'abc', processes: { p1: { serviceName: 'orders', tags: [] } },
    spans: [{ traceID: 'abc', spanID: '1', operationName: 'jaeger span', references: [], startTime: 1_795_269_600_000_000, duration: 500, tags: [], logs: [], processID: 'p1' }],
  }],
  total: 0,
};

export const OTLP = {
  resourceSpans: [{
    resource: { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] },
    scopeSpans: [{ scope: {}, spans: [{ traceId: '5b8efff798038103d269b633813fc60c', spanId: 'eee19b7ec3c1b174', name: 'otlp span', startTimeUnixNano: '1795269600000000000', endTimeUnixNano: '1795269600000500000' }] }],
  }],
};

export const LISTED = {
  trace_id: 'trace-abc123...', name: 'treasury_settlement', start_time: '2025-12-06T14:30:00.000Z', duration_ms: 2_345, status: 'ok',
  spans: [{ span_id: 'span-001', parent_span_id: null, name: 'listed span', service: 'portal', node: 'did:vm:node:portal-01', start_time: '2025-12-06T14:30:00.000Z', duration_ms: 2_340, attributes: {} }],
};

export const TREE = { trace_id: 'message-send-abc123', spans: [{ name: 'tree span', duration_ms: 2 }] };

export const PRINTED = 'Trace: message-send-abc123\n├── Span: printed span (2ms)\n';
