// Takes the terminal's answers out of what is typed. A log line elsewhere may have asked the terminal a question; the answer comes
// in as keys, and must not press ours. Pure: bytes in, keys out.

const ESC = '\u001b';
/** An answer may be long, such as that about the clipboard; beyond this only its beginning is kept, to know it by its end. */
const MOST_HELD = 8_192;
const BEGINNING = 3;

/** ESC ] P X ^ _ open a string that runs to BEL or ESC \. */
const STRING_OPENERS = new Set([']', 'P', 'X', '^', '_']);

export class AnswerFilter {
  /** The beginning of a sequence whose end has not come yet. */
  #held = '';

  /** Keys of this chunk, without answers; what may be the start of one is held back until more comes. */
  feed(chunk: string): string {
    const input = this.#held + chunk;
    this.#held = '';
    let keys = '';
    let at = 0;
    while (at < input.length) {
      const escape = input.indexOf(ESC, at);
      if (escape < 0) return keys + input.slice(at);
      keys += input.slice(at, escape);
      const end = sequenceEnd(input, escape);
      if (end === undefined) {
        this.#held = shortened(input.slice(escape));
        return keys;
      }
      const sequence = input.slice(escape, end);
      if (!isAnswer(sequence)) keys += sequence;
      at = end;
    }
    return keys;
  }

  /**
   * What is incomplete: a `key`, or an answer whose beginning shows that; nothing when undefined. After a moment of silence it is
   * complete, and an answer comes over a slow line with longer pauses than the bytes of one key.
   */
  get waiting(): 'key' | 'answer' | undefined {
    if (this.#held === '') return undefined;
    return this.#held.length > 2 || STRING_OPENERS.has(this.#held[1] ?? '') ? 'answer' : 'key';
  }

  /** What was held back: a lone Esc is the key; the start of a string is an answer that never ended. */
  release(): string {
    const held = this.#held;
    this.#held = '';
    return STRING_OPENERS.has(held[1] ?? '') ? '' : held;
  }
}

/** The last character stays where it may be half of the end. */
function shortened(begun: string): string {
  if (begun.length <= MOST_HELD) return begun;
  return begun.slice(0, BEGINNING) + (begun.endsWith(ESC) ? ESC : '');
}

/** Index after the sequence that starts at `from`; undefined where its end is not there yet. */
function sequenceEnd(input: string, from: number): number | undefined {
  const kind = input[from + 1];
  if (kind === undefined) return undefined;
  if (STRING_OPENERS.has(kind)) return stringEnd(input, from + 2);
  // Esc is a key of its own where another sequence begins behind it: that one may be an answer.
  if (kind === ESC) return from + 1;
  if (kind !== '[') return from + 2;
  // The X10 mouse report carries three more bytes behind its final one.
  if (input[from + 2] === 'M') return input.length >= from + 6 ? from + 6 : undefined;
  for (let at = from + 2; at < input.length; at += 1) {
    const code = input.charCodeAt(at);
    if (code >= 0x40 && code <= 0x7e && !(code === 0x5b && at === from + 2)) return at + 1;
    if (code < 0x20 || code > 0x7e) return at;
  }
  return undefined;
}

function stringEnd(input: string, from: number): number | undefined {
  for (let at = from; at < input.length; at += 1) {
    if (input[at] === '\u0007') return at + 1;
    if (input[at] === ESC) return input[at + 1] === undefined ? undefined : input[at + 1] === '\\' ? at + 2 : at;
  }
  return undefined;
}

/** Strings, mouse and focus reports, and the reports c n R t u x y: no key of a keyboard. */
function isAnswer(sequence: string): boolean {
  if (STRING_OPENERS.has(sequence[1] ?? '')) return true;
  if (sequence[1] !== '[') return false;
  // `CSI R` and `CSI 1;2R` are F3 and its shifted forms in some terminals, and no binding of ours: they may go too.
  return /^\u001b\[(?:M|<[\d;]*[Mm]$|[IO]$|[?>=<]?[\d;:$*"' ]*[cntuxyR]$|\?[\d;:$]*[\x40-\x7e]$)/.test(sequence);
}
