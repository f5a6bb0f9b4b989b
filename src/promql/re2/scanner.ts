// Walks over the code points of a pattern.

export class Scanner {
  readonly #codes: readonly string[];
  #index = 0;

  constructor(source: string) {
    this.#codes = Array.from(source);
  }

  get done(): boolean {
    return this.#index >= this.#codes.length;
  }

  /** The character `ahead` of here; empty at the end. */
  peek(ahead = 0): string {
    return this.#codes[this.#index + ahead] ?? '';
  }

  next(): string {
    const character = this.peek();
    this.#index += 1;
    return character;
  }

  /** Takes `text` when it stands here. */
  take(text: string): boolean {
    const wanted = Array.from(text);
    if (!wanted.every((character, ahead) => this.peek(ahead) === character)) return false;
    this.#index += wanted.length;
    return true;
  }

  /** Takes what matches `pattern` from here; `pattern` starts with `^`. Undefined when nothing does. */
  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.#codes.slice(this.#index, this.#index + 64).join(''));
    if (found === null) return undefined;
    this.#index += Array.from(found[0]).length;
    return found;
  }

  /** Everything up to `end`, which is taken too; the rest of the pattern where it does not come. */
  takeUntil(end: string): readonly string[] {
    const taken: string[] = [];
    while (!this.done && !this.take(end)) taken.push(this.next());
    return taken;
  }
}
