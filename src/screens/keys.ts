// From what Ink reports to chords of ours. Keys typed fast or over a slow line arrive in one event: they are taken apart here.
import type { Key } from 'ink';
import { graphemes } from '../lib/graphemes.ts';
import type { KeyPress } from '../state/key-press.ts';

/** More than this in one event is a paste by a terminal that does not mark pastes, or a terminal's answer: never commands. */
const MOST_KEYS = 16;

export interface Typed {
  readonly presses: readonly KeyPress[];
  /** Text that is no keys: pasted, or a terminal's answer. */
  readonly pasted: string;
}

export function keyPresses(input: string, key: Key): Typed {
  const named = namedKey(key);
  if (named !== undefined) return keys({ chord: named, text: undefined });
  if (key.ctrl) return keys({ chord: `ctrl+${input.toLowerCase()}`, text: undefined });
  const typed = [...graphemes(input)].map((part) => part.segment);
  if (typed.length > MOST_KEYS || (typed.length > 1 && looksLikeAnswer(input))) return { presses: [], pasted: input };
  // Alt with a key and Esc before a key are the same bytes; over a slow line it was Esc and then the key.
  const escaped: readonly KeyPress[] = key.meta && input !== '' ? [{ chord: 'esc', text: undefined }] : [];
  return keys(...escaped, ...typed.map(plainKey));
}

/** The first key of a pasted text, and what is behind it. */
export function splitFirst(text: string): { readonly first: KeyPress; readonly rest: string } {
  const [head] = graphemes(text);
  const segment = head?.segment ?? '';
  return { first: plainKey(segment), rest: text.slice(segment.length) };
}

function keys(...presses: readonly KeyPress[]): Typed {
  return { presses, pasted: '' };
}

function namedKey(key: Key): string | undefined {
  if (key.return) return 'enter';
  if (key.escape) return 'esc';
  if (key.tab) return key.shift ? 'shift+tab' : 'tab';
  if (key.backspace) return 'backspace';
  if (key.delete) return 'delete';
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pgup';
  if (key.pageDown) return 'pgdn';
  if (key.home) return 'home';
  if (key.end) return 'end';
  return undefined;
}

function plainKey(grapheme: string): KeyPress {
  if (grapheme === ' ') return { chord: 'space', text: ' ' };
  if (/^(?:\r\n?|\n)$/.test(grapheme)) return { chord: 'enter', text: undefined };
  if (grapheme === '\t') return { chord: 'tab', text: undefined };
  // Ctrl with a letter that came together with other keys: Ink names it only where it comes alone.
  const code = grapheme.charCodeAt(0);
  if (code >= 1 && code <= 26) return { chord: `ctrl+${String.fromCharCode(code + 96)}`, text: undefined };
  return { chord: grapheme, text: code < 0x20 ? undefined : grapheme };
}

/** The tail of an answer to a query that some log line smuggled to the terminal: `]52;…`, `P1$r…`, `[?1;2c`. */
function looksLikeAnswer(input: string): boolean {
  return /^[\]P_^X[]/.test(input) && /[\d;?$]/.test(input);
}
