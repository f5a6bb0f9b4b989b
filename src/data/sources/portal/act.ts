// Acknowledges and silences alerts at a portal. The key of the request is its identity there: it is sent again only where the portal
// shows no trace of it, and with the same key.
import { toRfc3339, type Micros } from '../../../lib/micros.ts';
import type { ActOutcome, ActRequest } from '../../../model/alert.ts';
import { SourceError } from '../../../model/errors.ts';
import type { HttpAnswer } from '../http/client.ts';
import type { PortalApi } from './api.ts';
import { listIn } from './decode/shape.ts';

const MOST_TRIES = 2;
const MOST_SAID = 200;

export async function actAtPortal(api: PortalApi, request: ActRequest, now: Micros): Promise<ActOutcome> {
  if (request.action === 'expire') return { state: 'failed', detail: 'a portal has no way to end a silence before its time' };
  const { path, body } = requestOf(request, now);
  let lost = 'no answer';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await answered(() => api.post(path, body, request.id));
    if (!(answer instanceof SourceError) && answer.status < 500) return outcomeOf(answer, request);
    lost = answer instanceof SourceError ? answer.message : `the portal answered ${answer.status}`;
    const carriedOut = await seen(api, request, now);
    if (carriedOut === true) return { state: 'done', detail: `${said(request)}; the answer was lost, the portal shows it` };
    if (carriedOut === undefined) return { state: 'unknown', detail: `${lost}, and the portal could not be asked whether it was carried out` };
  }
  return { state: 'failed', detail: `${lost}; the portal shows that it was not carried out` };
}

/** The contract of the specification for an acknowledgement; a silence by the matchers of its alert. */
function requestOf({ id, action, target, matchers, until, comment, by }: ActRequest, now: Micros): { readonly path: string; readonly body: object } {
  const ends = until === undefined ? {} : { until: toRfc3339(until), duration: `${Math.max(1, Math.round((until - now) / 1_000_000))}s` };
  if (action === 'ack') {
    const body = { operation_id: id, operation_type: 'alert_acknowledge', alert_id: target, acknowledged_by: by, acknowledged_at: toRfc3339(now), comment, ...ends };
    return { path: `alerts/${encodeURIComponent(target)}/ack`, body };
  }
  const node = matchers.find((matcher) => matcher.name === 'node' && matcher.isEqual && !matcher.isRegex)?.value;
  return { path: 'alerts/silence', body: { operation_id: id, operation_type: 'alert_silence', alert_id: target, ...(node === undefined ? {} : { node }), matchers, reason: comment, created_by: by, ...ends } };
}

function outcomeOf(answer: HttpAnswer, request: ActRequest): ActOutcome {
  if (answer.status >= 200 && answer.status < 300) return { state: 'done', detail: said(request) };
  const words = answer.text.trim().slice(0, MOST_SAID);
  return { state: 'failed', detail: `the portal answered ${answer.status}${words === '' ? '' : `: ${words}`}` };
}

function said({ action, name, by }: ActRequest): string {
  return action === 'ack' ? `${name} acknowledged by ${by}` : `${name} silenced by ${by}`;
}

/** Whether the portal shows our request on the alert; undefined where it cannot be asked. */
async function seen(api: PortalApi, request: ActRequest, now: Micros): Promise<boolean | undefined> {
  const answer = await answered(() => api.get('alerts'));
  const { records, rejects } = answer instanceof SourceError ? { records: [], rejects: [answer] } : listIn(answer.body, 'alerts', now);
  // The key stands wherever the portal keeps the request: in the acknowledgement or in the silence.
  return rejects.length > 0 ? undefined : records.some((alert) => JSON.stringify(alert).includes(JSON.stringify(request.id)));
}

async function answered<T>(ask: () => Promise<T>): Promise<T | SourceError> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}
