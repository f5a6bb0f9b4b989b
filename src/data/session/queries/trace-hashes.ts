// The hashes of all blocks side by side: one run over them finds the blocks that may hold a trace.
import { hashesOf } from '../block/trace-hash.ts';

export class TraceHashes {
  #hashes = new Uint32Array(1 << 12);
  /** Where the hashes of each block end. */
  readonly #ends: number[] = [];

  get blocks(): number {
    return this.#ends.length;
  }

  /** The next block. */
  add(bytes: Buffer | null): void {
    const added = hashesOf(bytes);
    const begin = this.#ends.at(-1) ?? 0;
    const end = begin + added.length;
    if (end > this.#hashes.length) {
      const larger = new Uint32Array(2 * end);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes.set(added, begin);
    this.#ends.push(end);
  }

  /** Numbers of the blocks that have this hash, counted from 0, ascending. */
  blocksWith(hash: number): readonly number[] {
    const known = this.#hashes.subarray(0, this.#ends.at(-1) ?? 0);
    const found: number[] = [];
    for (let at = known.indexOf(hash), block = 0; at >= 0; at = known.indexOf(hash, this.#ends[block])) {
      while ((this.#ends[block] ?? Infinity) <= at) block += 1;
      found.push(block);
    }
    return found;
  }
}
