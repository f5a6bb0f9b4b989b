// Facts in which everything that comes from outside means harm.
import type { Draft } from '../../src/model/signal.ts';
import { HOSTILE } from './builders.ts';
import { aCheck, anAct, anAlert, anAnomaly, anInflection, anSlo, aPattern, aPin, aSilence } from './facts.ts';

const VALUES = [0, -0, 1e308, -1e308, 5e-324, 0.1 + 0.2, 99.999, 1e15];
const CHANGES = ['rising', 'falling', 'jump', 'drop', 'crosses', 'recovers', 'flat', 'normal'] as const;

function nth<T>(list: readonly T[], index: number): T {
  const value = list[index % list.length];
  if (value === undefined) throw new RangeError('an empty list');
  return value;
}

/** Some of every kind; texts may be empty, very long, or act on a terminal. */
export function hostileFacts(): readonly Draft[] {
  return HOSTILE.flatMap((text, index): readonly Draft[] => {
    const long = text.repeat(300);
    const labels = { [text]: nth(HOSTILE, index + 1), node: text, alertname: text };
    const value = nth(VALUES, index);
    const series = { metric: text, labels, node: text, service: nth(HOSTILE, index + 2) };
    return [
      anAlert(index / 4, {
        id: `a${index}`, name: text, state: nth(['pending', 'firing', 'resolved'] as const, index), severity: text, labels, annotations: { summary: long, [text]: text, runbook: text }, node: text, expr: text, threshold: value, value,
        silencedBy: index % 2 === 0 ? [text] : [], inhibitedBy: [text], url: text, acknowledged: { by: text, comment: long },
      }),
      aSilence(index / 4, { id: `s${index}`, by: text, comment: long, matchers: [{ name: text, value: text, isRegex: true, isEqual: false }] }),
      anSlo(index / 4, { id: `o${index}`, name: text, description: long, target: index % 3 === 0 ? 1 : 0.9, achieved: index % 2, window: text, status: text, trend: text, budget: { remainingPercent: value, totalMinutes: value, consumedMinutes: value } }),
      aCheck(index / 4, { id: `check:${index}`, name: text, state: nth(['ok', 'degraded', 'failing', 'unknown'] as const, index), detail: long, version: text, uptime: Math.abs(value) }),
      anAnomaly(index / 4, { id: `n${index}`, ...series, observed: value, expected: { min: -value, max: value }, sigma: 1_000, correlated: [text] }),
      anInflection(index / 4, { id: `i${index}`, ...series, change: nth(CHANGES, index), from: value, to: -value, over: 2 ** 40, threshold: value }),
      aPattern(index / 4, { id: `p${index}`, template: text, message: long, service: text, node: text, traceId: text, count: 2 ** 40 }),
      { kind: 'sampling', at: aCheck(0).at, id: text === '' ? 'none' : text, kept: 2 ** 40, dropped: 2 ** 40 },
      anAct(index / 4, { id: `x${index}`, target: `a${index}`, name: text, comment: long, by: text, detail: text, state: nth(['asked', 'done', 'failed', 'unknown', 'noted'] as const, index) }),
      aPin(index / 4, { id: `log:${index}`, row: { kind: text, at: aCheck(0).at, seq: index }, text: long }),
    ];
  });
}
