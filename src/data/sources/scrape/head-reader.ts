// Moves through the head of one line, a token at a time. By character codes and not by patterns: a page holds thousands of
// heads, and this is where reading one spends its time.
const TAB = 9;
const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const ESCAPE = /\\(["\\n])/g;

/** For each ASCII code: 1 begins a name, 2 may only follow, 4 (the colon) belongs to metric names alone. */
const CODES = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  CODES[code] = /[a-zA-Z_]/.test(character) ? 1 : /\d/.test(character) ? 2 : character === ':' ? 4 : 0;
}

export class HeadReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** True where the next character has this code. */
  at(code: number): boolean {
    return this.#text.charCodeAt(this.#at) === code;
  }

  take(code: number): boolean {
    if (!this.at(code)) return false;
    this.#at += 1;
    return true;
  }

  blanks(): void {
    while (this.at(SPACE) || this.at(TAB)) this.#at += 1;
  }

  /** Empty where none stands here. */
  metricName(): string {
    return this.#bare(1 | 4, 1 | 2 | 4);
  }

  /** Empty where none stands here. */
  labelName(): string {
    return this.#bare(1, 1 | 2);
  }

  /** A quoted string with its escapes undone; an escape nobody defined stays as it is. Undefined where none is closed. */
  quoted(): string | undefined {
    if (!this.at(QUOTE)) return undefined;
    const start = this.#at + 1;
    let escaped = false;
    for (let at = start; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === BACKSLASH) {
        escaped = true;
        at += 1;
      } else if (code === QUOTE) {
        this.#at = at + 1;
        const text = this.#text.slice(start, at);
        return escaped ? unescaped(text) : text;
      }
    }
    return undefined;
  }

  #bare(mayBegin: number, mayFollow: number): string {
    const start = this.#at;
    let wanted = mayBegin;
    while (((CODES[this.#text.charCodeAt(this.#at)] ?? 0) & wanted) !== 0) {
      this.#at += 1;
      wanted = mayFollow;
    }
    return this.#text.slice(start, this.#at);
  }
}

/** Undoes `\\`, `\"` and `\n`. */
export function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, escape: string) => (escape === 'n' ? '\n' : escape));
}
