import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edit, editorWith, type EditAction, type LineEditor } from '../../src/state/line-editor.ts';

const FAMILY = '👨‍👩‍👧';

function run(start: LineEditor, ...kinds: readonly EditAction['kind'][]): LineEditor {
  return kinds.reduce((state, kind) => (kind === 'insert' ? state : edit(state, { kind })), start);
}

function insert(state: LineEditor, text: string): LineEditor {
  return edit(state, { kind: 'insert', text });
}

describe('the line editor', () => {
  it('inserts at the caret and goes behind what it put in', () => {
    expect(insert(run(editorWith('level warn'), 'home', 'word-right'), '>=error')).toEqual({ text: 'level>=error warn', caret: 12 });
  });

  it('moves over and deletes whole characters, however many units they take', () => {
    const text = `a${FAMILY}e\u0301🇩🇪`;
    const stops = [text.length];
    for (let state = editorWith(text); state.caret > 0; ) {
      state = edit(state, { kind: 'left' });
      stops.push(state.caret);
    }
    expect(stops).toEqual([text.length, text.length - 4, 1 + FAMILY.length, 1, 0]);
    expect(run(editorWith(text), 'backspace', 'backspace', 'backspace')).toEqual({ text: 'a', caret: 1 });
    expect(run(editorWith(text), 'home', 'right', 'delete')).toEqual({ text: 'ae\u0301🇩🇪', caret: 1 });
    expect(run(editorWith(text), 'home', 'right', 'right').caret).toBe(1 + FAMILY.length);
  });

  it('stays put at both ends', () => {
    expect(run(editorWith('ab'), 'right', 'delete')).toEqual(editorWith('ab'));
    expect(run(editorWith('ab'), 'home', 'left', 'backspace', 'kill-word', 'word-left')).toEqual({ text: 'ab', caret: 0 });
    expect(run(editorWith(''), 'backspace', 'delete', 'kill-rest', 'word-right')).toEqual(editorWith(''));
  });

  it('works on words, with the spaces behind them', () => {
    expect(run(editorWith('service:api  level>=warn'), 'kill-word')).toEqual({ text: 'service:api  ', caret: 13 });
    expect(run(editorWith('service:api  '), 'kill-word')).toEqual({ text: '', caret: 0 });
    expect(run(editorWith('one two'), 'word-left', 'word-left', 'word-right').caret).toBe(3);
    expect(run(editorWith('one two'), 'word-left', 'kill-rest')).toEqual({ text: 'one ', caret: 4 });
    expect(run(editorWith('one two'), 'kill-line')).toEqual(editorWith(''));
  });

  it('takes pasted line ends as spaces and no controls at all', () => {
    expect(insert(editorWith(''), 'a\r\nb\tc\u001b[2J\u0000\u009b')).toEqual(editorWith('a b c[2J'));
    expect(edit(editorWith(''), { kind: 'insert', text: 'a  b\u00a0c\r\n\u001b', verbatim: true })).toEqual(editorWith('a  b\u00a0c'));
  });

  it('takes no more than fits', () => {
    const full = insert(editorWith('x'), 'y'.repeat(100_000));
    expect(full.text.length).toBe(4_096);
    expect(insert(full, 'z')).toEqual(full);
  });

  it('keeps the caret inside the text and between characters, whatever is typed', () => {
    const piece = fc.constantFrom('a', ' ', FAMILY, 'e\u0301', '漢', '\u0301', '\ud83d', '🇩', '🇪', '\n', 'x'.repeat(2_000));
    const action = fc.oneof(
      fc.constantFrom<EditAction>({ kind: 'backspace' }, { kind: 'delete' }, { kind: 'left' }, { kind: 'right' }, { kind: 'home' }, { kind: 'end' }, { kind: 'word-left' }, { kind: 'word-right' }, { kind: 'kill-word' }, { kind: 'kill-rest' }),
      piece.map((text): EditAction => ({ kind: 'insert', text })),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        let state = editorWith('');
        for (const one of actions) {
          const before = state;
          state = edit(state, one);
          expect(state.caret).toBeGreaterThanOrEqual(0);
          expect(state.caret).toBeLessThanOrEqual(state.text.length);
          expect(state.text.length).toBeLessThanOrEqual(4_096);
          // Only typing makes text longer.
          expect(one.kind === 'insert' || state.text.length <= before.text.length).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
