// What the health endpoints say at a moment of the story: the guardian degrades under the backlog, the treasury starves.
import { PRESSURE, RECEIPTS } from './story.ts';

export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: string;
}

export type HealthPath = '/health' | '/health/live' | '/health/ready';

export function isHealthPath(path: string): path is HealthPath {
  return path === '/health' || path === '/health/live' || path === '/health/ready';
}

/** `second` is after 14:20:00, as is `since`, the start of the pretended process. Not ready is 503; alive is always 200. */
export function healthAnswer(path: HealthPath, second: number, since: number): HealthAnswer {
  const checks = {
    storage: 'ok',
    network: 'ok',
    anchor: PRESSURE.value(second) > 0 ? 'degraded' : 'ok',
    treasury: RECEIPTS.value(second) < 10 ? 'failing' : 'ok',
  };
  const words = Object.values(checks);
  const ready = !words.includes('failing');
  const status = words.every((word) => word === 'ok') ? 'healthy' : ready ? 'degraded' : 'unhealthy';
  const body = JSON.stringify({
    status: path === '/health/live' ? 'healthy' : status,
    checks: path === '/health/live' ? { process: 'ok' } : checks,
    version: LAB_VERSION,
    uptime_seconds: Math.max(0, Math.floor(second - since)),
  });
  return { status: path === '/health/ready' && !ready ? 503 : 200, body };
}

/** The version that the pretended services report. */
const LAB_VERSION = '2.0.6';
