// Identifiers from a stream of random numbers: fixed width, lower-case hex.

const FOUR: readonly string[] = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));

/** `random` yields [0, 1). */
export function hex16(random: () => number): string {
  return hex8(random) + hex8(random);
}

export function hex32(random: () => number): string {
  return hex16(random) + hex16(random);
}

function hex8(random: () => number): string {
  const value = Math.floor(random() * 4_294_967_296);
  return `${FOUR[value >>> 16] ?? ''}${FOUR[value & 0xffff] ?? ''}`;
}
