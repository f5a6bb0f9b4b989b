import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expr, Subquery, VectorSelector } from '../../src/promql/ast.ts';
import { MOST_EXPRESSION, parsePromql } from '../../src/promql/parse.ts';
import { exprOf } from './support/builders.ts';

/** The structure of an expression with every parenthesis written out. */
function shape(expr: Expr): string {
  switch (expr.kind) {
    case 'number': return String(expr.value);
    case 'string': return JSON.stringify(expr.value);
    case 'selector': return `${expr.matchers.map(({ name, op, value }) => `${name}${op}${value}`).join(',')}${shifted(expr)}`;
    case 'range': return `${shape(expr.selector)}[${expr.rangeMicros / 1e6}s]`;
    case 'subquery': return `(${shape(expr.expr)})[${expr.rangeMicros / 1e6}s:${(expr.stepMicros ?? NaN) / 1e6}s]${shifted(expr)}`;
    case 'call': return `${expr.name}(${expr.args.map(shape).join(', ')})`;
    case 'negate': return `-(${shape(expr.expr)})`;
    case 'binary': return `(${shape(expr.left)} ${expr.op}${expr.bool ? ' bool' : ''} ${shape(expr.right)})`;
    case 'aggregate': {
      const grouping = `${expr.grouping.without ? 'without' : 'by'} (${expr.grouping.labels.join(', ')})`;
      return `${expr.op} ${grouping} (${[expr.param, expr.expr].flatMap((part) => (part === undefined ? [] : [shape(part)])).join(', ')})`;
    }
  }
}

function shifted({ offsetMicros, at }: VectorSelector | Subquery): string {
  const pinned = at === undefined ? '' : ` @${at.kind === 'time' ? at.micros / 1e6 : at.kind}`;
  return `${offsetMicros === 0 ? '' : ` offset ${offsetMicros / 1e6}s`}${pinned}`;
}

describe('what stands first binds as in Prometheus', () => {
  test.each([
    ['-1 ^ 2', '-((1 ^ 2))'],
    ['-1h ^ 2', '-((3600 ^ 2))'],
    ['2 ^ -x ^ 2', '(2 ^ -((__name__=x ^ 2)))'],
    ['2 ^ 3 ^ 4', '(2 ^ (3 ^ 4))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['1 -1', '(1 - 1)'],
    ['- - 1', '1'],
    ['a - -1 ^ 2', '(__name__=a - -((1 ^ 2)))'],
    ['-a * b', '(-(__name__=a) * __name__=b)'],
    ['a + b * c', '(__name__=a + (__name__=b * __name__=c))'],
    ['a or b and c', '(__name__=a or (__name__=b and __name__=c))'],
    ['a and b unless c', '((__name__=a and __name__=b) unless __name__=c)'],
    ['a > b + 1', '(__name__=a > (__name__=b + 1))'],
    ['a atan2 b * c', '((__name__=a atan2 __name__=b) * __name__=c)'],
    ['(a + b) * c', '((__name__=a + __name__=b) * __name__=c)'],
    ['a + b offset 5m', '(__name__=a + __name__=b offset 300s)'],
    ['a + b offset 5m * c', '(__name__=a + (__name__=b offset 300s * __name__=c))'],
    ['-x offset 5m', '-(__name__=x offset 300s)'],
    ['-x @ 5', '-(__name__=x @5)'],
    ['a ^ b[5m:1m] offset 1m', undefined],
    ['count_over_time(x[5m:1m] @ end() offset -1m)', 'count_over_time((__name__=x)[300s:60s] offset -60s @end)'],
    ['x offset 1m @ 3', '__name__=x offset 60s @3'],
    ['rate(x[5m] @ start())', 'rate(__name__=x @start[300s])'],
    ['max_over_time(x[1h:])', 'max_over_time((__name__=x)[3600s:NaNs])'],
    ['sum(x) by (a, b)', 'sum by (a, b) (__name__=x)'],
    ['SUM WITHOUT (a,) (x)', 'sum without (a) (__name__=x)'],
    ['topk by (a) (3, x)', 'topk by (a) (3, __name__=x)'],
    ['x # a remark\n + # another\n y', '(__name__=x + __name__=y)'],
    ['- # why\n 1', '-1'],
  ])('%s', (text, expected) => {
    const parsed = parsePromql(text);
    expect(parsed.ok ? shape(parsed.expr) : undefined).toBe(expected);
  });
});

describe('literals', () => {
  test.each([
    ['1e3', 1_000], ['0x1F', 31], ['017', 15], ['08', 8], ['.5', 0.5], ['1_000', 1_000], ['5m', 300], ['1h30m', 5_400],
    ['1y2w3d4h5m6s7ms', 33_019_506.007],
    ['Inf', Infinity], ['+inf', Infinity], ['-Inf', -Infinity], ['NaN', NaN], ['1e-3', 0.001],
  ])('the number %s is %d', (text, value) => {
    expect(exprOf(text)).toMatchObject({ kind: 'number', value });
  });

  test.each([
    ['"a\\n\\t\\\\\\""', 'a\n\t\\"'], ["'it\\'s'", "it's"], ['`raw \\n`', 'raw \\n'], ['"\\x41\\101"', 'AA'], ['"\\xc3\\xa9"', 'é'],
    ['"\\u00e9\\U0001F600"', 'é😀'], ['"é😀"', 'é😀'], ['""', ''],
  ])('the string %s is decoded', (text, value) => {
    expect(exprOf(text)).toMatchObject({ kind: 'string', value });
  });

  test.each(['"\\q"', '"\\\'"', '"\\ud800"', '"open', "'open\\'", '"\\x4"'])('the string %s is refused', (text) => {
    expect(parsePromql(text)).toMatchObject({ ok: false, error: { kind: 'syntax', from: 0 } });
  });

  test.each([
    ['x[300]', 300], ['x[1.5]', 1.5], ['x[1m30s]', 90], ['x[500ms]', 0.5], ['x[1w]', 604_800],
  ])('the range %s lasts %d seconds', (text, seconds) => {
    expect(exprOf(text)).toMatchObject({ kind: 'range', rangeMicros: seconds * 1e6 });
  });
});

describe('selectors', () => {
  test('quoted names and labels may hold any character', () => {
    expect(exprOf('{"my.metric", "a b"=~"c", d!=\'e\'}')).toMatchObject({
      matchers: [{ name: '__name__', op: '=', value: 'my.metric' }, { name: 'a b', op: '=~', value: 'c' },
      { name: 'd', op: '!=', value: 'e' }],
    });
    expect(exprOf('sum by ("my.label") (x)')).toMatchObject({ grouping: { labels: ['my.label'] } });
  });

  test('keywords may name labels and metrics', () => {
    expect(shape(exprOf('sum{on="1",by="2",offset="3",inf="4"}'))).toBe('__name__=sum,on=1,by=2,offset=3,inf=4');
    expect(shape(exprOf('rate + time'))).toBe('(__name__=rate + __name__=time)');
  });

  test('matching says which side is many and what it borrows', () => {
    expect(exprOf('a * on (x) group_left (y, z) b')).toMatchObject({ matching: { on: true, labels: ['x'], many: 'left', include: ['y', 'z'] } });
    expect(exprOf('a * ignoring (x) group_right b')).toMatchObject({ matching: { on: false, labels: ['x'], many: 'right', include: [] } });
    expect(exprOf('a == bool b')).toMatchObject({ bool: true, matching: { on: false, labels: [], many: 'none' } });
  });
});

describe('a fault says what is wrong and where', () => {
  test.each([
    ['', 'syntax', 0, 0, 'expected an expression'],
    ['sum(', 'syntax', 4, 4, 'expected an argument'],
    ['x[5m', 'syntax', 4, 4, 'expected ] after the range'],
    ['x{a=b}', 'syntax', 4, 5, 'expected a value in quotes'],
    ['x{a="b"', 'syntax', 7, 7, 'expected , or }'],
    ['x{a="open}', 'syntax', 4, 10, 'unterminated string'],
    ['x + + ', 'syntax', 5, 5, 'expected an expression'],
    ['foo bar', 'syntax', 4, 7, 'unexpected bar'],
    ['a\n  + (b', 'syntax', 8, 8, 'expected )'],
    ['x[$__rate_interval]', 'syntax', 2, 3, 'unexpected $'],
    ['x offset 1m offset 2m', 'syntax', 0, 21, 'offset is given twice'],
    ['(x)[5m]', 'syntax', 0, 7, 'a range needs a vector selector'],
    ['sum(x) offset 5m', 'syntax', 0, 16, 'offset needs a selector'],
    ['x @ 1e300', 'syntax', 4, 9, 'out of bounds'],
    ['x{a=~"("}', 'syntax', 5, 8, 'missing closing )'],
    ['{"a", "b"}', 'syntax', 0, 10, 'given twice'],
    ['x{__name__="y"}', 'syntax', 0, 15, 'given twice'],
    ['{}', 'type', 0, 2, 'needs a metric name'],
    ['{a=~".*"}', 'type', 0, 9, 'needs a metric name'],
    ['rate(x)', 'type', 5, 6, 'expected range vector in the call of rate'],
    ['abs(1)', 'type', 4, 5, 'expected instant vector'],
    ['topk(x)', 'type', 0, 7, 'topk takes 2 arguments'],
    ['round(x, 1, 2)', 'type', 0, 14, 'round takes 1 to 2 arguments'],
    ['1 == 1', 'type', 2, 4, 'needs bool'],
    ['x + bool 1', 'type', 2, 3, 'bool is only for comparisons'],
    ['x and 1', 'type', 2, 5, 'instant vector on both sides'],
    ['x + on (a) 1', 'type', 2, 3, 'on and ignoring'],
    ['a * on (x) group_left (x) b', 'type', 2, 3, 'must not stand in on and in the group'],
    ['-"a"', 'type', 1, 4, 'a sign needs'],
    ['x[0s]', 'type', 2, 4, 'greater than 0'],
    ['rate(x[5m])[5m]', 'syntax', 0, 15, 'a range needs a vector selector'],
  ])('%j', (text, kind, from, to, words) => {
    const parsed = parsePromql(text);
    expect(parsed).toMatchObject({ ok: false, error: { kind, from, to } });
    expect(parsed.ok ? '' : parsed.error.message).toContain(words);
  });

  test.each([
    ['mad_over_time(x[5m])', 'mad_over_time'], ['info(x)', 'info'], ['histogram_avg(x)', 'histogram_avg'],
    ['holt_winters(x[5m], 0.1, 0.1)', 'holt_winters'],
    ['limitk(1, x)', 'limitk'], ['x smoothed', 'smoothed'], ['x + fill(0) y', 'fill'], ['x[5m * 2]', 'duration expressions'],
    ['x </ 5', '</'], ['start()', 'start'],
  ])('%s is PromQL that is not evaluated, and the message names it', (text, name) => {
    const parsed = parsePromql(text);
    expect(parsed).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    expect(parsed.ok ? '' : parsed.error.message).toContain(name);
  });
});

describe('hostile text', () => {
  test('an expression that is too long or too deep is refused, a long flat one is not', () => {
    expect(parsePromql('x'.repeat(MOST_EXPRESSION + 1)).ok).toBe(false);
    expect(parsePromql(`${'('.repeat(5_000)}x${')'.repeat(5_000)}`)).toMatchObject({ ok: false, error: { message: 'the expression nests too deeply' } });
    expect(parsePromql(`${'-'.repeat(10_000)}x`).ok).toBe(false);
    expect(parsePromql(Array.from({ length: 300 }, () => 'x').join(' + ')).ok).toBe(true);
  });

  test('any text gives an expression or a fault inside the text', () => {
    const pieces = [
      'x', 'sum', '(', ')', '[5m]', '[1h:5m]', '{', '}', 'a="b"', ',', '+', '-', '^', ' offset 5m', ' @ 3', ' by (a)', ' and ', '1', '"s"', 'rate', '\n', '#', '"', '\\', 
      '=~', '😀', 'bool', ' on(a)', '$',
    ];
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')));
    fc.assert(
      fc.property(text, (text) => {
        const parsed = parsePromql(text);
        if (parsed.ok) return;
        const { from, to, message } = parsed.error;
        expect(message).not.toBe('');
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
