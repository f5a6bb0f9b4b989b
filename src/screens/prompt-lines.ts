// An open prompt: the line being edited at the bottom, what is wrong with it under the caret, options above it.
import { cellWidth, own, visible } from '../lib/text.ts';
import { justify, line, span, words, type Line } from '../lib/line.ts';
import type { CommandContext, PromptDefinition } from '../state/command.ts';
import type { OpenPrompt } from '../state/app.ts';

const MOST_OPTIONS = 10;

/** From top to bottom; the last line is the one being edited. */
export function promptLines(prompt: OpenPrompt, definition: PromptDefinition, context: CommandContext, columns: number): readonly Line[] {
  const { text, caret } = prompt.editor;
  const options = definition.options?.(text, context) ?? [];
  const first = Math.max(0, Math.min(prompt.option - MOST_OPTIONS + 1, options.length - MOST_OPTIONS));
  const shown = options.slice(first, first + MOST_OPTIONS).map((option, index) => {
    const key = option.key === undefined ? '' : ` ${option.key} `;
    const left = line(span(visible(` ${option.title}`), 'strong'), span(visible(`  ${option.detail ?? ''}`), 'dim'));
    return { ...justify(left, line(span(own(key), 'key')), columns), selected: first + index === prompt.option };
  });
  const label = ` ${definition.label} ▸ `;
  return [...shown, ...verdict(prompt, definition, context, cellWidth(label)), edited(label, text, caret)];
}

function edited(label: string, text: string, caret: number): Line {
  // The caret is a cell of its own style, so it shows in every terminal, and in a picture.
  const under = text.slice(caret, caret + 1);
  return line(
    span(own(label), 'accent'),
    span(visible(text.slice(0, caret))),
    span(under === '' ? own('█') : visible(under), under === '' ? 'accent' : 'hit'),
    span(visible(text.slice(caret + 1))),
  );
}

function verdict(prompt: OpenPrompt, definition: PromptDefinition, context: CommandContext, indent: number): readonly Line[] {
  const { text } = prompt.editor;
  if (definition.options !== undefined && prompt.refused === undefined) return [];
  const check = definition.check(text, context);
  if (check.ok) return check.note === undefined ? [] : [line(span(visible(` ${check.note}`), 'dim'))];
  // An empty line is not yet a mistake.
  if (text === '' && prompt.refused === undefined) return [];
  const message = line(span(visible(` ${check.message}`), 'bad'));
  if (check.at === undefined) return [message];
  const place = indent + cellWidth(visible(text.slice(0, check.at)));
  return [message, words(`${' '.repeat(place)}${'^'.repeat(Math.max(1, check.length ?? 1))}`, 'bad')];
}
