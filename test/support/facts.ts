// Builders of facts; every field that a test does not name is plausible.
import type { FactDraft } from '../../src/model/signal.ts';
import { at } from './session.ts';

export function anAlert(seconds: number, over: Partial<FactDraft<'alert'>> = {}): FactDraft<'alert'> {
  return {
    kind: 'alert', at: at(seconds), id: 'f00d', name: 'HighCPUUsage', state: 'firing', severity: 'warning', since: at(seconds), node: 'brick-02', expr: 'cpu_percent > 80',
    labels: { alertname: 'HighCPUUsage', node: 'brick-02', severity: 'warning' }, annotations: { summary: 'CPU above 80 %' }, threshold: 80, value: 87.3, ...over,
  };
}

export function anAnomaly(seconds: number, over: Partial<FactDraft<'anomaly'>> = {}): FactDraft<'anomaly'> {
  return {
    kind: 'anomaly', at: at(seconds), id: 'a1', metric: 'receipts per minute', labels: {}, panel: 'p1', service: 'treasury', expected: { min: 10, max: 50 }, observed: 2, direction: 'low',
    sigma: 4.2, confidence: 0.98, since: at(seconds - 60), correlated: [], ...over,
  };
}

export function anInflection(seconds: number, over: Partial<FactDraft<'inflection'>> = {}): FactDraft<'inflection'> {
  return {
    kind: 'inflection', at: at(seconds), id: 'i1', metric: 'cpu_percent', labels: { node: 'brick-02' }, panel: 'p2', node: 'brick-02', change: 'rising', from: 23, to: 41, over: 300_000_000, ...over,
  };
}

export function aPattern(seconds: number, over: Partial<FactDraft<'pattern'>> = {}): FactDraft<'pattern'> {
  return {
    kind: 'pattern', at: at(seconds), id: 'n1', template: 'queue depth <n>', message: 'queue depth 97', level: 'warn', service: 'guardian', node: 'brick-02', count: 1, last: at(seconds), ...over,
  };
}

export function aCheck(seconds: number, over: Partial<FactDraft<'check'>> = {}): FactDraft<'check'> {
  return { kind: 'check', at: at(seconds), id: 'check:storage', part: 'check', name: 'storage', state: 'ok', ...over };
}

export function anSlo(seconds: number, over: Partial<FactDraft<'slo'>> = {}): FactDraft<'slo'> {
  return {
    kind: 'slo', at: at(seconds), id: 'slo:anchor-latency-p99', name: 'Anchor Latency P99', target: 0.999, achieved: 0.9995, window: '30d', status: 'met',
    budget: { totalMinutes: 43.2, consumedMinutes: 21.6, remainingPercent: 50 }, ...over,
  };
}

export function aSilence(seconds: number, over: Partial<FactDraft<'silence'>> = {}): FactDraft<'silence'> {
  return {
    kind: 'silence', at: at(seconds), id: 's1', state: 'active', matchers: [{ name: 'node', value: 'brick-02', isRegex: false, isEqual: true }], from: at(seconds), until: at(seconds + 3_600),
    by: 'sovereign', comment: 'maintenance', ...over,
  };
}

export function aPin(seconds: number, over: Partial<FactDraft<'pin'>> = {}): FactDraft<'pin'> {
  return { kind: 'pin', at: at(seconds), id: 'log:7', row: { kind: 'log', at: at(seconds), seq: 7 }, pinned: true, text: 'queue full', ...over };
}

export function anAct(seconds: number, over: Partial<FactDraft<'act'>> = {}): FactDraft<'act'> {
  return { kind: 'act', at: at(seconds), id: 'x1', action: 'ack', target: 'f00d', name: 'HighCPUUsage', comment: 'looking', by: 'sovereign', state: 'done', detail: 'acknowledged', ...over };
}
