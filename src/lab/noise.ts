// Stateless randomness: the same seed and place give the same number on every machine, so any second of the story can be made
// without the ones before it. Integer arithmetic only: sine and its kin differ between platforms in the last digit.

/** A number in [0, 1) for a place named by two integers. */
export function hash01(seed: number, lane: number, index: number): number {
  return mix(seed, lane, index) / 4_294_967_296;
}

/** A 32-bit unsigned number for a place named by two integers. */
export function mix(seed: number, lane: number, index: number): number {
  let h = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(lane | 0, 0x85ebca6b) ^ Math.imul(index | 0, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

/** A line through random heights in [-1, 1], one every `period` seconds: moves like a gauge and has bounded slope 2 / period. */
export function wander(seed: number, lane: number, second: number, period: number): number {
  const place = second / period;
  const index = Math.floor(place);
  const from = hash01(seed, lane, index);
  const to = hash01(seed, lane, index + 1);
  return 2 * (from + (to - from) * (place - index)) - 1;
}
