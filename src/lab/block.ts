// The rows of one second as one piece of memory: a few hundred bytes a row and nothing for the garbage collector to walk, which
// is what lets the lab hold 200,000 rows and make 50,000 a second beside the program under test.
import { rowText, type Line, type WireSecond } from './row.ts';

export class Block {
  readonly #bytes: Buffer;
  /** Where row n ends in the bytes; it begins where row n - 1 ends. */
  readonly #ends: Int32Array;
  /** Place of each row inside its second in microseconds, not falling. */
  readonly micros: Int32Array;

  constructor(bytes: Buffer, ends: Int32Array, micros: Int32Array) {
    this.#bytes = bytes;
    this.#ends = ends;
    this.micros = micros;
  }

  get rows(): number {
    return this.#ends.length;
  }

  /** Row `index`, 0 for the oldest, as the bytes of its JSON. */
  row(index: number): Buffer {
    return this.#bytes.subarray(index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}

/** No row of the lab is longer: the longest line text and field list are well below half of it. */
const MOST_ROW_BYTES = 1_024;

export class BlockWriter {
  readonly #second: WireSecond;
  readonly #firstId: number;
  readonly #ends: Int32Array;
  readonly #micros: Int32Array;
  #bytes: Buffer;
  #used = 0;
  #rows = 0;

  constructor(second: WireSecond, firstId: number, rows: number) {
    this.#second = second;
    this.#firstId = firstId;
    this.#ends = new Int32Array(rows);
    this.#micros = new Int32Array(rows);
    this.#bytes = Buffer.allocUnsafeSlow(rows * 360 + MOST_ROW_BYTES);
  }

  put(micros: number, line: Line): void {
    if (this.#bytes.length - this.#used < MOST_ROW_BYTES) this.#grow();
    this.#used += this.#bytes.write(rowText(this.#firstId + this.#rows, this.#second, micros, line), this.#used, 'latin1');
    this.#ends[this.#rows] = this.#used;
    this.#micros[this.#rows] = micros;
    this.#rows += 1;
  }

  finish(): Block {
    return new Block(this.#bytes.subarray(0, this.#used), this.#ends, this.#micros);
  }

  #grow(): void {
    const larger = Buffer.allocUnsafeSlow(this.#bytes.length * 2);
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }
}
