import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/model/filter/ast.ts';
import { compile } from '../../../src/model/filter/compile.ts';
import { parse } from '../../../src/model/filter/parse.ts';
import { levelRank, LEVELS } from '../../../src/model/level.ts';
import type { LogRecord } from '../../../src/model/signal.ts';
import { aLog } from './a-log.ts';
import { aFilter } from './arbitrary-filter.ts';

function passes(filter: string, record: LogRecord): boolean {
  const parsed = parse(filter);
  if (!parsed.ok) throw new Error(`${filter}: ${parsed.message}`);
  return compile(parsed.filter)(record);
}

const record = aLog({
  level: 'error',
  message: 'Anchor submit FAILED: queue full',
  service: 'guardian',
  node: 'brick-02',
  traceId: '9f3c0a71',
  attributes: {
    'http.status': 503,
    http: { status: 200, request: { path: '/health/live' } },
    path: '/Health*',
    file: 'C:\\logs\\a.txt',
    depth: '0050',
    share: 0.5,
    retry: true,
    cause: null,
    tags: ['Blue', 'green', 7],
    empty: '',
  },
});

describe('no filter', () => {
  it('lets every record pass', () => {
    expect(compile(undefined)(record)).toBe(true);
  });
});

describe('a search word', () => {
  it.each(['failed', '"QUEUE full"', 'GUARDIAN', 'brick', '9F3C', 'blue', 'live', '503', '.txt', 'a.t'])('finds %s in the message or any field, in any case', (word) => {
    expect(passes(word, record)).toBe(true);
  });

  it.each(['"queue  full"', 'fail.d', 'tags', 'true', 'null', '504', 'aXtxt'])('does not find %s', (word) => {
    expect(passes(word, record)).toBe(false);
  });

  it('folds letters of every alphabet', () => {
    expect(passes('ärger', aLog({ message: 'GROSSER ÄRGER' }))).toBe(true);
    expect(passes('ПУТЬ', aLog({ message: 'плохой путь' }))).toBe(true);
  });

  it('takes the characters of a regex as themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', '*', '+', '[', ']', '^', '$', '\\', '{', '}', '(', '|', '/', '-', '?'), minLength: 1 }), (text) => {
        expect(compile({ op: 'text', text })(aLog({ message: `x${text}y` }))).toBe(true);
        expect(compile({ op: 'text', text })(aLog({ message: 'aaaa a', service: 'a' }))).toBe('aaaa a'.includes(text));
      }),
    );
  });
});

describe('field:value', () => {
  it.each([
    'service:GUARDIAN', 'host:brick-02', 'instance:brick-*', 'msg:"anchor * full"', 'trace:9f3c0a71', 'level:err', 'http.status:503', 'http.request.path:*live', 'path:"/health\\*"', 'path:/health\\*',
    'path:/h*', 'path:*', 'file:C:\\LOGS\\a*', 'depth:0050', 'share:0.50', 'share:.5', 'retry:true', 'cause:null', 'tags:BLUE', 'tags:7', 'empty:""', 'service:(api OR guardian)', 'service:*uard*an*',
  ])('passes for %s', (filter) => {
    expect(passes(filter, record)).toBe(true);
  });

  it.each(['service:guard', 'service:api', 'http.status:200', 'path:/health', 'path:/health?', 'depth:50', 'tags:red', 'nowhere:*', 'http:*', 'service:*guardian*x*', 'service:guardian*n', '__proto__:*', 'constructor:*', 'toString:*'])(
    'does not pass for %s',
    (filter) => {
      expect(passes(filter, record)).toBe(false);
    },
  );

  it('passes a record without the field where the value is refused', () => {
    expect(passes('nowhere!=x', record)).toBe(true);
    expect(passes('-service:guardian', record)).toBe(false);
  });

  it('compares a quantity with a number in the unit of the field', () => {
    expect(passes('wait_ms:2s', aLog({ attributes: { wait_ms: 2_000 } }))).toBe(true);
    expect(passes('wait_ms:2s', aLog({ attributes: { wait_ms: 2 } }))).toBe(false);
  });
});

describe('field~/regex/', () => {
  it.each<[string, boolean]>([
    ['msg~/^anchor/', false],
    ['msg~/^anchor/i', true],
    ['http.status~/^5\\d\\d$/', true],
    ['tags~/^gr/', true],
    ['nowhere~/^/', false],
    ['nowhere!~/^/', true],
    ['level~/warn|error/', true],
  ])('%s gives %s', (filter, expected) => {
    expect(passes(filter, record)).toBe(expected);
  });

  it('looks at the first 4,096 characters only', () => {
    expect(passes('msg~/needle/', aLog({ message: `${' '.repeat(4_090)}needle` }))).toBe(true);
    expect(passes('msg~/needle/', aLog({ message: `${' '.repeat(4_091)}needle` }))).toBe(false);
  });

  it('gives the same answer each time it is asked', () => {
    const test = compile({ op: 'regex', field: 'message', source: 'a', flags: 'i' });
    expect([1, 2, 3].map(() => test(aLog({ message: 'xa' })))).toEqual([true, true, true]);
  });
});

describe('level', () => {
  it('compares on the ladder', () => {
    const passing = (filter: string): readonly string[] => LEVELS.filter((level) => passes(filter, aLog({ level })));
    expect(passing('level>=warn')).toEqual(['warn', 'error', 'fatal']);
    expect(passing('level>warn')).toEqual(['error', 'fatal']);
    expect(passing('level<info')).toEqual(['trace', 'debug']);
    expect(passing('level<=debug')).toEqual(['trace', 'debug']);
    expect(passing('level:critical')).toEqual(['fatal']);
    expect(passing('level!=info')).toEqual(['trace', 'debug', 'warn', 'error', 'fatal']);
  });
});

describe('has', () => {
  it.each<[string, boolean]>([['has:service', true], ['has:trace_id', true], ['has:span_id', false], ['has:http.request.path', true], ['has:http', true], ['has:empty', true], ['has:cause', false], ['has:x.y', false], ['-has:x', true]])(
    '%s gives %s',
    (filter, expected) => {
      expect(passes(filter, record)).toBe(expected);
    },
  );
});

describe('logic', () => {
  /** The meaning of the connectives, without any order or shortcut. */
  function slowly(filter: Filter, given: LogRecord): boolean {
    switch (filter.op) {
      case 'and':
        return filter.terms.map((term) => slowly(term, given)).every(Boolean);
      case 'or':
        return filter.terms.map((term) => slowly(term, given)).some(Boolean);
      case 'not':
        return !slowly(filter.term, given);
      case 'level':
        return filter.compare === '=' ? levelRank(given.level) === levelRank(filter.level) : compile(filter)(given);
      default:
        return compile(filter)(given);
    }
  }

  it('is what the words say, in whatever order the terms are tried', () => {
    fc.assert(
      fc.property(aFilter, fc.constantFrom(...LEVELS), fc.string({ maxLength: 5 }), (filter, level, message) => {
        const given = aLog({ level, message, service: 'a-b', attributes: { level: 'x', has: 1, 'http.status': 3 } });
        expect(compile(filter)(given)).toBe(slowly(filter, given));
      }),
      { numRuns: 500 },
    );
  });
});
