// From a key to events. A prompt that is open takes every key; otherwise scopes are tried innermost first.
import type { AppEvent, AppState } from './app.ts';
import type { CommandContext } from './command.ts';
import { commandsFor, shownChord } from './keymap.ts';
import { panesOf, screenOf, type Registry } from './registry.ts';
import type { KeyPress } from './key-press.ts';
import { pressInPrompt } from './prompt.ts';

/** The events of one key. A command that cannot run now lets the key fall through to an outer scope before it says why not. */
export function press(key: KeyPress, context: CommandContext, registry: Registry, columns: number): readonly AppEvent[] {
  const { app } = context;
  if (app.prompt !== undefined) return pressInPrompt(key, app.prompt, context, registry);
  const panel = focusedPanel(app, registry, columns);
  const claimed = commandsFor(key.chord, [`panel:${panel}`, 'global'], registry.commands);
  const ready = claimed.find((command) => (command.when?.(context) ?? true) === true);
  const first = claimed[0];
  if (ready !== undefined) return [QUIET, ...ready.run(context)];
  if (first === undefined) return [QUIET, unknownKey(key)];
  return [QUIET, { type: 'toast', text: `${first.title}: ${String(first.when?.(context))}`, tone: 'warn' }];
}

const QUIET: AppEvent = { type: 'quiet' };

/** Pasted text goes into an open prompt and nowhere else: a paste must never run commands. */
export function paste(text: string, context: CommandContext, registry: Registry): readonly AppEvent[] {
  const { prompt } = context.app;
  if (prompt === undefined) return [{ type: 'toast', text: 'Pasted text is taken in a prompt only: / searches, f filters.', tone: 'warn' }];
  return pressInPrompt({ chord: 'paste', text }, prompt, context, registry);
}

export function focusedPanel(app: AppState, registry: Registry, columns: number): string {
  const screen = screenOf(registry, app.screen);
  if (screen === undefined) return app.screen;
  const panes = panesOf(screen, columns);
  return panes[app.focus % panes.length] ?? screen.main;
}

function unknownKey(key: KeyPress): AppEvent {
  return { type: 'toast', text: `${shownChord(key.chord)} does nothing here. ? shows the keys.`, tone: 'plain' };
}
