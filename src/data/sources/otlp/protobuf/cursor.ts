// Walks over one protobuf message on the wire. Every read is checked against the end of the message that it belongs to; what cannot be
// read is a ProtobufFault, which never leaves this folder.

export class ProtobufFault extends Error {
  override readonly name = 'ProtobufFault';
}

/** A body of the largest size that holds nothing but attributes has fewer; one of empty messages would fill the memory. */
const MOST_MESSAGES = 2_000_000;
/** Values of the model end at 64 levels, and each takes up to three messages. */
const MOST_DEEP = 256;

export class Cursor {
  readonly bytes: Buffer;
  at = 0;
  /** Of the message that is being read. */
  end: number;
  /** Halves of the varint that was read last, each without a sign. */
  low = 0;
  high = 0;
  #messages = 0;
  #depth = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** Goes into a message of this length; yields the end of the one around it, for `leave`. */
  enter(length: number): number {
    this.#messages += 1;
    this.#depth += 1;
    if (this.#messages > MOST_MESSAGES) throw new ProtobufFault(`more than ${MOST_MESSAGES} messages`);
    if (this.#depth > MOST_DEEP) throw new ProtobufFault(`messages nested deeper than ${MOST_DEEP} levels`);
    const outer = this.end;
    this.end = this.at + length;
    return outer;
  }

  leave(outer: number): void {
    this.#depth -= 1;
    this.end = outer;
  }

  /** Where the next so many bytes begin; steps over them. */
  skip(count: number): number {
    const from = this.at;
    if (count > this.end - from) throw new ProtobufFault(`cut off: ${count} bytes announced, ${this.end - from} there`);
    this.at = from + count;
    return from;
  }

  /** A length or a tag: below 2^32. */
  size(): number {
    this.varint();
    if (this.high !== 0) throw new ProtobufFault('a length beyond 32 bits');
    return this.low;
  }

  /** Into `low` and `high`. */
  varint(): void {
    const { bytes, end } = this;
    let [low, high] = [0, 0];
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= end) throw new ProtobufFault('cut off in the middle of a number');
      const byte = bytes[this.at++] ?? 0;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new ProtobufFault('a number of more than ten bytes');
  }
}
