import { describe, expect, it } from 'vitest';
import { fieldOf } from '../../../src/model/filter/field.ts';
import { aLog } from './a-log.ts';

describe('fieldOf', () => {
  it('knows the record\'s own fields under all their names', () => {
    const record = aLog({ message: 'm', level: 'warn', service: 's', node: 'n', traceId: 't', spanId: 'p' });
    expect(['message', 'msg', 'level', 'service', 'node', 'host', 'instance', 'trace_id', 'trace', 'span_id', 'span'].map((name) => fieldOf(record, name))).toEqual(
      ['m', 'm', 'warn', 's', 'n', 'n', 'n', 't', 't', 'p', 'p'],
    );
  });

  it('prefers the record\'s own field to an attribute, but an attribute to an alias', () => {
    const record = aLog({ node: 'brick-02', attributes: { node: 'other', host: 'api.example' } });
    expect(fieldOf(record, 'node')).toBe('brick-02');
    expect(fieldOf(record, 'host')).toBe('api.example');
    expect(fieldOf(record, 'instance')).toBe('brick-02');
    expect(fieldOf(aLog({ attributes: { service: 'lifted late' } }), 'service')).toBe('lifted late');
  });

  it('takes a dotted name as a key first, then as a path, at every step', () => {
    expect(fieldOf(aLog({ attributes: { 'http.status': 1, http: { status: 2 } } }), 'http.status')).toBe(1);
    expect(fieldOf(aLog({ attributes: { http: { status: 2 } } }), 'http.status')).toBe(2);
    expect(fieldOf(aLog({ attributes: { http: { 'request.path': 3 } } }), 'http.request.path')).toBe(3);
    expect(fieldOf(aLog({ attributes: { http: { status: 2 } } }), 'http')).toEqual({ status: 2 });
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'tags.0', 'tags.length', 'nothing.x', 'text.length', '__proto__', 'constructor', 'toString', 'a.__proto__'])('finds nothing under %j', (name) => {
    expect(fieldOf(aLog({ attributes: { a: { b: 1 }, tags: ['x'], nothing: null, text: 'abc' } }), name)).toBeUndefined();
  });
});
