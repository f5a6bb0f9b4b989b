/** What went out on all tails. */
export class Tally {
  #rows = 0;
  #greatestId: number | undefined;

  get rows(): number {
    return this.#rows;
  }

  get greatestId(): number | undefined {
    return this.#greatestId;
  }

  add(ids: readonly number[]): void {
    this.#rows += ids.length;
    for (const id of ids) this.#greatestId = Math.max(id, this.#greatestId ?? id);
  }
}
