import { describe, expect, it } from 'vitest';
import { decodeSpanTree } from '../../../../src/data/sources/decode/span-tree-json.ts';
import { decodeSpanTreeText, isSpanTreeText } from '../../../../src/data/sources/decode/span-tree-text.ts';
import type { SpanDraft } from '../../../../src/model/signal.ts';
import { shapeFault } from '../../../conformance/draft-shape.ts';
import { at } from '../../../support/session.ts';

const PRINTED = `Trace: message-send-abc123
├── Span: encrypt (2ms)
├── Span: sign (1ms)
├── Span: audit_commit (5ms)
├── Span: network_send (15ms)
│   └── Span: retry_1 (timeout)
│   └── Span: retry_2 (success)
└── Span: ack_received (3ms)
`;

function short(spans: readonly SpanDraft[]): readonly unknown[] {
  expect(spans.map(shapeFault).filter((fault) => fault !== undefined)).toEqual([]);
  return spans.map(({ name, spanId, parentId, at: start, duration, status }) => [spanId, parentId, name, start - at(0), duration, status]);
}

const TREE = [
  ['0', undefined, 'message-send-abc123', 0, 26_000, 'unset'],
  ['0.1', '0', 'encrypt', 0, 2_000, 'unset'],
  ['0.2', '0', 'sign', 2_000, 1_000, 'unset'],
  ['0.3', '0', 'audit_commit', 3_000, 5_000, 'unset'],
  ['0.4', '0', 'network_send', 8_000, 15_000, 'unset'],
  ['0.4.1', '0.4', 'retry_1', 8_000, 0, 'error'],
  ['0.4.2', '0.4', 'retry_2', 8_000, 0, 'ok'],
  ['0.5', '0', 'ack_received', 23_000, 3_000, 'unset'],
];

describe('a printed tree of spans', () => {
  it('becomes spans in order, each beginning where the one before it ended', () => {
    const { spans, rejects } = decodeSpanTreeText(PRINTED, at(0));
    expect(short(spans)).toEqual(TREE);
    expect(rejects).toEqual([]);
    expect(spans.every(({ traceId }) => traceId === 'message-send-abc123')).toBe(true);
  });

  it('says of every value that was not told how it came about', () => {
    const [trace, encrypt, , , , retry] = decodeSpanTreeText(PRINTED, at(0)).spans;
    expect(trace?.attributes).toEqual({ span_from: 'trace', time_from: 'order', duration_from: 'steps' });
    expect(encrypt?.attributes).toEqual({ time_from: 'order' });
    expect(retry).toMatchObject({ statusMessage: 'timeout', attributes: { time_from: 'order', duration_from: 'none', retry: 1 } });
  });

  it('reads ASCII drawings, several traces, and durations of other units', () => {
    const { spans } = decodeSpanTreeText('Trace: a (1.5s)\r\n|-- Span: b (250us, failed)\n|   `-- Span: c d (2)\n\nTrace: e\n  Span: f\n', at(0));
    expect(short(spans)).toEqual([
      ['0', undefined, 'a', 0, 1_500_000, 'unset'], ['0.1', '0', 'b', 0, 250, 'error'], ['0.1.1', '0.1', 'c d', 0, 0, 'unset'],
      ['0', undefined, 'e', 0, 0, 'unset'], ['0.1', '0', 'f', 0, 0, 'unset'],
    ]);
  });

  it('rejects lines that are none, by number, and keeps the rest', () => {
    const { spans, rejects } = decodeSpanTreeText('└── Span: stray\nTrace: a\nhello\n  Span: b\n', at(0));
    expect(spans).toHaveLength(2);
    expect(rejects.map(({ line }) => line)).toEqual([1, 3]);
  });

  it('lays a step of any depth somewhere, without end of memory', () => {
    const deep = Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}Span: s${depth}`);
    expect(decodeSpanTreeText(['Trace: a', ...deep].join('\n'), at(0)).spans).toHaveLength(3_001);
  });

  it.each([[PRINTED, true], ['\nTrace: a\n\n  Span: b', true], ['Trace: a', false], ['Span: a\nTrace: b', false], ['Trace: routing\nto host', false], ['', false]])('is told by its first two lines: %j', (text, is) => {
    expect(isSpanTreeText(text)).toBe(is);
  });
});

describe('a tree of spans in JSON', () => {
  it('is the same as the printed one', () => {
    const step = (name: string, millis: number, more: object = {}) => ({ name, duration_ms: millis, ...more });
    const spans = [step('encrypt', 2), step('sign', 1), step('audit_commit', 5), step('network_send', 15, { retries: ['timeout', 'success'] }), step('ack_received', 3)];
    expect(short(decodeSpanTree({ trace_id: 'message-send-abc123', spans }, at(0)).spans)).toEqual(TREE);
  });

  it('keeps ids, starts, parents, events and every other member as they are told', () => {
    const { spans, rejects } = decodeSpanTree({
      trace_id: 't', name: 'send', start_time: '2026-11-21T14:00:00Z', peer_id: 'did:talos:bob',
      spans: [
        { span: 'a', span_id: 'A', start_time: '2026-11-21T14:00:01Z', end_time: '2026-11-21T14:00:01.500Z', component: 'session', node: 'did:vm:node:n1', retries: 2,
          children: [{ name: 'b', result: 'timed out', events: [{ event: 'retry', timestamp: '2026-11-21T14:00:01.1Z', attempt: 1 }] }] },
        { name: 'c', parent_span_id: 'A' },
      ],
    }, at(0));
    expect(rejects).toEqual([]);
    const [trace, a, b, c] = spans;
    expect(trace).toMatchObject({ name: 'send', spanId: '0', attributes: { peer_id: 'did:talos:bob' }, duration: 1_500_000 });
    expect(a).toMatchObject({ spanId: 'A', parentId: '0', duration: 500_000, service: 'session', node: 'n1', attributes: { retries: 2 } });
    expect(b).toMatchObject({ parentId: 'A', status: 'error', statusMessage: 'timed out', events: [{ name: 'retry', at: (a?.at ?? 0) + 100_000, attributes: { attempt: 1 } }] });
    expect(c).toMatchObject({ parentId: 'A', at: (a?.at ?? 0) + 500_000 });
  });

  it('rejects steps that are none, and what has no trace id', () => {
    const { spans, rejects } = decodeSpanTree({ trace_id: 't', spans: [7, { name: 'x', duration_ms: -1 }, { name: 'ok' }] }, at(0));
    expect(spans.map(({ name }) => name)).toEqual(['t', 'ok']);
    expect(rejects.map(({ reason }) => reason)).toEqual(['a step of a trace that is no object', expect.stringMatching(/^a step whose duration/)]);
    expect(decodeSpanTree({ spans: [] }, at(0))).toMatchObject({ spans: [], rejects: [{ reason: expect.stringMatching(/no trace_id/) }] });
  });
});
