// The trouble that callers of the guardian have: it follows the pressure of the backlog, in bursts and lulls. Log lines and
// counters read the same one, so that both show the same bursts.
import type { Curve } from './curve.ts';
import { hash01 } from './noise.ts';

/** Height 0 to 2.2, 1 on average at full pressure; the area is that under the height, counted from long before the trouble. */
export type Trouble = Curve;

const BURST_SECONDS = 9;
const BURST = { chance: 0.35, height: 2.2, lull: 0.354 } as const;

/** `from` and `to` enclose, in seconds, all the time that has pressure. */
export function trouble(seed: number, pressure: Curve, from: number, to: number): Trouble {
  const first = Math.floor(from / BURST_SECONDS);
  const height = (burst: number): number => (hash01(seed, 52, burst) < BURST.chance ? BURST.height : BURST.lull);
  const during = (burst: number, until: number): number => height(burst) * (pressure.area(until) - pressure.area(burst * BURST_SECONDS));
  const areas = [0];
  for (let burst = first; burst * BURST_SECONDS < to; burst += 1) areas.push((areas.at(-1) ?? 0) + during(burst, (burst + 1) * BURST_SECONDS));
  return {
    value: (second) => pressure.value(second) * height(Math.floor(second / BURST_SECONDS)),
    area: (second) => {
      const burst = Math.floor(second / BURST_SECONDS);
      const done = areas[burst - first];
      return done === undefined ? (burst < first ? 0 : (areas.at(-1) ?? 0)) : done + during(burst, second);
    },
  };
}
