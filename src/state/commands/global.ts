// Keys that work everywhere: leaving, going back, help, palette, notes, repaint.
import type { AppEvent } from '../app.ts';
import type { Command } from '../command.ts';
import { annotatable, endsRecording } from '../recordable.ts';
import type { Screen } from '../registry.ts';

export const globalCommands: readonly Command[] = [
  {
    id: 'global.help', scope: 'global', title: 'Show the keys', short: 'help', keys: ['?'], footer: 90,
    help: 'Lists the keys of this screen first, then those that work everywhere.',
    run: (c) => (c.app.screen === 'help' ? [{ type: 'back' }] : [{ type: 'panel', panel: 'help', event: { type: 'open', screen: c.app.screen } }, { type: 'show', screen: 'help' }]),
  },
  {
    id: 'global.palette', scope: 'global', title: 'Find a command', keys: [':', 'ctrl+p'],
    help: 'Lists every command; type some letters of its name, Enter runs it.',
    run: () => [{ type: 'prompt', open: 'global.palette', text: '' }],
  },
  {
    id: 'global.back', scope: 'global', title: 'Go back', keys: ['esc', 'backspace'],
    help: 'Returns to the screen before this one, with the same selection.',
    when: (c) => (c.app.trail.length > 0 ? true : 'this is the first screen'),
    run: () => [{ type: 'back' }],
  },
  {
    id: 'global.quit', scope: 'global', title: 'Quit', keys: ['q'],
    help: 'Leaves obs-tui; asks once while it is recording.',
    run: (c) =>
      c.app.quitting || !endsRecording(c.session.info())
        ? [{ type: 'effect', effect: { kind: 'quit', code: 0 } }]
        : [{ type: 'ask-quit' }],
  },
  {
    id: 'global.quit-now', scope: 'global', title: 'Quit at once', keys: ['Q'],
    help: 'Leaves obs-tui without asking; what was recorded stays.',
    run: () => [{ type: 'effect', effect: { kind: 'quit', code: 0 } }],
  },
  {
    id: 'global.interrupt', scope: 'global', title: 'Quit by Ctrl+C', keys: ['ctrl+c'],
    help: 'Asks once, quits with exit code 130 when pressed again; at once where nothing is recorded here.',
    run: (c) => (c.app.quitting || !endsRecording(c.session.info()) ? [{ type: 'effect', effect: { kind: 'quit', code: 130 } }] : [{ type: 'ask-quit' }]),
  },
  {
    id: 'global.next-pane', scope: 'global', title: 'Go to the next pane', keys: ['tab'],
    help: 'Gives the keys to the other pane of a wide screen.',
    run: () => [{ type: 'focus', direction: 1 }],
  },
  {
    id: 'global.previous-pane', scope: 'global', title: 'Go to the pane before', keys: ['shift+tab'],
    help: 'Gives the keys to the pane before this one.',
    run: () => [{ type: 'focus', direction: -1 }],
  },
  {
    id: 'global.note', scope: 'global', title: 'Write a note', keys: ['a'],
    help: 'Records a note at the time under the cursor; it is kept with the session, or beside the incident file that is replayed.',
    when: (c) => annotatable(c.session.info()),
    run: () => [{ type: 'prompt', open: 'global.note', text: '' }],
  },
  {
    id: 'global.repaint', scope: 'global', title: 'Draw the screen anew', keys: ['ctrl+l'],
    help: 'Clears what another program wrote over the screen.',
    run: () => [{ type: 'effect', effect: { kind: 'repaint' } }],
  },
  {
    id: 'global.screen-rate', scope: 'global', title: 'Show what the screen sends', keys: [],
    help: 'Bytes and frames a second to the terminal, in the second header row; once more hides them.',
    run: () => [{ type: 'effect', effect: { kind: 'screen-rate' } }],
  },
  {
    id: 'global.suspend', scope: 'global', title: 'Suspend', keys: ['ctrl+z'],
    help: 'Returns to the shell and stops recording until `fg`; what the sources still have is fetched then.',
    run: () => [{ type: 'effect', effect: { kind: 'suspend' } }],
  },
];

/** One command per screen: its digit shows it from everywhere. */
export function screenCommands(screens: readonly Screen[]): readonly Command[] {
  return screens.map((screen) => ({
    id: `global.show-${screen.id}`,
    scope: 'global',
    title: `Go to ${screen.title}`,
    help: `Shows the ${screen.title} screen.`,
    keys: [screen.digit ?? screen.key ?? []].flat(),
    run: () => [{ type: 'show', screen: screen.id }, ...(screen.id === 'incidents' ? [LIST] : [])],
  }));
}

/** The library lies outside of the session: it is read when it is looked at. */
const LIST: AppEvent = { type: 'effect', effect: { kind: 'incident', request: { type: 'list' } } };
