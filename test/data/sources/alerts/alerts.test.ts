import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../../src/data/sources/alerts/fingerprint.ts';
import { lifted, thresholdOf } from '../../../../src/data/sources/alerts/lifted.ts';

describe('the fingerprint of an alert', () => {
  it.each([
    ['764c888e53942f3c', { alertname: 'Watchdog', cluster: 'lab', replica: 'a', severity: 'none' }],
    ['7c01191b3f4e709e', { alertname: 'BadTemplate', cluster: 'lab', instance: '127.0.0.1:19200', job: 'app', replica: 'a', severity: 'info' }],
    ['f33f1d8a49203528', { alertname: 'TargetDown', cluster: 'lab', instance: '127.0.0.1:19999', job: 'down', replica: 'a', severity: 'critical', team: 'sre' }],
    ['cbf29ce484222325', {}],
  ])('is %s, as a real Alertmanager answered for these labels', (expected, labels) => {
    expect(fingerprint(labels)).toBe(expected);
  });

  it('does not depend on the order of the labels, but on where names end', () => {
    expect(fingerprint({ b: '2', a: '1' })).toBe(fingerprint({ a: '1', b: '2' }));
    expect(fingerprint({ ab: 'c' })).not.toBe(fingerprint({ a: 'bc' }));
  });
});

describe('what labels say', () => {
  it.each([
    [{ node: 'brick-02', instance: 'other:9100', job: 'node' }, { node: 'brick-02', service: 'node' }],
    [{ instance: 'brick-02:9100', host: 'h' }, { node: 'brick-02' }],
    [{ instance: '[::1]:9100', service: 'api', job: 'x' }, { node: '::1', service: 'api' }],
    [{ host: 'h', severity: 'critical' }, { node: 'h', severity: 'critical' }],
    [{ node: '', instance: ':9100', severity: '' }, {}],
  ])('%j is %j', (labels, expected) => {
    expect(lifted(labels as Record<string, string>)).toEqual(expected);
  });
});

describe('the threshold of an expression', () => {
  it.each([
    ['cpu_percent > 80', 80],
    ['80 < cpu_percent', 80],
    ['(sum by (node) (rate(errors_total[5m]))) >= 0.05', 0.05],
    ['temperature <= -5', -5],
    ['up{job="app"} == 0', 0],
    ['x > 1 and y < 2', undefined],
    ['a > b', undefined],
    ['1 > bool 2', undefined],
    ['vector(1)', undefined],
    ['x > ', undefined],
    ['x > Inf', undefined],
    ['', undefined],
  ])('%s is %s', (expr, expected) => {
    expect(thresholdOf(expr)).toBe(expected);
  });
});
