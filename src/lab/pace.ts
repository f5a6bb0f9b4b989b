// How many ordinary rows a second of the story has. Cheap, because ids are sums of these counts:
// the count of a second never depends on the rows of another.
import { hash01, wander } from './noise.ts';

/** Ordinary rows of a second: `rate` on average, a sixth more or less from one minute to the next. */
export function ordinaryRows(seed: number, rate: number, second: number): number {
  const wanted = rate * (1 + wander(seed, 50, second, 60) / 6);
  const whole = Math.floor(wanted);
  return whole + (hash01(seed, 51, second) < wanted - whole ? 1 : 0);
}
