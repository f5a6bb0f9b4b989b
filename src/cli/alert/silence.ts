// `obs-tui alert silence`: mutes one alert, those of a node, or whatever certain matchers match.
import type { Matcher } from '../../model/alert.ts';
import { ObsError } from '../../model/errors.ts';
import { matchersOf } from '../../model/matchers.ts';
import { backends, onlyOne, type Backend } from './backend.ts';
import { parseMatcher } from './matcher.ts';
import { send, type RequestOptions } from './request.ts';
import { whichAlert } from './which-alert.ts';

export interface AlertSilenceOptions extends RequestOptions {
  readonly node?: string;
  readonly matcher?: readonly string[];
  /** Microseconds. */
  readonly duration: number;
  readonly reason: string;
}

/** Labels that carry a node, the most telling first; `instance` has a port. */
const NODE_LABELS = ['node', 'instance', 'host'];

export async function alertSilence(wanted: string | undefined, options: AlertSilenceOptions): Promise<number> {
  const given = (options.matcher ?? []).map(parseMatcher);
  if (wanted === undefined && options.node === undefined && given.length === 0) throw new ObsError('USAGE', 'name what to silence: the id of an alert, --node or --matcher');
  if (wanted !== undefined && (options.node !== undefined || given.length > 0)) throw new ObsError('USAGE', 'an alert is silenced by its own labels: leave out --node and --matcher, or the alert');
  const all = await backends(options, new AbortController().signal);
  const rest = { action: 'silence', comment: options.reason, length: options.duration } as const;
  if (wanted !== undefined) {
    const { backend, alert } = whichAlert(all, wanted);
    return send(backend, { ...rest, target: alert.id, name: alert.name, matchers: matchersOf(alert) }, options);
  }
  const backend = onlyOne(all);
  const matchers = [...(options.node === undefined ? [] : [nodeMatcher(backend, options.node)]), ...given];
  const name = options.node === undefined ? 'whatever matches' : `node ${options.node}`;
  return send(backend, { ...rest, target: name, name, matchers }, options);
}

/** By the label that the alerts of this node carry it in; `node` where none is on now. */
function nodeMatcher({ alerts }: Backend, node: string): Matcher {
  const mine = alerts.filter((alert) => alert.node === node);
  const label = NODE_LABELS.find((name) => mine.some(({ labels }) => (labels[name] ?? '') !== '')) ?? 'node';
  if (label !== 'instance') return { name: label, value: node, isRegex: false, isEqual: true };
  return { name: label, value: `\\[?${node.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\]?(:[0-9]+)?`, isRegex: true, isEqual: true };
}
