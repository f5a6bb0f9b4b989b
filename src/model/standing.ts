// In one word, how an alert stands: an alert that fires and is not heard is told apart from one that is.
import type { AlertFacts } from './alert.ts';

export type Standing = 'firing' | 'pending' | 'resolved' | 'acknowledged' | 'silenced' | 'inhibited';

export function standingOf({ state, acknowledged, silencedBy = [], inhibitedBy = [] }: AlertFacts): Standing {
  if (state !== 'firing') return state;
  if (acknowledged !== undefined) return 'acknowledged';
  return silencedBy.length > 0 ? 'silenced' : inhibitedBy.length > 0 ? 'inhibited' : 'firing';
}

/** What `--status` asks for. An acknowledgement that is kept as a silence silences. */
export function hasStatus(alert: AlertFacts, status: 'firing' | 'pending' | 'resolved' | 'silenced' | undefined): boolean {
  if (status === undefined) return alert.state !== 'resolved';
  const silenced = alert.state === 'firing' && (alert.silencedBy ?? []).length > 0;
  return status === 'silenced' ? silenced : alert.state === status && !silenced;
}
