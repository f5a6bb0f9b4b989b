// The rules and alerts of Prometheus's HTTP API, as its alerting rules see the story. Queries are not part of it.
import { SECOND } from '../../lib/micros.ts';
import { EVALUATED_EVERY, HIGH_CPU, HIGH_CPU_LABELS, highCpu, lastEvaluation, RULES, type Rule } from '../alerting.ts';
import type { Scene } from '../scene.ts';
import { stampMillis } from '../stamp.ts';
import { json, type Api } from './asked.ts';

export function prometheusApi(scene: Scene): Api {
  return ({ method, path, params }) => {
    if (method !== 'GET') return undefined;
    if (path === '/api/v1/alerts') return json({ status: 'success', data: { alerts: firing(scene) } });
    return path === '/api/v1/rules' ? json({ status: 'success', data: { groups: groups(scene, params) } }) : undefined;
  };
}

/** Pending and firing: a resolved alert is not told of any more. */
function firing(scene: Scene): readonly unknown[] {
  const moment = highCpu(scene.story, scene.second());
  if (moment === undefined || moment.state === 'resolved') return [];
  const stamp = (second: number): string => stampMillis((scene.startSecond + second) * SECOND);
  return [
    {
      labels: HIGH_CPU_LABELS,
      annotations: HIGH_CPU.annotations,
      state: moment.state,
      activeAt: stamp(moment.activeAt),
      ...(moment.keptSince === undefined ? {} : { keepFiringSince: stamp(moment.keptSince) }),
      value: scientific(moment.value),
    },
  ];
}

function groups(scene: Scene, params: URLSearchParams): readonly unknown[] {
  const evaluated = stampMillis((scene.startSecond + lastEvaluation(scene.second())) * SECOND);
  const names = params.getAll('rule_name[]');
  const wanted = RULES.filter(({ name }) => params.get('type') !== 'record' && (names.length === 0 || names.includes(name)));
  if (wanted.length === 0) return [];
  const rules = wanted.map((rule) => ruleJson(rule, evaluated, scene, params.get('exclude_alerts') === 'true'));
  return [{ name: 'vaultmesh-nodes', file: '/etc/prometheus/rules/vaultmesh.yml', rules, interval: EVALUATED_EVERY, limit: 0, evaluationTime: 0.0004, lastEvaluation: evaluated }];
}

function ruleJson(rule: Rule, evaluated: string, scene: Scene, bare: boolean): unknown {
  const active = rule === HIGH_CPU ? firing(scene) : [];
  const state = active.length === 0 ? 'inactive' : highCpu(scene.story, scene.second())?.state;
  return {
    state,
    name: rule.name,
    query: rule.expr,
    duration: rule.forSeconds,
    keepFiringFor: rule.keepFiringForSeconds,
    labels: rule.labels,
    annotations: rule.annotations,
    alerts: bare ? null : active,
    health: 'ok',
    evaluationTime: 0.0002,
    lastEvaluation: evaluated,
    type: 'alerting',
  };
}

/** As Go prints it: at least two digits in the exponent. */
function scientific(value: number): string {
  return value.toExponential().replace(/([+-])(\d)$/, '$10$2');
}
