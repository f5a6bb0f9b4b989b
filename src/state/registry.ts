// The lists that make up the program: panels, screens, global commands and prompts. Built once by the composition root.
import type { PanelId, ScreenId } from './app.ts';
import type { Command, PromptDefinition } from './command.ts';
import { withOverrides } from './keymap.ts';
import type { Panel } from './panel.ts';

export interface Screen {
  readonly id: ScreenId;
  readonly title: string;
  /** Key that shows it from everywhere; absent for screens reached by the palette or a command only. */
  readonly digit?: string;
  /** Key of a screen that has no digit and no place in the row of screens. */
  readonly key?: string;
  readonly main: PanelId;
  /** A second pane on the right from `minColumns` on. */
  readonly aside?: { readonly panel: PanelId; readonly minColumns: number; readonly columns: number };
}

export interface Registry {
  readonly panels: ReadonlyMap<PanelId, Panel>;
  readonly screens: readonly Screen[];
  readonly commands: readonly Command[];
  readonly prompts: ReadonlyMap<string, PromptDefinition>;
}

export function makeRegistry(parts: {
  readonly panels: readonly Panel[];
  readonly screens: readonly Screen[];
  readonly commands: readonly Command[];
  readonly prompts: readonly PromptDefinition[];
  readonly keys: Readonly<Record<string, readonly string[]>>;
}): Registry {
  const all = [...parts.commands, ...parts.panels.flatMap((panel) => panel.commands)];
  const prompts = [...parts.prompts, ...parts.panels.flatMap((panel) => panel.prompts)];
  return {
    panels: new Map(parts.panels.map((panel) => [panel.id, panel])),
    screens: parts.screens,
    commands: withOverrides(all, parts.keys).commands,
    prompts: new Map(prompts.map((prompt) => [prompt.id, prompt])),
  };
}

export function screenOf(registry: Registry, id: ScreenId): Screen | undefined {
  return registry.screens.find((screen) => screen.id === id);
}

/** Panes of a screen at a width, main first. */
export function panesOf(screen: Screen, columns: number): readonly PanelId[] {
  const aside = screen.aside;
  return aside !== undefined && columns >= aside.minColumns ? [screen.main, aside.panel] : [screen.main];
}
