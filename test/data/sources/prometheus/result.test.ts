import { describe, expect, it } from 'vitest';
import { decodeAnswer } from '../../../../src/data/sources/prometheus/answer.ts';
import { decodeResult } from '../../../../src/data/sources/prometheus/result.ts';

function told(data: unknown): string[] {
  const { series, problems } = decodeResult(data);
  const lines = series.map(({ labels, points }) => {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    return `{${pairs.join(',')}} ${points.map(({ at, value }) => `${at}:${Object.is(value, -0) ? '-0' : value}`).join(' ')}`;
  });
  return [...lines, ...problems];
}

const one = (value: unknown, metric: unknown = { a: 'b' }): unknown => ({ resultType: 'vector', result: [{ metric, value }] });

describe('the envelope', () => {
  it.each(['', 'null', '[]', '"text"', '{}', '{"status":"success"', '<html>', '{"status":"maybe"}', '{"status":1}'])('is none in %j', (text) => {
    expect(decodeAnswer(text)).toBeUndefined();
  });

  it('may lack data and carry null for lists', () => {
    expect(decodeAnswer('{"status":"success","warnings":null}')).toEqual({ ok: true, data: undefined, warnings: [] });
  });

  it('carries the reason of an error, or says that there is none', () => {
    expect(decodeAnswer('{"status":"error","errorType":"bad_data","error":"1:7: parse error"}')).toEqual({ ok: false, errorType: 'bad_data', message: '1:7: parse error' });
    expect(decodeAnswer('{"status":"error"}')).toEqual({ ok: false, errorType: '', message: 'no reason given' });
  });
});

describe('a vector', () => {
  it('keeps labels, time to the millisecond and value', () => {
    expect(told(one([1_795_221_697.618, '0.8200000000000001'], { __name__: 'up', job: 'x' }))).toEqual(['{__name__=up,job=x} 1795221697618000:0.8200000000000001']);
  });

  it.each([
    ['+Inf', 'Infinity'], ['Inf', 'Infinity'], ['-Inf', '-Infinity'], ['NaN', 'NaN'], ['-0', '-0'], ['1e-300', '1e-300'],
    ['1.7976931348623157e+308', '1.7976931348623157e+308'], ['9007199254740992', '9007199254740992'], ['1e+00', '1'],
  ])('reads the value %s', (written, value) => {
    expect(told(one([1, written]))).toEqual([`{a=b} 1000000:${value}`]);
  });

  it('takes a bare number for a value', () => {
    expect(told(one([1, 2.5]))).toEqual(['{a=b} 1000000:2.5']);
  });

  it.each([
    ['text for a value', one([1, 'one']), 'a value of the answer is no number'],
    ['no value', one([1]), 'a value of the answer is no number'],
    ['null for a value', one([1, null]), 'a value of the answer is no number'],
    ['text for a time', one(['1', '1']), 'a time of the answer is no time'],
    ['a time before 1970', one([-5, '1']), 'a time of the answer is no time'],
    ['a time in milliseconds', one([1_795_221_697_618, '1']), 'a time of the answer is no time'],
    ['a series that is a number', { resultType: 'vector', result: [5] }, 'a series of the answer cannot be read'],
    ['an unknown type', { resultType: 'tensor', result: [] }, 'the answer has no result that is known here'],
    ['text as a result', { resultType: 'string', result: [1, 'x'] }, 'the expression yields text, not numbers'],
    ['no data', undefined, 'the answer has no result that is known here'],
    ['a list for data', [], 'the answer has no result that is known here'],
  ])('tells %s', (_, data, problem) => {
    expect(told(data)).toEqual([problem]);
  });

  it('may be empty, null or absent', () => {
    for (const result of [[], null, undefined]) expect(told({ resultType: 'vector', result })).toEqual([]);
  });

  it('keeps the good series beside a bad one, and tells a reason once', () => {
    const result = [{ metric: {}, value: [1, 'x'] }, { metric: {}, value: [1, '2'] }, { metric: {}, value: [1, 'y'] }];
    expect(told({ resultType: 'vector', result })).toEqual(['{} 1000000:2', 'a value of the answer is no number']);
  });

  it('of native histograms says what makes numbers of them', () => {
    const histogram = [1_795_221_697.278, { count: '3025', sum: '453.6', buckets: [[3, '-Inf', '0.1', '1512']] }];
    expect(told({ resultType: 'vector', result: [{ metric: {}, histogram }] })).toEqual([
      'the expression yields native histograms: histogram_quantile() makes numbers of them',
    ]);
  });

  it('reads labels called like properties of every object, and no others', () => {
    const data: unknown = JSON.parse('{"resultType":"vector","result":[{"metric":{"__proto__":"x","constructor":"y","bad":5},"value":[1,"1"]}]}');
    const labels = decodeResult(data).series[0]?.labels ?? {};
    expect(Object.entries(labels)).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('other results', () => {
  it('of one scalar are a series without labels', () => {
    expect(told({ resultType: 'scalar', result: [1_795_221_749, '1.5'] })).toEqual(['{} 1795221749000000:1.5']);
  });

  it('of a matrix keep all points, and the floats beside histograms', () => {
    const result = [{ metric: { a: 'b' }, values: [[1, '1'], [2, 'NaN'], [3, '+Inf']], histograms: [[4, {}]] }, { metric: {}, values: [] }];
    expect(told({ resultType: 'matrix', result })).toEqual([
      '{a=b} 1000000:1 2000000:NaN 3000000:Infinity',
      'the expression yields native histograms: histogram_quantile() makes numbers of them',
    ]);
  });
});
