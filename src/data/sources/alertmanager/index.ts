// An Alertmanager: the alerts it routes, its silences, and the requests to silence, acknowledge and end a silence.
import { SourceError } from '../../../model/errors.ts';
import type { ActOutcome, ActRequest } from '../../../model/alert.ts';
import { baseUrl, shownUrl } from '../http/base-url.ts';
import type { Adapter, Source, SourceDeps } from '../source.ts';
import { openAlertmanager } from './api.ts';
import { Bell } from './bell.ts';
import { alertmanagerConfig, type AlertmanagerConfig } from './config.ts';
import { endSilence } from './end-silence.ts';
import { makeSilence } from './make-silence.ts';
import { streamAlerts } from './stream.ts';

export const alertmanagerAdapter: Adapter<AlertmanagerConfig> = {
  kind: 'alertmanager',
  title: 'Alertmanager (API v2)',
  provides: ['alert', 'silence', 'reject', 'health'],
  config: alertmanagerConfig,
  target: (config) => shownUrl(baseUrl(config.url).url),
  open,
};

function open(config: AlertmanagerConfig, deps: SourceDeps): Source {
  const bell = new Bell();
  const sent = new Set<string>();
  /** The same request twice at once is one request. */
  const running = new Map<string, Promise<ActOutcome>>();
  const carryOut = async (request: ActRequest, signal: AbortSignal): Promise<ActOutcome> => {
    try {
      return await act(config, deps, request, signal, sent);
    } finally {
      running.delete(request.id);
      bell.ring();
    }
  };
  return {
    stream: (options) => streamAlerts(config, deps, options, bell),
    act: (request, signal) => {
      const outcome = running.get(request.id) ?? carryOut(request, signal);
      running.set(request.id, outcome);
      return outcome;
    },
  };
}

async function act(config: AlertmanagerConfig, { clock }: SourceDeps, request: ActRequest, signal: AbortSignal, sent: Set<string>): Promise<ActOutcome> {
  try {
    const api = await openAlertmanager(config, signal);
    try {
      return request.action === 'expire' ? await endSilence(api, request) : await makeSilence({ api, clock, signal, sent }, request);
    } finally {
      await api.close();
    }
  } catch (error) {
    // A secret or a certificate that cannot be read: nothing was sent.
    if (error instanceof SourceError) return { state: 'failed', detail: error.message };
    throw error;
  }
}
