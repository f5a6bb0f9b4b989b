import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UTC } from '../../../../src/data/sources/decode/zone.ts';
import { decodeLine, FORMATS, type Decoded, type LineContext } from '../../../../src/data/sources/follow/decode.ts';
import { isMicros, micros, toRfc3339 } from '../../../../src/lib/micros.ts';
import { cpuMillis } from '../../../support/timing.ts';

const NOW = micros(Date.UTC(2026, 10, 21, 3, 0, 0) * 1_000);

function decode(text: string, context: Partial<LineContext> = {}): Decoded {
  return decodeLine(text, { format: 'auto', zone: UTC, now: NOW, fallback: { at: NOW, from: 'reading' }, line: 7, ...context });
}

/** The draft without what is the same for all, its time as text. */
function log(text: string, context: Partial<LineContext> = {}): Record<string, unknown> | undefined {
  const { log } = decode(text, context);
  return log === undefined ? undefined : { ...log, at: toRfc3339(log.at) };
}

describe('the log lines of the systems it was made for', () => {
  it('Talos: the event is the text, and stays findable under its name', () => {
    expect(log('{"timestamp":"2024-01-15T10:23:45.123Z","level":"WARNING","component":"session","event":"session_established","trace_id":"abc123","peer_id":"did:talos:bob","duration_ms":45}')).toEqual({
      kind: 'log', at: '2024-01-15T10:23:45.123000Z', level: 'warn', message: 'session_established', service: 'session', traceId: 'abc123',
      attributes: { peer_id: 'did:talos:bob', duration_ms: 45, event: 'session_established', level: 'WARNING' },
    });
  });

  it('Talos: an audit event in CEF, as printed over four lines, alone and inside syslog', () => {
    const cef = 'CEF:0|Talos|Protocol|2.0.6|SESSION_ESTABLISHED|Session Established|3|\n  src=did:talos:alice dst=did:talos:bob\n  cs1=sess_1 cs1Label=SessionID\n  cn1=45 cn1Label=DurationMs';
    const expected = { level: 'info', message: 'Session Established', service: 'Protocol', attributes: { src: 'did:talos:alice', SessionID: 'sess_1', DurationMs: 45 } };
    expect(log(cef)).toMatchObject(expected);
    expect(log(`<134>Nov 21 01:02:03 brick-01 ${cef}`)).toMatchObject({ ...expected, at: '2026-11-21T01:02:03.000000Z', node: 'brick-01' });
  });

  it('Talos: an audit-plane event without a message', () => {
    expect(log('{"event_id":"e1","event_type":"DENIAL","timestamp":1705314225,"agent_id":"a","tool":"t","latency_us":12,"session_id":"s","metadata":{}}')).toMatchObject({
      message: 'DENIAL', at: '2024-01-15T10:23:45.000000Z', attributes: { event_id: 'e1', event_type: 'DENIAL', tool: 't' },
    });
  });

  it('Agent OS: an action, and an audit entry that its manual prints with a comment', () => {
    expect(log('{"timestamp":"2026-01-28T17:45:00.123Z","level":"INFO","message":"Action executed","agent_id":"agent-001","action":"sql","decision":"allow","duration_ms":5.2,"trace_id":"abc123def456","span_id":"789xyz"}')).toMatchObject({
      message: 'Action executed', traceId: 'abc123def456', spanId: '789xyz', attributes: { agent_id: 'agent-001', decision: 'allow', duration_ms: 5.2 },
    });
    const audit = '{\n  "id": "audit-001",\n  "timestamp": "2026-01-28T17:45:00.123Z",\n  "action": "file_write",\n  "decision": "deny",\n  "signature": "sha256:abc" // Tamper-proof\n}';
    expect(log(audit)).toMatchObject({ at: '2026-01-28T17:45:00.123000Z', message: expect.stringContaining('decision=deny'), attributes: { action: 'file_write', signature: 'sha256:abc' } });
  });

  it('Agent OS: naive local times and the invalid +00:00Z', () => {
    expect(log('{"timestamp":"2026-03-01T10:59:34.901929","event_type":"x"}')).toMatchObject({ at: '2026-03-01T10:59:34.901929Z' });
    expect(log('{"specversion":"1.0","type":"ai.agentmesh.tool.invoked","time":"2026-03-01T10:59:34.901929+00:00Z"}')).toMatchObject({
      at: '2026-03-01T10:59:34.901929Z', message: 'ai.agentmesh.tool.invoked',
    });
  });

  it('VaultMesh: attributes are fields, and the node has a short name', () => {
    expect(log('{"log_id":"log:guardian:1","timestamp":"2025-12-06T14:30:15.123Z","level":"info","service":"guardian","node":"did:vm:node:brick-01","message":"Anchor cycle completed","attributes":{"receipts_anchored":47,"scrolls":["a","b"],"duration_ms":1234},"trace_id":"trace-1","span_id":"span-1","caller":"guardian/anchor.go:234"}')).toEqual({
      kind: 'log', at: '2025-12-06T14:30:15.123000Z', level: 'info', message: 'Anchor cycle completed', service: 'guardian', node: 'brick-01',
      traceId: 'trace-1', spanId: 'span-1',
      attributes: { log_id: 'log:guardian:1', caller: 'guardian/anchor.go:234', receipts_anchored: 47, scrolls: ['a', 'b'], duration_ms: 1_234, node: 'did:vm:node:brick-01' },
    });
  });

  it('MicroVM: flat lines, nested lines of tracing-subscriber, and its plain text', () => {
    const nested = '{"timestamp":"2026-01-15T10:30:00.123Z","level":"INFO","fields":{"message":"Agent started","agent_id":"a1"},"target":"swarm_control::lifecycle","span":{"name":"start"},"spans":[]}';
    for (const line of ['{"timestamp":"2026-01-15T10:30:00.123Z","level":"info","target":"swarm_control::lifecycle","message":"Agent started","agent_id":"a1","span_id":"s","trace_id":"t"}', nested]) {
      expect(log(line)).toMatchObject({
        at: '2026-01-15T10:30:00.123000Z', level: 'info', message: 'Agent started', service: 'swarm_control', attributes: { agent_id: 'a1', target: 'swarm_control::lifecycle' },
      });
    }
    expect(log('2026-01-15T10:30:00.123456Z  WARN swarm_control::lifecycle: Agent slow')).toMatchObject({
      at: '2026-01-15T10:30:00.123456Z', level: 'warn', service: 'swarm_control', attributes: { prefix: '2026-01-15T10:30:00.123456Z  WARN ' },
    });
  });

  it('The-Block: whole seconds and explicit nulls', () => {
    expect(log('{"id":3,"timestamp":1705314225,"level":"ERROR","message":"failed","correlation_id":"00000000000000a1","peer":null,"tx":null,"block":null}')).toMatchObject({
      at: '2024-01-15T10:23:45.000000Z', level: 'error', message: 'failed', attributes: { id: 3, correlation_id: '00000000000000a1', peer: null },
    });
  });
});

describe('other formats, told by how a record begins', () => {
  it.each([
    ['ts=2026-11-21T01:04:14.851Z caller=main.go:12 level=warn component=tsdb msg="a b"', { level: 'warn', service: 'tsdb', message: 'a b' }],
    ['2026-11-21 01:02:03 INFO k=v msg="a b"', { at: '2026-11-21T01:02:03.000000Z', message: 'a b', attributes: { k: 'v', prefix: '2026-11-21 01:02:03 INFO ' } }],
    ['<131>1 2026-11-21T01:04:14Z vm app 42 - - {"msg":"inside","level":"debug"}', { level: 'debug', message: 'inside', service: 'app', node: 'vm' }],
    ['<13>Nov 21 01:04:14 vm app: @cee: {"msg":"cookie"}', { message: 'cookie', service: 'app' }],
    ['Nov 21 01:04:14 vm sshd[42]: error: kex failed', { level: 'error', message: 'error: kex failed', service: 'sshd' }],
    ['[2026-11-21 01:02:03] [error] 12#12: open() failed', { level: 'error', message: '12#12: open() failed' }],
    ['  {"msg":"indented"}', { message: 'indented' }],
    ['x = y + 1', { message: 'x = y + 1' }],
    ['plain words', { level: 'info', message: 'plain words' }],
  ])('%s', (text, expected) => {
    expect(log(text)).toMatchObject(expected);
  });

  it('takes a single pair for logfmt only where its name says something', () => {
    expect(log('foo=bar')).toMatchObject({ message: 'foo=bar', attributes: { time_from: 'reading' } });
    expect(log('foo=bar')?.['attributes']).not.toHaveProperty('foo');
    expect(log('msg=bar')).toMatchObject({ message: 'bar' });
  });

  it('loses no character of a text whose time moves to its column', () => {
    const text = '[2026-11-21 01:02:03,5]  WARN  - it happened';
    const { message, attributes } = log(text) ?? {};
    expect(`${String(Reflect.get(attributes ?? {}, 'prefix'))}${String(message)}`).toBe(text);
  });

  it('keeps a text whole where nothing would be left of it', () => {
    expect(log('2026-11-21 01:02:03 INFO')).toMatchObject({ message: '2026-11-21 01:02:03 INFO', level: 'info' });
  });

  it('keeps the lines that follow a logfmt line', () => {
    expect(log('level=error msg=boom\n\tat x\n\tat y')).toMatchObject({ message: 'boom\n\tat x\n\tat y' });
  });
});

describe('damage', () => {
  it('half a JSON object stays as text, and is counted with its line', () => {
    const text = '{"timestamp":"2026-11-21T01:02:03Z","level":"error","msg":"hal';
    expect(decode(text)).toMatchObject({
      timed: true, log: { message: text, level: 'error' }, reject: { reason: 'broken JSON', excerpt: text, line: 7 },
    });
    expect(log(text)).toMatchObject({ at: '2026-11-21T01:02:03.000000Z' });
  });

  it('an object or a line without anything is only a reject', () => {
    expect(decode('{}')).toMatchObject({ reject: { reason: 'JSON object without fields' } });
    expect(decode('{}')).not.toHaveProperty('log');
    expect(decode(' ')).not.toHaveProperty('log');
  });

  it('what is nested too deep is cut and counted, and the rest of the record stays', () => {
    const { log, reject } = decode(`{"msg":"deep","n":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
    expect(log?.message).toBe('deep');
    expect(reject?.reason).toBe('nested deeper than 64 levels');
  });

  it('numbers keep their digits, and what is no number is text', () => {
    expect(log('{"msg":"x","id":12345678901234567890,"v":NaN,"big":1e999}')).toMatchObject({ attributes: { id: '12345678901234567890', v: 'NaN', big: 'Infinity' } });
  });

  it.each([
    ['json', 'words', 'not a JSON object'], ['json', '[1]', 'not a JSON object'], ['logfmt', 'words', 'no logfmt pairs'],
    ['cef', 'words', 'no CEF header'], ['syslog', 'words', 'no syslog header'], ['auto', 'CEF:0|a', 'broken CEF header'],
  ] as const)('a source of %s counts %s', (format, text, reason) => {
    expect(decode(text, { format })).toMatchObject({ log: { message: text }, reject: { reason } });
  });

  it('a source of text takes everything as text', () => {
    expect(decode('{"msg":"x"}', { format: 'text' })).toMatchObject({ log: { message: '{"msg":"x"}' } });
    expect(decode('{"a', { format: 'text' })).not.toHaveProperty('reject');
  });

  it('an excerpt is short whatever came', () => {
    expect(decode(`{"a${'x'.repeat(100_000)}`).reject?.excerpt).toHaveLength(512);
  });
});

describe('a record that tells no time', () => {
  it('takes the time it is given and says where from', () => {
    const at = micros(NOW - 5_000_000);
    expect(decode('words', { fallback: { at, from: 'previous-line' } })).toMatchObject({ timed: false, log: { at, attributes: { time_from: 'previous-line' } } });
    expect(decode('{"timestamp":"soon","msg":"x"}').log).toMatchObject({ at: NOW, attributes: { timestamp: 'soon', time_from: 'reading' } });
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'{}[]"\\=|<>:,- \t\n\r\u0000\u001b0129TZaCEF', 'CEF:0|', '<13>1 ', 'Nov 21 01:02:03 ', '2026-11-21T', '{"log":"', 'NaN'), maxLength: 60 }),
);

describe('whatever comes', () => {
  it('becomes a log or a reject within bounds, in every format', () => {
    fc.assert(fc.property(hostile, fc.constantFrom(...FORMATS), (text, format) => {
      const { log, reject } = decode(text, { format });
      expect(log !== undefined || reject !== undefined).toBe(true);
      expect(log === undefined || isMicros(log.at)).toBe(true);
      expect((reject?.excerpt.length ?? 0) <= 512).toBe(true);
      expect(() => JSON.stringify(log)).not.toThrow();
    }), { numRuns: 2_000 });
  });

  it.each(['{"a":"', '{"a":NaN,', 'a=b ', '<13>', 'CEF:0|', '2026-11-21 01:02:03 ', ' ', '\u001b[0m', '[', '"', '\\', 'Aa.', '1', 'a::', '- '])('takes time in proportion to its length: %j repeated', (unit) => {
    const text = unit.repeat(Math.ceil(262_144 / unit.length));
    expect(cpuMillis(() => [decode(text), decode(`{"a":NaN,${text}`)])).toBeLessThan(2_000);
  });
});
