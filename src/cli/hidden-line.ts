// A line that is typed without being shown: the keys of a terminal in raw mode, where nobody else mends slips or drops arrow keys.
const ESCAPE = '\u001b';
const BACKSPACE: ReadonlySet<string> = new Set(['\u007f', '\b']);
/** Ctrl+C, and Ctrl+D as the end of input. */
const CANCEL: ReadonlySet<string> = new Set(['\u0003', '\u0004']);
const ENTER: ReadonlySet<string> = new Set(['\r', '\n']);
const CLEAR = '\u0015';

export class HiddenLine {
  #characters: string[] = [];
  /** Inside what an arrow or function key sends, which may arrive in pieces. */
  #sequence: 'none' | 'begun' | 'open' = 'none';

  get text(): string {
    return this.#characters.join('');
  }

  /** Takes what was typed; what follows Enter is dropped. */
  feed(text: string): 'open' | 'entered' | 'cancelled' {
    for (const character of text) {
      if (CANCEL.has(character)) return 'cancelled';
      if (ENTER.has(character)) return 'entered';
      this.#take(character);
    }
    return 'open';
  }

  #take(character: string): void {
    if (character === ESCAPE) this.#sequence = 'begun';
    else if (this.#sequence !== 'none') this.#sequence = sequenceAfter(this.#sequence, character);
    else if (BACKSPACE.has(character)) this.#characters.pop();
    else if (character === CLEAR) this.#characters = [];
    else if (character >= ' ') this.#characters.push(character);
  }
}

/** ESC [ parameters final, ESC O final, or ESC and one character. */
function sequenceAfter(state: 'begun' | 'open', character: string): 'none' | 'open' {
  if (state === 'begun') return character === '[' || character === 'O' ? 'open' : 'none';
  return character >= '@' && character <= '~' ? 'none' : 'open';
}
