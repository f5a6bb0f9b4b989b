// One block as a segment: each of its columns is unpacked when it is first needed.
import { openFields, openPlaces, rowOf, type Fields, type Places } from '../block/opened.ts';
import type { LogRow } from '../decode.ts';
import type { BlockSpan } from './block-span.ts';
import type { Segment } from './segment.ts';

export interface BlockBytes {
  places(): Buffer;
  fields(): Buffer;
}

export class OpenBlock implements Segment {
  readonly #span: BlockSpan;
  readonly #bytes: BlockBytes;
  readonly #word: (id: number) => string;
  #places: Places | undefined;
  #fields: Fields | undefined;

  constructor(span: BlockSpan, bytes: BlockBytes, word: (id: number) => string) {
    this.#span = span;
    this.#bytes = bytes;
    this.#word = word;
  }

  get ats(): Float64Array {
    return this.#opened().ats;
  }

  get seqs(): Float64Array {
    return this.#opened().seqs;
  }

  get levels(): Uint32Array {
    return this.#opened().levels;
  }

  row(index: number): LogRow {
    return rowOf(index, this.#opened(), this.#unpacked());
  }

  /** The id that this row gives for its trace. */
  traceOf(index: number): string | null {
    const fields = this.#unpacked();
    const trace = fields.traceNumbers[index] ?? 0;
    return trace === 0 ? null : fields.traces.text(trace - 1);
  }

  /** Indexes of the rows of a trace, whatever the case of its letters. */
  indexesOfTrace(traceId: string): readonly number[] {
    const { traces, traceNumbers } = this.#unpacked();
    const wanted = traceId.toLowerCase();
    const numbers = new Set(Array.from({ length: traces.size }, (_, index) => index + 1).filter((number) => traces.text(number - 1)?.toLowerCase() === wanted));
    const indexes: number[] = [];
    if (numbers.size > 0) for (const [index, number] of traceNumbers.entries()) if (numbers.has(number)) indexes.push(index);
    return indexes;
  }

  hits(words: RegExp): Uint8Array {
    const fields = this.#unpacked();
    const marks = new Uint8Array(this.#span.size);
    const mark = (index: number): void => void (marks[index] = 1);
    for (const texts of [fields.messages, fields.attributes, fields.spans]) texts.eachHit(words, mark);
    const traces = new Set<number>();
    fields.traces.eachHit(words, (index) => traces.add(index + 1));
    if (traces.size > 0) markWhere(fields.traceNumbers, (number) => traces.has(number), mark);
    for (const names of [fields.services, fields.nodes]) this.#markNamed(names, words, mark);
    return marks;
  }

  #markNamed(names: Uint32Array, words: RegExp, mark: (index: number) => void): void {
    const known = new Map<number, boolean>([[0, false]]);
    for (const name of names) if (!known.has(name)) known.set(name, words.test(this.#word(name - 1)));
    if ([...known.values()].includes(true)) markWhere(names, (name) => known.get(name) === true, mark);
  }

  #opened(): Places {
    this.#places ??= openPlaces(this.#bytes.places(), this.#span.size, this.#span.oldest);
    return this.#places;
  }

  #unpacked(): Fields {
    this.#fields ??= openFields(this.#bytes.fields(), this.#span.size);
    return this.#fields;
  }
}

function markWhere(numbers: Uint32Array, passes: (number: number) => boolean, mark: (index: number) => void): void {
  for (const [index, number] of numbers.entries()) if (passes(number)) mark(index);
}
