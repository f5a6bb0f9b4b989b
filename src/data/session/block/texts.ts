// A column of texts: the length of each in bytes, one more than it is, 0 for none; then all of them in UTF-8 with nothing in between.
import type { ByteReader, ByteWriter } from './varints.ts';

export type MaybeText = string | null;

export function putTexts(to: ByteWriter, texts: readonly MaybeText[]): void {
  const joined = texts.join('');
  const bytes = Buffer.from(joined);
  // Where every character is one byte, which is the rule, no text is measured by itself.
  const plain = bytes.length === joined.length;
  for (const text of texts) to.put(text === null ? 0 : 1 + (plain ? text.length : Buffer.byteLength(text)));
  to.putBytes(bytes);
}

/** Texts read back; each becomes a string when it is asked for. */
export class Texts {
  readonly size: number;
  readonly #bytes: Buffer;
  /** Where each text begins in `bytes`, and behind the last one where it ends. */
  readonly #starts: Uint32Array;
  /** One more than they are; 0 for no text. */
  readonly #lengths: Uint32Array;

  constructor(from: ByteReader, count: number) {
    this.size = count;
    this.#lengths = from.take(count);
    this.#starts = new Uint32Array(count + 1);
    let end = 0;
    for (let index = 0; index < count; index += 1) {
      const length = this.#lengths[index] ?? 0;
      if (length > 0) end += length - 1;
      this.#starts[index + 1] = end;
    }
    this.#bytes = from.nextBytes(end);
  }

  text(index: number): MaybeText {
    return this.#lengths[index] === 0 ? null : this.#bytes.toString('utf8', this.#starts[index], this.#starts[index + 1]);
  }

  /** Tells the index of every text in which the words may stand: a hit across two texts counts for the first. */
  eachHit(words: RegExp, hit: (index: number) => void): void {
    const all = this.#bytes.toString('latin1');
    const find = new RegExp(words.source, 'gi');
    let index = 0;
    for (let found = find.exec(all); found !== null; found = find.exec(all)) {
      while ((this.#starts[index + 1] ?? all.length) <= found.index) index += 1;
      hit(index);
      find.lastIndex = this.#starts[index + 1] ?? all.length;
    }
  }
}
