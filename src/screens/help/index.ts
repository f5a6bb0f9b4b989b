// Help: every key, made from the very records that handle them; the keys of the screen one came from stand first.
import { BLANK, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, wrapWords } from '../../lib/text.ts';
import type { Command, Size } from '../../state/command.ts';
import { shownChord } from '../../state/keymap.ts';
import { definePanel, type Panel } from '../../state/panel.ts';

interface HelpState {
  readonly top: number;
  /** Scope of the screen one came from. */
  readonly first: string;
}

interface HelpModel {
  readonly top: number;
  readonly groups: readonly { readonly title: string; readonly commands: readonly Command[] }[];
}

type HelpEvent = { readonly type: 'scroll'; readonly rows: number } | { readonly type: 'open'; readonly screen: string };

const KEY_CELLS = 16;
/** More rows than there are keys. */
const EVER = 100_000;

/** `commands` is asked at each use: help shows the keys as they are after the operator's own choices. */
export function helpPanel(commands: () => readonly Command[], order: readonly { readonly scope: string; readonly title: string }[]): Panel {
  const groups = (first: string) =>
    order
      .toSorted((a, b) => Number(b.scope === first) - Number(a.scope === first))
      .map(({ scope, title }) => ({ title, commands: commands().filter((command) => command.scope === scope && command.keys.length > 0) }))
      .filter((group) => group.commands.length > 0);
  return definePanel<HelpState, HelpModel, HelpEvent>({
    id: 'help',
    title: 'Help',
    init: { top: 0, first: '' },
    update: (state, event, context) => {
      if (event.type === 'open') return { top: 0, first: `panel:${event.screen}` };
      const most = Math.max(0, allLines(groups(state.first), context.size.columns).length - context.size.rows);
      return { ...state, top: Math.max(0, Math.min(most, state.top + event.rows)) };
    },
    select: (_context, state) => ({ top: state.top, groups: groups(state.first) }),
    lines: (model: HelpModel, size: Size) => allLines(model.groups, size.columns).slice(model.top, model.top + size.rows),
    commands: [
      { id: 'help.close', keys: ['esc'], title: 'Close the help', short: 'back', footer: 12, help: 'Returns to the screen one came from; ? does so too.', run: () => [{ type: 'back' }] },
      { id: 'help.down', keys: ['j', 'down'], title: 'Scroll down', help: 'Shows the next keys.', footer: 10, short: 'down', run: (_s, _c, send) => [send({ type: 'scroll', rows: 1 })] },
      { id: 'help.up', keys: ['k', 'up'], title: 'Scroll up', help: 'Shows the keys before.', footer: 11, short: 'up', run: (_s, _c, send) => [send({ type: 'scroll', rows: -1 })] },
      { id: 'help.page-down', keys: ['pgdn', 'ctrl+f', 'ctrl+d'], title: 'Page down', help: 'Shows the next page of keys.', run: (_s, c, send) => [send({ type: 'scroll', rows: c.size.rows - 1 })] },
      { id: 'help.page-up', keys: ['pgup', 'ctrl+u', 'b'], title: 'Page up', help: 'Shows the page of keys before.', run: (_s, c, send) => [send({ type: 'scroll', rows: 1 - c.size.rows })] },
      { id: 'help.top', keys: ['g', 'home'], title: 'Go to the first key', help: 'Shows the keys of the screen one came from.', run: (_s, _c, send) => [send({ type: 'scroll', rows: -EVER })] },
      { id: 'help.end', keys: ['G', 'end'], title: 'Go to the last key', help: 'Shows the end of the list.', run: (_s, _c, send) => [send({ type: 'scroll', rows: EVER })] },
    ],
  });
}

function allLines(groups: HelpModel['groups'], columns: number): readonly Line[] {
  const longest = Math.max(0, ...groups.flatMap((group) => group.commands.map(({ title }) => title.length)));
  const titleCells = Math.min(longest, Math.floor(columns * 0.35));
  return groups.flatMap((group) => [words(` ${group.title}`, 'title'), ...group.commands.flatMap((command) => commandLines(command, titleCells, columns)), BLANK]);
}

/** A name or a sentence that is longer than its place goes on below it. */
const MOST_HELP_LINES = 6;

function commandLines(command: Command, titleCells: number, columns: number): readonly Line[] {
  const keys = padEnd(own(`   ${command.keys.map(shownChord).join(' ')}`), KEY_CELLS);
  const indent = KEY_CELLS + titleCells + 1;
  const titles = wrapWords(own(command.title), Math.max(1, titleCells), MOST_HELP_LINES);
  const helps = wrapWords(own(command.help), Math.max(1, columns - indent), MOST_HELP_LINES);
  return Array.from({ length: Math.max(titles.length, helps.length) }, (_, row) => {
    const title = padEnd(titles[row] ?? own(''), titleCells);
    return line(span(row === 0 ? keys : padEnd(own(''), KEY_CELLS), 'key'), span(title), span(own(` ${helps[row] ?? ''}`), 'dim'));
  });
}
