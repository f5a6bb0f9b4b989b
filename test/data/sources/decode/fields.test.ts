import { describe, expect, it } from 'vitest';
import { draftOfFields } from '../../../../src/data/sources/decode/fields.ts';
import type { Surroundings } from '../../../../src/data/sources/decode/mapped.ts';
import { UTC } from '../../../../src/data/sources/decode/zone.ts';
import { micros } from '../../../../src/lib/micros.ts';
import type { LogDraft } from '../../../../src/model/signal.ts';

const NOW = micros(Date.UTC(2026, 10, 21, 3, 0, 0) * 1_000);
const AROUND: Surroundings = { zone: UTC, now: NOW, at: NOW };

function draft(fields: Record<string, unknown>, around: Partial<Surroundings> = {}): LogDraft {
  return draftOfFields(fields, { ...AROUND, ...around }).log;
}

describe('the fields of a record', () => {
  it.each([
    [{ '@timestamp': '2026-11-21T01:00:00Z', message: 'a' }, { message: 'a' }],
    [{ ts: 1_732_150_000.5, msg: 'a', lvl: 'WARN', logger: 'x' }, { message: 'a', level: 'warn', service: 'x' }],
    [{ level: 30, time: 1_732_150_000_123, hostname: 'h', msg: 'pino' }, { level: 'info', node: 'h', message: 'pino' }],
    [{ 'log.level': 'error', 'service.name': 's', 'host.name': 'h', 'trace.id': 't', 'span.id': 'p', message: 'flat' }, { level: 'error', service: 's', node: 'h', traceId: 't', spanId: 'p' }],
    [{ log: { level: 'error' }, service: { name: 's' }, host: { name: 'h' }, trace: { id: 't' }, message: 'nested' }, { level: 'error', service: 's', node: 'h', traceId: 't', message: 'nested' }],
    [{ MESSAGE: 'journal', PRIORITY: '3', SYSLOG_IDENTIFIER: 'sshd', _HOSTNAME: 'vm', __REALTIME_TIMESTAMP: '1732150000123456' }, { message: 'journal', level: 'error', service: 'sshd', node: 'vm', at: 1_732_150_000_123_456 }],
    [{ severityText: 'WARN', severityNumber: 17, body: 'otel', traceId: 't', spanId: 's' }, { level: 'warn', message: 'otel', traceId: 't', spanId: 's' }],
    [{ severity_number: 17, body: { a: 1 } }, { level: 'error', message: '{"a":1}' }],
    [{ subsystem: 'quic', msg: 'x' }, { service: 'quic' }],
    [{ pod: 'web-1', app: 'web', text: 'x' }, { node: 'web-1', service: 'web', message: 'x' }],
  ])('%j', (fields, expected) => {
    expect(draft(fields)).toMatchObject(expected);
  });

  it('stay attributes where no role takes them, under their own names', () => {
    expect(draft({ msg: 'x', duration_ms: 5, peer: null, nested: { a: [1, 'b'] } }).attributes).toEqual({ duration_ms: 5, peer: null, nested: { a: [1, 'b'] } });
  });

  it('leave no attributes where every one has its role', () => {
    expect(draft({ timestamp: NOW, msg: 'x', level: 'info' })).toEqual({ kind: 'log', at: NOW, level: 'info', message: 'x' });
  });

  it('lift the members of a wrapper, but trust them less', () => {
    const log = draft({ message: 'outer', level: 'info', attributes: { message: 'inner', level: 'purple', service: 's', n: 1 }, n: 2 });
    expect(log).toMatchObject({ message: 'outer', level: 'info', service: 's' });
    expect(log.attributes).toEqual({ n: 2, level: 'purple', 'attributes.message': 'inner', 'attributes.n': 1 });
  });

  it('keep the loser of two names for one thing', () => {
    expect(draft({ logger: 'lib.db', service: 'api', hostname: 'h', node: 'n', msg: 'x' })).toMatchObject({
      service: 'api', node: 'n', attributes: { logger: 'lib.db', hostname: 'h' },
    });
  });

  it('keep the words of the source where the draft says less', () => {
    expect(draft({ level: 'WARNING', node: 'did:vm:node:brick-01', timestamp: '2026-11-21T01:00:00.123456789Z', msg: 'x' })).toMatchObject({
      level: 'warn', node: 'brick-01', attributes: { level: 'WARNING', node: 'did:vm:node:brick-01', timestamp: '2026-11-21T01:00:00.123456789Z' },
    });
    expect(draft({ level: 'INFO', node: 'brick-01', msg: 'x' }).attributes).toBeUndefined();
  });

  it('keep a time that cannot be read, and take the time of their surroundings', () => {
    const mapped = draftOfFields({ timestamp: 'yesterday', time: 12.5, msg: 'x' }, AROUND);
    expect(mapped).toMatchObject({ timed: false, log: { at: NOW, attributes: { timestamp: 'yesterday', time: 12.5 } } });
  });

  it('take a second name for the time where the first is broken', () => {
    expect(draft({ timestamp: '', ts: 1_732_150_000, msg: 'x' })).toMatchObject({ at: 1_732_150_000_000_000 });
  });

  it('say no trace where the id is empty or all zeros', () => {
    const log = draft({ msg: 'x', trace_id: '', span_id: '0000000000000000' });
    expect(log).not.toHaveProperty('traceId');
    expect(log.attributes).toEqual({ trace_id: '', span_id: '0000000000000000' });
  });

  it('are an error where they carry one and no level', () => {
    expect(draft({ event: 'session_failed', error: 'timeout' }).level).toBe('error');
    expect(draft({ event: 'session_failed', error: null }).level).toBe('info');
    expect(draft({ event: 'x', error: 'timeout', level: 'warn' }).level).toBe('warn');
    expect(draft({ event: 'x' }, { level: 'debug' }).level).toBe('debug');
  });

  it('are shown as pairs where no field is a message', () => {
    expect(draft({ action: 'file_write', reason: 'not allowed', n: 1 }).message).toBe('action=file_write reason="not allowed" n=1');
    expect(draft({ blob: 'x'.repeat(5_000) }).message.length).toBeLessThan(600);
  });

  it('yield to nobody the prototype of the draft', () => {
    const fields: Record<string, unknown> = JSON.parse('{"__proto__":{"level":"fatal"},"attributes":{"__proto__":{"x":1}},"msg":"x"}');
    const { attributes = {}, level } = draft(fields);
    expect(level).toBe('info');
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    expect(Object.keys(attributes)).toEqual(['__proto__', 'attributes.__proto__']);
  });
});
