import { describe, expect, it } from 'vitest';
import { levelInText, levelOfPriority, levelOfValue } from '../../../../src/data/sources/decode/levels.ts';

describe('a level field', () => {
  it.each([
    ['INFO', 'info'], ['WARNING', 'warn'], ['CRITICAL', 'fatal'], ['Error', 'error'], ['notice', 'info'], ['page', 'fatal'], ['high', 'error'],
    ['medium', 'warn'], ['low', 'info'], ['TRACE', 'trace'], [30, 'info'], [50, 'error'], [60, 'fatal'], ['40', 'warn'], [3, 'error'],
    ['7', 'debug'], [0, 'fatal'],
  ])('%j is %s', (value, level) => {
    expect(levelOfValue(value)).toBe(level);
  });

  it.each(['purple', '', 8, -1, 2.5, 99, Number.NaN, null, ['error'], 'x'.repeat(9_999)])('%j is no level', (value) => {
    expect(levelOfValue(value)).toBeUndefined();
  });

  it('reads the numbers of OpenTelemetry on their own scale', () => {
    expect([1, 5, 9, 13, 17, 21, 24].map((value) => levelOfValue(value, 'otel'))).toEqual(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'fatal']);
    expect(levelOfValue(25, 'otel')).toBeUndefined();
  });

  it('takes the severity of a syslog priority, whatever the facility', () => {
    expect([0, 131, 132, 30, 191].map(levelOfPriority)).toEqual(['fatal', 'error', 'warn', 'info', 'debug']);
  });
});

describe('the level in a line of text', () => {
  it.each([
    ['2026-11-21 01:02:03 ERROR [main] x', 'error'],
    ['2026/11/21 01:02:03 [error] 12#12: x', 'error'],
    ['WARNING:root:disk is filling', 'warn'],
    ['error: cannot open file', 'error'],
    ['level=warn msg=x', 'warn'],
    ['{"severity": "CRITICAL", "x', 'fatal'],
    ['E1121 01:02:03.456789 12 main.go:3] x', 'error'],
    ['\u001b[2m2026-11-21T01:02:03Z\u001b[0m \u001b[32m INFO\u001b[0m x', 'info'],
    ['panic: runtime error: index out of range', 'fatal'],
    ['Traceback (most recent call last):', 'error'],
    ['java.lang.IllegalStateException: no', 'error'],
    ["thread 'main' panicked at src/main.rs:2:5:", 'fatal'],
  ])('%j says %s', (line, level) => {
    expect(levelInText(line)).toBe(level);
  });

  it.each(['all good, no errors', 'GET /error HTTP/1.1', 'the ERROR_CODE is 5', 'an info desk', `${'x'.repeat(500)} ERROR`, ''])('%j says none', (line) => {
    expect(levelInText(line)).toBeUndefined();
  });
});
