// The identity of an alert: a hash of its labels, the very one that Alertmanager calls its fingerprint (FNV-1a of 64 bits over names and
// values in the order of the names), so that ids of different backends and those in `inhibitedBy` mean the same.
import type { Labels } from '../../../model/alert.ts';

const SEPARATOR = 0xff;
const WORD = 2 ** 32;
/** The prime is 2^40 + this. */
const PRIME_LOW = 0x1b3;

/** 16 hexadecimal digits; the same for the same labels in any order. */
export function fingerprint(labels: Labels): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  const add = (byte: number): void => {
    low = (low ^ byte) >>> 0;
    // Both products stay below 2^53: exact without big integers.
    const product = low * PRIME_LOW;
    high = (high * PRIME_LOW + Math.floor(product / WORD) + low * 256) % WORD;
    low = product % WORD;
  };
  for (const [name, value] of Object.entries(labels).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    for (const text of [name, value]) {
      for (const byte of Buffer.from(text)) add(byte);
      add(SEPARATOR);
    }
  }
  return `${hex(high)}${hex(low)}`;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
