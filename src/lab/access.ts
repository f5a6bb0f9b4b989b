// Who may ask: the Host header guards against a web page that reaches the loopback by a name of its own, the limit and its ban
// are those of the servers, off unless configured.
import type { Clock } from '../lib/clock.ts';
import type { Generation } from './tail-rules.ts';

export interface Refusal {
  readonly status: 403 | 429;
  /** JSON, or empty. */
  readonly body: string;
}

export interface AccessOptions {
  readonly generation: Generation;
  readonly clock: Clock;
  /** Host headers allowed on the log endpoints; the first generation compares them whole, port included. */
  readonly allowedHosts: readonly string[] | undefined;
  /** Log requests a second before a ban of 60 s; undefined is no limit. */
  readonly requestsPerSecond: number | undefined;
}

export interface Access {
  /** Why a request is refused; undefined where it is not. `logs` is true for the log endpoints, which have rules of their own. */
  refusal(host: string | undefined, logs: boolean): Refusal | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const BAN_MILLIS = 60_000;

export function access({ generation, clock, allowedHosts, requestsPerSecond }: AccessOptions): Access {
  const limited = requestsPerSecond === undefined ? () => undefined : limiter(clock, requestsPerSecond);
  const known = (host: string, logs: boolean): boolean => {
    if (allowedHosts === undefined) return LOOPBACK.test(withoutPort(host));
    if (!logs) return LOOPBACK.test(withoutPort(host)) || allowedHosts.includes(withoutPort(host));
    return allowedHosts.includes(generation === 1 ? host : withoutPort(host));
  };
  return {
    refusal: (host, logs) => {
      if (!known(host ?? '', logs)) return { status: 403, body: '' };
      return logs ? limited() : undefined;
    },
  };
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** A token bucket for the one address that can reach the lab; running dry bans it. */
function limiter(clock: Clock, perSecond: number): () => Refusal | undefined {
  let tokens = perSecond;
  let filledAt = clock.monotonicMillis();
  let bannedUntil = -Infinity;
  return () => {
    const now = clock.monotonicMillis();
    if (now < bannedUntil) return tooMany(-32002, 'banned');
    tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1_000) * perSecond);
    filledAt = now;
    if (tokens >= 1) {
      tokens -= 1;
      return undefined;
    }
    bannedUntil = now + BAN_MILLIS;
    return tooMany(-32001, 'rate limited');
  };
}

function tooMany(code: number, message: string): Refusal {
  return { status: 429, body: JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }) };
}
