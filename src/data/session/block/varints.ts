// Whole numbers as one to eight bytes, seven bits in each, the lowest first; the eighth bit says that more follow. Small numbers, which
// differences mostly are, take one byte.

/** Collects numbers and bytes. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1 << 14);
  #length = 0;

  /** `value` is a whole number from 0 to 2^53. */
  put(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow(8);
    let rest = value;
    while (rest >= 0x80) {
      // Shifts know 32 bits only; times have more.
      this.#bytes[this.#length++] = (rest % 0x80) + 0x80;
      rest = rest < 0x8000_0000 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Numbers of both signs: 0, -1, 1, -2 … are stored as 0, 1, 2, 3 … */
  putSigned(value: number): void {
    this.put(value < 0 ? -2 * value - 1 : 2 * value);
  }

  putBytes(bytes: Buffer): void {
    this.#grow(bytes.length);
    this.#length += bytes.copy(this.#bytes, this.#length);
  }

  /** What was collected; nothing may be put after it. */
  end(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(by: number): void {
    if (this.#length + by <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + by));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** No byte. */
const ENDED = 0x100;

/** Reads back what a ByteWriter collected; throws RangeError behind the end. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  next(): number {
    let byte = this.#byte();
    if (byte < 0x80) return byte;
    let value = byte - 0x80;
    for (let scale = 0x80; ; scale *= 0x80) {
      byte = this.#byte();
      if (byte < 0x80) return value + byte * scale;
      value += (byte - 0x80) * scale;
    }
  }

  /** So many numbers at once, each below 2^32. */
  take(count: number): Uint32Array {
    const found = new Uint32Array(count);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = 0; index < count; index += 1) {
      let byte = bytes[at++] ?? ENDED;
      let value = byte & 0x7f;
      for (let scale = 0x80; byte >= 0x80 && byte !== ENDED; scale *= 0x80) {
        byte = bytes[at++] ?? ENDED;
        value += (byte & 0x7f) * scale;
      }
      found[index] = value;
    }
    if (at > bytes.length) throw tooShort();
    this.#at = at;
    return found;
  }

  nextSigned(): number {
    const value = this.next();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  nextBytes(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw tooShort();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw tooShort();
    return byte;
  }
}

function tooShort(): RangeError {
  return new RangeError('the bytes end too soon');
}
