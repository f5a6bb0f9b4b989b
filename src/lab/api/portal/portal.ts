// The portal: one API over all signals, in the documents of the specification.
import { healthAnswer } from '../../health.ts';
import type { Scene } from '../../scene.ts';
import type { Silences } from '../../silences.ts';
import { decoded, type Api, type Reply } from '../asked.ts';
import { PortalActs } from './acts.ts';
import { portalAlerts } from './alerts.ts';
import { portalLogs } from './logs.ts';
import { portalMetrics } from './metrics.ts';
import { portalSloReport, portalSlos } from './slos.ts';
import { portalTrace, portalTraces } from './traces.ts';

const BASE = '/obs/';
const ALERTS = 'alerts/';

export function portalApi(scene: Scene, silences: Silences): Api {
  const acts = new PortalActs(scene, silences);
  const told = (path: string, params: URLSearchParams): Reply | undefined => {
    const [what = '', id, rest] = path.split('/');
    if (what === 'slos' && id !== undefined && rest === 'report') return portalSloReport(scene, decoded(id), params.get('period'));
    if (what === 'traces' && id !== undefined && rest === undefined) return portalTrace(scene, decoded(id));
    switch (path) {
      case 'metrics':
        return portalMetrics(scene, params);
      case 'logs':
        return portalLogs(scene, params);
      case 'traces':
        return portalTraces(scene, params);
      case 'alerts':
        return portalAlerts(scene, silences, acts.acks, params);
      case 'slos':
        return portalSlos(scene);
      case 'health':
        return { ...healthAnswer('/health', scene.second(), scene.since()), type: 'application/json' };
      default:
        return undefined;
    }
  };
  return (asked) => {
    if (!asked.path.startsWith(BASE)) return undefined;
    const path = asked.path.slice(BASE.length);
    if (asked.method === 'POST') return path.startsWith(ALERTS) ? acts.answer(path.slice(ALERTS.length), asked) : undefined;
    return asked.method === 'GET' ? told(path, asked.params) : undefined;
  };
}
