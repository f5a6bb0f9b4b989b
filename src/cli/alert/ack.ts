// `obs-tui alert ack`: tells the backend, and whoever looks at it, that somebody is at work.
import { HOUR } from '../../lib/micros.ts';
import { matchersOf } from '../../model/matchers.ts';
import { backends } from './backend.ts';
import { send, type RequestOptions } from './request.ts';
import { whichAlert } from './which-alert.ts';

export interface AlertAckOptions extends RequestOptions {
  readonly comment: string;
  /** Microseconds. */
  readonly duration?: number;
}

export async function alertAck(wanted: string, options: AlertAckOptions): Promise<number> {
  const { backend, alert } = whichAlert(await backends(options, new AbortController().signal), wanted);
  return send(backend, { action: 'ack', target: alert.id, name: alert.name, matchers: matchersOf(alert), comment: options.comment, length: options.duration ?? HOUR }, options);
}
