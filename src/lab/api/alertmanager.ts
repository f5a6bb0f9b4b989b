// Alertmanager's API v2: alerts and status; silences are in a file of their own.
import { SECOND } from '../../lib/micros.ts';
import { HIGH_CPU, HIGH_CPU_LABELS, highCpu, lastEvaluation } from '../alerting.ts';
import { matchesAll, type LabelMatcher } from '../matchers.ts';
import type { Scene } from '../scene.ts';
import type { Silences } from '../silences.ts';
import { stampMillis } from '../stamp.ts';
import { silenceAnswer } from './alertmanager-silences.ts';
import { json, type Api } from './asked.ts';
import { withMatchers } from './filter.ts';

/** Seconds after which Alertmanager takes an alert for resolved that is not sent again. */
const EXPIRES_AFTER = 240;
const BASE = '/api/v2/';
const GENERATOR = 'http://prometheus.vaultmesh.io/graph?g0.expr=cpu_percent+%3E+80&g0.tab=1';

export function alertmanagerApi(scene: Scene, silences: Silences): Api {
  return (asked) => {
    if (!asked.path.startsWith(BASE)) return undefined;
    const path = asked.path.slice(BASE.length);
    if (path.startsWith('silence')) return silenceAnswer(path, asked, scene, silences);
    if (asked.method !== 'GET') return undefined;
    if (path === 'alerts') return withMatchers(asked.params, (matchers) => json(alerts(scene, silences, asked.params, matchers)));
    if (path === 'receivers') return json([{ name: 'slack' }]);
    return path === 'status' ? json(status(scene)) : undefined;
  };
}

function alerts(scene: Scene, silences: Silences, params: URLSearchParams, matchers: readonly LabelMatcher[]): readonly unknown[] {
  const second = scene.second();
  const moment = highCpu(scene.story, second);
  if (moment?.state !== 'firing' || !matchesAll(matchers, HIGH_CPU_LABELS)) return [];
  const silencedBy = silences.muting(HIGH_CPU_LABELS).map(({ id }) => id);
  // A flag that cannot be read counts as false.
  const wants = (flag: string): boolean => (params.get(flag) ?? 'true') === 'true';
  if (!wants(silencedBy.length > 0 ? 'silenced' : 'active')) return [];
  const sent = scene.startSecond + Math.max(moment.firedAt, lastEvaluation(second));
  return [
    {
      annotations: HIGH_CPU.annotations,
      endsAt: stampMillis((sent + EXPIRES_AFTER) * SECOND),
      fingerprint: fingerprint(HIGH_CPU_LABELS),
      receivers: [{ name: 'slack' }],
      startsAt: stampMillis((scene.startSecond + moment.firedAt) * SECOND),
      status: { inhibitedBy: [], mutedBy: [], silencedBy, state: silencedBy.length > 0 ? 'suppressed' : 'active' },
      updatedAt: stampMillis(sent * SECOND),
      generatorURL: GENERATOR,
      labels: HIGH_CPU_LABELS,
    },
  ];
}

function status({ startSecond, since }: Scene): unknown {
  return {
    cluster: { peers: [], status: 'disabled' },
    config: { original: 'route:\n  receiver: slack\nreceivers:\n- name: slack\n' },
    uptime: stampMillis(Math.round((startSecond + since()) * SECOND)),
    versionInfo: { branch: 'HEAD', buildDate: '', buildUser: '', goVersion: '', revision: '', version: '0.33.0' },
  };
}

/** The hash by which Prometheus and Alertmanager know a set of labels: FNV-1a of 64 bits over sorted names and values. */
function fingerprint(labels: Readonly<Record<string, string>>): string {
  const bytes = Object.keys(labels).toSorted().flatMap((name) => [...Buffer.from(name), 255, ...Buffer.from(labels[name] ?? ''), 255]);
  const hash = bytes.reduce((sum, byte) => BigInt.asUintN(64, (sum ^ BigInt(byte)) * 1_099_511_628_211n), 14_695_981_039_346_656_037n);
  return hash.toString(16).padStart(16, '0');
}
