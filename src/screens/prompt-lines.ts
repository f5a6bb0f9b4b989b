// An open prompt: the line being edited at the bottom, what is wrong with it under the caret, options above it.
import { graphemes } from '../lib/graphemes.ts';
import { cellWidth, own, padEnd, visible, wrapWords } from '../lib/text.ts';
import { justify, line, span, words, type Line } from '../lib/line.ts';
import type { CommandContext, PromptDefinition } from '../state/command.ts';
import type { OpenPrompt } from '../state/app.ts';
import type { LineEditor } from '../state/line-editor.ts';

const MOST_OPTIONS = 10;
/** What is to be confirmed is never cut on a screen that is wide enough to be used. */
const MOST_NOTE_LINES = 6;

/** From top to bottom; the last line is the one being edited. */
export function promptLines(prompt: OpenPrompt, definition: PromptDefinition, context: CommandContext, columns: number): readonly Line[] {
  const { text } = prompt.editor;
  const typed = definition.masked === true ? masked(prompt.editor) : prompt.editor;
  const options = definition.options?.(text, context) ?? [];
  const top = Math.max(0, Math.min(prompt.option - MOST_OPTIONS + 1, options.length - MOST_OPTIONS));
  const offered = options.slice(top, top + MOST_OPTIONS);
  const titleCells = Math.max(0, ...offered.map(({ title }) => cellWidth(visible(title))));
  const shown = offered.map((option, index) => {
    const key = option.key === undefined ? '' : ` ${option.key} `;
    const left = line(span(own(' ')), span(padEnd(visible(option.title), titleCells), 'strong'), span(visible(`  ${option.detail ?? ''}`), 'dim'));
    return { ...justify(left, line(span(own(key), 'key')), columns), selected: top + index === prompt.option };
  });
  const label = ` ${definition.label} ▸ `;
  const first = firstShown(typed.text, typed.caret, columns - cellWidth(label));
  return [...shown, ...verdict(prompt, definition, context, { first, indent: cellWidth(label), columns }), edited(label, typed.text, typed.caret, first)];
}

/** One bullet a character: whoever looks over a shoulder sees that keys arrive, and no more. */
function masked({ text, caret }: LineEditor): LineEditor {
  const bullets = (part: string): string => '•'.repeat([...graphemes(part)].length);
  return { text: bullets(text), caret: bullets(text.slice(0, caret)).length };
}

/** Cells kept free beside the caret: a wide character under it, and the sign that something stands before. */
const BESIDE_CARET = 3;

/** Where the part of a long text begins that is shown: as far left as the caret stays in sight. */
function firstShown(text: string, caret: number, cells: number): number {
  let room = Math.max(0, cells - BESIDE_CARET);
  let first = caret;
  for (const { segment, index } of [...graphemes(text.slice(0, caret))].toReversed()) {
    room -= cellWidth(visible(segment));
    if (room < 0) return first;
    first = index;
  }
  return 0;
}

function edited(label: string, text: string, caret: number, first: number): Line {
  // The caret is a cell of its own style, so it shows in every terminal, and in a picture.
  const [at] = graphemes(text.slice(caret));
  const under = at?.segment ?? '';
  return line(
    span(own(label), 'accent'),
    span(own(first > 0 ? '…' : ''), 'dim'),
    span(visible(text.slice(first, caret))),
    span(under === '' ? own('█') : visible(under), under === '' ? 'accent' : 'hit'),
    span(visible(text.slice(caret + under.length))),
  );
}

/** The text as it is shown: from `first` on, `indent` cells from the left. */
interface Place {
  readonly first: number;
  readonly indent: number;
  readonly columns: number;
}

function verdict(prompt: OpenPrompt, definition: PromptDefinition, context: CommandContext, { first, indent, columns }: Place): readonly Line[] {
  const { text } = prompt.editor;
  if (definition.options !== undefined && prompt.refused === undefined) return [];
  const check = definition.check(text, context);
  const note = check.note === undefined ? [] : wrapWords(visible(check.note), Math.max(1, columns - 2), MOST_NOTE_LINES).map((part) => line(span(own(' ')), span(part, 'dim')));
  if (check.ok) return note;
  // An empty line is not yet a mistake.
  if (text === '' && prompt.refused === undefined) return note;
  const message = line(span(visible(` ${check.message}`), 'bad'));
  if (check.at === undefined) return [...note, message];
  const at = Math.max(first, check.at);
  const place = indent + (first > 0 ? 1 : 0) + cellWidth(visible(text.slice(first, at)));
  const length = Math.max(1, cellWidth(visible(text.slice(at, check.at + (check.length ?? 1)))));
  // The line above what is edited points down at it.
  return [message, words(`${' '.repeat(place)}${(context.unicode ? '▾' : 'v').repeat(length)}`, 'bad')];
}
