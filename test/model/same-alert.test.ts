import { expect, it } from 'vitest';
import { sameAlert } from '../../src/model/same-alert.ts';

it.each([
  ['the same labels', { alertname: 'A', node: 'n' }, { node: 'n', alertname: 'A' }, true],
  ['external labels added', { alertname: 'A' }, { alertname: 'A', cluster: 'eu' }, true],
  ['another value', { alertname: 'A', node: 'n1' }, { alertname: 'A', node: 'n2', cluster: 'eu' }, false],
  ['a label that the other lacks', { alertname: 'A', node: 'n' }, { alertname: 'A', cluster: 'eu', team: 'x' }, false],
  ['a name that every object has', { constructor: 'x' }, { alertname: 'A' }, false],
  ['no labels', {}, { alertname: 'A' }, false],
])('with %s two alerts are the same: %j and %j is %s', (_, a, b, expected) => {
  expect(sameAlert({ labels: a }, { labels: b })).toBe(expected);
  expect(sameAlert({ labels: b }, { labels: a })).toBe(expected);
});
