// From what Ink reports to chords of ours. Keys typed fast or over a slow line arrive in one event: they are taken apart here.
import type { Key } from 'ink';
import type { KeyPress } from '../state/press.ts';

/** More than this in one event is a paste by a terminal that does not mark pastes, or a terminal's answer: never commands. */
const MOST_KEYS = 16;

const segmenter = new Intl.Segmenter();

/** Undefined where the input is pasted text rather than keys. */
export function keyPresses(input: string, key: Key): readonly KeyPress[] | undefined {
  const named = namedKey(key);
  if (named !== undefined) return [{ chord: named, text: undefined }];
  if (key.ctrl) return [{ chord: `ctrl+${input.toLowerCase()}`, text: undefined }];
  if (input === '') return [];
  // Alt with a key and Esc before a key are the same bytes; over a slow line it was Esc and then the key.
  if (key.meta) return [{ chord: 'esc', text: undefined }, ...[...segmenter.segment(input)].slice(0, MOST_KEYS).map((part) => plainKey(part.segment))];
  const graphemes = [...segmenter.segment(input)].map((part) => part.segment);
  if (graphemes.length > MOST_KEYS || (graphemes.length > 1 && looksLikeAnswer(input))) return undefined;
  return graphemes.map(plainKey);
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
  if (grapheme === '\r' || grapheme === '\n') return { chord: 'enter', text: undefined };
  if (grapheme === '\t') return { chord: 'tab', text: undefined };
  return { chord: grapheme, text: grapheme };
}

/** The tail of an answer to a query that some log line smuggled to the terminal: `]52;…`, `P1$r…`, `[?1;2c`. */
function looksLikeAnswer(input: string): boolean {
  return /^[\]P_^X[]/.test(input) && /[\d;?$]/.test(input);
}
