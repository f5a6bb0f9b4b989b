// A line of text being edited: the reducer behind every prompt. Offsets count UTF-16 units and never split a grapheme.
import { graphemes } from '../lib/graphemes.ts';

export interface LineEditor {
  readonly text: string;
  /** Between 0 and the length of the text. */
  readonly caret: number;
}

export type EditAction =
  /** `verbatim`: blanks stay as they are; what a terminal would obey goes all the same. */
  | { readonly kind: 'insert'; readonly text: string; readonly verbatim?: true }
  | { readonly kind: 'backspace' | 'delete' | 'left' | 'right' | 'home' | 'end' | 'word-left' | 'word-right' | 'kill-word' | 'kill-line' | 'kill-rest' };

/** Longer input is cut: no prompt of ours needs more. */
const MOST_CHARS = 4_096;

export function editorWith(text: string): LineEditor {
  return { text, caret: text.length };
}

export function edit(state: LineEditor, action: EditAction): LineEditor {
  const { text, caret } = state;
  switch (action.kind) {
    case 'insert': {
      // A pasted newline is a space: Enter is the only thing that submits.
      const added = (action.verbatim === true ? action.text : action.text.replace(/\s+/gu, ' ')).replace(/\p{Cc}/gu, '').slice(0, MOST_CHARS - text.length);
      return { text: text.slice(0, caret) + added + text.slice(caret), caret: caret + added.length };
    }
    case 'backspace':
      return cut(state, before(text, caret), caret);
    case 'delete':
      return cut(state, caret, after(text, caret));
    case 'left':
      return { text, caret: before(text, caret) };
    case 'right':
      return { text, caret: after(text, caret) };
    case 'home':
      return { text, caret: 0 };
    case 'end':
      return { text, caret: text.length };
    case 'word-left':
      return { text, caret: wordStart(text, caret) };
    case 'word-right':
      return { text, caret: caret + (/^\s*\S*/u.exec(text.slice(caret))?.[0].length ?? 0) };
    case 'kill-word':
      return cut(state, wordStart(text, caret), caret);
    case 'kill-line':
      return { text: '', caret: 0 };
    case 'kill-rest':
      return cut(state, caret, text.length);
  }
}

function cut(state: LineEditor, from: number, to: number): LineEditor {
  return { text: state.text.slice(0, from) + state.text.slice(to), caret: from };
}

function before(text: string, caret: number): number {
  let start = 0;
  for (const { index } of graphemes(text.slice(0, caret))) start = index;
  return start;
}

function after(text: string, caret: number): number {
  for (const { segment } of graphemes(text.slice(caret))) return caret + segment.length;
  return caret;
}

function wordStart(text: string, caret: number): number {
  return caret - (/\S*\s*$/u.exec(text.slice(0, caret))?.[0].length ?? 0);
}
