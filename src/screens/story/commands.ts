// Keys of the Story: move, word anew, remove, take back, what is left to do, go to the row itself.
import { changed, type StoryRow } from '../../analysis/story/story.ts';
import { toRfc3339 } from '../../lib/micros.ts';
import { markdownText } from '../../lib/markdown.ts';
import type { Seq } from '../../model/signal.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import type { PanelCommand, PanelPrompt } from '../../state/panel.ts';
import { annotatable } from '../../state/recordable.ts';
import { storyRows } from './rows.ts';
import { cursorIn, type StoryEvent, type StoryState } from './state.ts';

type StoryCommand = PanelCommand<StoryState, StoryEvent>;

function chosen(state: StoryState, context: CommandContext): StoryRow | undefined {
  const rows = storyRows(context);
  return rows[cursorIn(rows, state)];
}

function editable(state: StoryState, context: CommandContext): true | string {
  const allowed = annotatable(context.session.info());
  return allowed === true && chosen(state, context) === undefined ? 'nothing is in the story yet' : allowed;
}

function pin(row: StoryRow, change: Parameters<typeof changed>[1], { frame }: CommandContext): AppEvent {
  return { type: 'effect', effect: { kind: 'ask', ask: { kind: 'pin', at: frame.head.learned, pin: changed(row, change) } } };
}

const moves: readonly StoryCommand[] = (
  [
    ['down', ['j', 'down'], 'Next row', 1],
    ['up', ['k', 'up'], 'Row before', -1],
    ['first', ['g', 'home'], 'Go to the first row', -Infinity],
    ['last', ['G', 'end'], 'Go to the last row', Infinity],
  ] as const
).map(([id, keys, title, step]) => ({
  id: `story.${id}`, keys, title, help: 'Moves the cursor, and the time that all screens share.',
  run: (state, context, send) => {
    const rows = storyRows(context);
    const next = rows[Math.max(0, Math.min(rows.length - 1, cursorIn(rows, state) + step))];
    return next === undefined ? [] : [send({ type: 'choose', key: next.key }), { type: 'time', time: { cursor: next.at } }];
  },
}));

const SCREEN_OF: Readonly<Record<string, string>> = { log: 'logs', trace: 'traces', alert: 'alerts', metric: 'metrics' };

const acts: readonly StoryCommand[] = [
  {
    id: 'story.edit', keys: ['e'], title: 'Word the row anew', short: 'edit', footer: 10,
    help: 'Changes the words of the row under the cursor; what it said before stays recorded.',
    when: editable,
    run: (state, context) => [{ type: 'prompt', open: 'story.edit', text: chosen(state, context)?.text ?? '' }],
  },
  {
    id: 'story.remove', keys: ['x'], title: 'Take the row off the list', short: 'remove', footer: 12,
    help: 'Takes the row under the cursor off the list; the row itself stays in the recording, u brings it back.',
    when: editable,
    run: (state, context, send) => {
      const row = chosen(state, context);
      return row === undefined ? [] : [pin(row, { pinned: false }, context), send({ type: 'removed', row }), { type: 'toast', text: 'It is off the list; u brings it back.', tone: 'good' }];
    },
  },
  {
    id: 'story.undo', keys: ['u'], title: 'Bring back what was removed',
    help: 'Brings back the row that was taken off the list last.',
    when: ({ removed }, { session }) => (removed.length === 0 ? 'nothing was removed' : annotatable(session.info())),
    run: ({ removed }, context, send) => {
      const row = removed.at(-1);
      return row === undefined ? [] : [pin(row, { pinned: true }, context), send({ type: 'restored' }), send({ type: 'choose', key: row.key })];
    },
  },
  {
    id: 'story.follow-up', keys: ['F'], title: 'Add what is left to do', short: 'follow-up', footer: 14,
    help: 'Adds a follow-up to the list; d marks it as done.',
    when: (_state, { session }) => annotatable(session.info()),
    run: () => [{ type: 'prompt', open: 'story.follow-up', text: '' }],
  },
  {
    id: 'story.done', keys: ['d'], title: 'Mark a follow-up as done, or not', short: 'done', footer: 16,
    help: 'Says of the follow-up under the cursor that it was done, or that it was not.',
    when: (state, context) => (chosen(state, context)?.kind === 'follow-up' ? annotatable(context.session.info()) : 'this row is no follow-up'),
    run: (state, context) => {
      const row = chosen(state, context);
      return row === undefined ? [] : [pin(row, { done: !row.done }, context)];
    },
  },
  {
    id: 'story.open', keys: ['enter', 'o'], title: 'Go to the row itself', short: 'open', footer: 8,
    help: 'Shows the row in its own screen, or its moment on the timeline.',
    when: (state, context) => (chosen(state, context) === undefined ? 'nothing is in the story yet' : true),
    run: (state, context) => {
      const row = chosen(state, context)?.row;
      return row === undefined ? [] : [{ type: 'reveal', screen: SCREEN_OF[row.kind] ?? 'timeline', row: { at: row.at, seq: row.seq as Seq } }];
    },
  },
  {
    id: 'story.copy', keys: ['y'], title: 'Copy the story', short: 'copy', footer: 18,
    help: 'Copies all rows as a list in Markdown, times in UTC.',
    when: (state, context) => (chosen(state, context) === undefined ? 'nothing is in the story yet' : true),
    run: (_state, context) => [
      { type: 'effect', effect: { kind: 'copy', text: storyRows(context).map(({ at, kind, text, done }) => `- ${kind === 'follow-up' ? `[${done ? 'x' : ' '}] ` : ''}${toRfc3339(at).slice(0, 19)}Z ${markdownText(text)}`) } },
      { type: 'toast', text: 'The story was copied.', tone: 'good' },
    ],
  },
];

export const storyCommands: readonly StoryCommand[] = [...moves, ...acts];

export const storyPrompts: readonly PanelPrompt<StoryState, StoryEvent>[] = [
  {
    id: 'story.edit', label: 'words',
    check: (text) => (text.trim() === '' ? { ok: false, message: 'Write some words, or Esc; x removes the row.' } : { ok: true }),
    submit: (text, state, context) => {
      const row = chosen(state, context);
      return row === undefined ? [] : [pin(row, { text: text.trim() }, context), { type: 'toast', text: 'The row was worded anew.', tone: 'good' }];
    },
  },
  {
    id: 'story.follow-up', label: 'to do',
    check: (text) => (text.trim() === '' ? { ok: false, message: 'Write what is left to do, or Esc.' } : { ok: true }),
    submit: (text, _state, context) => {
      const { frame, app } = context;
      const at = app.time.cursor ?? frame.head.learned;
      // The commit that is newest names it among others of the same moment.
      const row: StoryRow = { key: `follow-up:${frame.asked}-${at}`, kind: 'follow-up', at, row: { kind: 'follow-up', at, seq: 0 }, text: text.trim(), done: false, added: false };
      return [pin(row, {}, context), { type: 'toast', text: 'It is on the list.', tone: 'good' }];
    },
  },
];
