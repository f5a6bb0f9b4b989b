// Keys inside a prompt: editing, completion, choosing an option, live preview, Enter and Esc.
import type { AppEvent, OpenPrompt } from './app.ts';
import type { CommandContext, PromptDefinition } from './command.ts';
import { edit, editorWith, type EditAction, type LineEditor } from './line-editor.ts';
import type { KeyPress } from './key-press.ts';
import type { Registry } from './registry.ts';

const EDITS: ReadonlyMap<string, EditAction['kind']> = new Map([
  ['backspace', 'backspace'], ['delete', 'delete'], ['left', 'left'], ['right', 'right'], ['home', 'home'], ['end', 'end'],
  ['ctrl+e', 'end'], ['ctrl+w', 'kill-word'], ['ctrl+u', 'kill-line'], ['ctrl+k', 'kill-rest'],
] satisfies readonly (readonly [string, EditAction['kind']])[]);

export function pressInPrompt(key: KeyPress, prompt: OpenPrompt, context: CommandContext, registry: Registry): readonly AppEvent[] {
  const definition = registry.prompts.get(prompt.id);
  if (definition === undefined || key.chord === 'esc' || key.chord === 'ctrl+c') {
    return [close(), ...(definition?.cancel?.(context) ?? [])];
  }
  if (key.chord === 'enter') return submit(prompt, definition, context);
  if (key.chord === 'up' || key.chord === 'down') return [choose(prompt, definition, context, key.chord === 'up' ? -1 : 1)];
  if (key.chord === 'tab') return complete(prompt, definition, context);
  const action = actionFor(key, definition);
  if (action === undefined) return [];
  return changed(prompt, edit(prompt.editor, action), definition, context);
}

function actionFor(key: KeyPress, { masked }: PromptDefinition): EditAction | undefined {
  const kind = EDITS.get(key.chord);
  if (kind !== undefined && kind !== 'insert') return { kind };
  return key.text === undefined ? undefined : { kind: 'insert', text: key.text, ...(masked === undefined ? {} : { verbatim: masked }) };
}

function submit(prompt: OpenPrompt, definition: PromptDefinition, context: CommandContext): readonly AppEvent[] {
  const { text } = prompt.editor;
  const option = definition.options?.(text, context)[prompt.option];
  if (option !== undefined) return [close(), ...option.events];
  const check = definition.check(text, context);
  if (!check.ok) return [{ type: 'prompt-state', prompt: { ...prompt, refused: check.message } }];
  return [close(), ...definition.submit(text, context)];
}

function choose(prompt: OpenPrompt, definition: PromptDefinition, context: CommandContext, step: 1 | -1): AppEvent {
  const count = definition.options?.(prompt.editor.text, context).length ?? 0;
  const option = count === 0 ? 0 : (prompt.option + step + count) % count;
  return { type: 'prompt-state', prompt: { ...prompt, option } };
}

function complete(prompt: OpenPrompt, definition: PromptDefinition, context: CommandContext): readonly AppEvent[] {
  const { text, caret } = prompt.editor;
  const best = definition.complete?.(text, caret, context)[0];
  return best === undefined ? [] : changed(prompt, editorWith(best), definition, context);
}

function changed(prompt: OpenPrompt, editor: LineEditor, definition: PromptDefinition, context: CommandContext): readonly AppEvent[] {
  const next: AppEvent = { type: 'prompt-state', prompt: { ...prompt, editor, option: 0, refused: undefined } };
  if (editor.text === prompt.editor.text) return [next];
  return [next, ...(definition.change?.(editor.text, context) ?? [])];
}

function close(): AppEvent {
  return { type: 'prompt-state', prompt: undefined };
}
