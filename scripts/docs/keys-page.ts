// docs/keys.md, from the records that handle the keys.
import { buildRegistry } from '../../src/screens/index.ts';
import type { Command } from '../../src/state/command.ts';
import { shownChord } from '../../src/state/keymap.ts';
import { code, page, table } from './markdown.ts';

export function keysPage(): string {
  const { commands, panels } = buildRegistry({});
  const panelParts = [...panels.values()].map((panel) => part(panel.title, commands.filter((command) => command.scope === `panel:${panel.id}`)));
  return page(
    'Keys',
    'A key belongs to the focused panel first, then to the whole program. A command without a key is run from the palette (`:`). ' +
      'The id is what `keys:` in the [configuration](config.md) names to give a command keys of your own.',
    part('Everywhere', commands.filter((command) => command.scope === 'global')),
    ...panelParts,
  );
}

function part(title: string, commands: readonly Command[]): string {
  if (commands.length === 0) return '';
  return `## ${title}\n\n${table(['Key', 'Command', 'What it does', 'Id'], commands.map(row))}`;
}

function row({ keys, title, help, id }: Command): readonly string[] {
  return [keys.map((chord) => code(shownChord(chord))).join(' '), title, help, code(id)];
}
