// Full jitter: a fleet of followers that lost the same server must not return in step.

export interface BackoffLimits {
  readonly firstMillis: number;
  readonly mostMillis: number;
}

export const RECONNECT: BackoffLimits = { firstMillis: 500, mostMillis: 30_000 };

/** The wait before try number `attempt` (1 is the first retry), in milliseconds; `random` yields [0, 1). */
export function backoffMillis(attempt: number, random: () => number, limits: BackoffLimits = RECONNECT): number {
  const ceiling = Math.min(limits.mostMillis, limits.firstMillis * 2 ** Math.min(attempt, 30));
  return Math.max(limits.firstMillis / 2, Math.round(random() * ceiling));
}
