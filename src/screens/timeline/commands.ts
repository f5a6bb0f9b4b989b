// Keys of the Timeline panel.
import { shift } from '../../lib/micros.ts';
import type { TimelineEntry } from '../../model/timeline.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import { windowOf } from '../../state/frame.ts';
import type { PanelCommand, Send } from '../../state/panel.ts';
import { annotatable } from '../../state/recordable.ts';
import { followOn } from '../ids.ts';
import type { TimelineEvent } from './events.ts';
import { firstRow, timelineRows } from './layout.ts';
import { loadTimeline } from './load.ts';
import { entryIds, openEntry } from './open.ts';
import type { TimelineState } from './state.ts';

type TimelineCommand = PanelCommand<TimelineState, TimelineEvent>;
type Move = (index: number, length: number, page: number) => number;

const moves: readonly TimelineCommand[] = (
  [
    ['next', ['n', 'j', 'down'], 'Next event', 'next', (index) => index + 1, { footer: 14, short: 'next' }],
    ['previous', ['p', 'k', 'up'], 'Event before', 'one before', (index) => index - 1, { footer: 16, short: 'before' }],
    ['page-down', ['pgdn', 'ctrl+f'], 'Page down', 'one a page below', (index, _, page) => index + page, {}],
    ['page-up', ['pgup', 'b'], 'Page up', 'one a page above', (index, _, page) => index - page, {}],
    ['half-down', ['ctrl+d'], 'Half a page down', 'one half a page below', (index, _, page) => index + Math.ceil(page / 2), {}],
    ['half-up', ['ctrl+u'], 'Half a page up', 'one half a page above', (index, _, page) => index - Math.ceil(page / 2), {}],
    ['first', ['g', 'home'], 'Go to the first event', 'first one', () => 0, {}],
    ['last', ['end'], 'Go to the last event', 'last one', (_, length) => length - 1, {}],
  ] as const satisfies readonly (readonly [string, readonly string[], string, string, Move, { readonly footer?: number; readonly short?: string }])[]
).map(([id, keys, title, where, move, shown]) => ({
  id: `timeline.${id}`, keys, title, ...shown,
  help: `Moves to the event that is the ${where}, and the time cursor of all screens with it.`,
  run: (state, context, send) => step(state, context, move, send),
}));

/** Where no row is chosen yet, the one under the cursor is the first to be chosen by a step back, as the newest one. */
function step(state: TimelineState, context: CommandContext, move: Move, send: Send<TimelineEvent>): readonly AppEvent[] {
  const { shown, index, centre, live, window } = loadTimeline(context, state);
  const { list } = timelineRows(context.size, state.why);
  const next = Math.max(0, Math.min(shown.length - 1, move(index, shown.length, list)));
  const entry = shown[next];
  if (entry === undefined) return [{ type: 'toast', text: 'There is no event to go to.', tone: 'plain' }];
  const { row } = firstRow(Math.max(0, index), state.row, shown.length, list);
  const middle = live ? shift(window.from, state.half) : centre;
  return [send({ type: 'choose', key: entry.key, at: entry.at, row: Math.max(0, Math.min(list - 1, row + next - index)), centre: middle }), cursorTo(entry, context)];
}

/** Other screens draw the span of the frame: it moves where the moment lies outside of it. */
function cursorTo({ at }: TimelineEntry, { frame }: CommandContext): AppEvent {
  const { from, to } = frame.span;
  return { type: 'time', time: at >= from && at < to ? { cursor: at } : { cursor: at, end: shift(at, windowOf(frame) / 2) } };
}

function current(state: TimelineState, context: CommandContext): TimelineEntry | undefined {
  const { shown, index } = loadTimeline(context, state);
  return shown[index];
}

const someRow = (state: TimelineState, context: CommandContext): true | string => (current(state, context) === undefined ? 'there is no row here' : true);

const rows: readonly TimelineCommand[] = [
  {
    id: 'timeline.open', keys: ['enter'], title: 'Open the thing itself', short: 'open', footer: 10,
    help: 'Shows the log row, the trace, the chart, the alert or the source that this row tells of; Esc comes back to the same row.',
    when: someRow,
    run: (state, context, send) => {
      const entry = current(state, context);
      return entry === undefined ? [] : [...step(state, context, (index) => index, send), ...openEntry(entry, context)];
    },
  },
  {
    id: 'timeline.follow', keys: ['o', 'F'], title: 'Follow an id of the row', short: 'follow', footer: 12,
    help: 'Shows only rows that carry the same trace, node, service, or another id of this row.',
    when: someRow,
    run: (state, context) => {
      const entry = current(state, context);
      return entry === undefined ? [] : followOn(entryIds(entry, context));
    },
  },
  {
    id: 'timeline.why', keys: ['w'], title: 'Say why the row is here', short: 'why', footer: 20,
    help: 'Names the id or label that ties the row to what the window is about, or says why it is quiet.',
    run: (_state, _context, send) => [send({ type: 'why' })],
  },
  {
    id: 'timeline.promote', keys: ['x', 'P'], title: 'Promote to the incident', short: 'promote', footer: 22,
    help: "Puts the row on the incident's own list, or takes it off again.",
    when: (state, context) => {
      const allowed = annotatable(context.session.info());
      return allowed === true ? someRow(state, context) : allowed;
    },
    run: (state, context) => {
      const entry = current(state, context);
      return entry === undefined ? [] : promote(entry, context);
    },
  },
];

function promote(entry: TimelineEntry, { frame }: CommandContext): readonly AppEvent[] {
  const pinned = !entry.pinned;
  const seq = entry.kind === 'trace' ? 0 : entry.seq;
  const pin = { id: entry.key, row: { kind: entry.kind, at: entry.at, seq }, pinned, text: entry.text };
  return [
    { type: 'effect', effect: { kind: 'ask', ask: { kind: 'pin', at: frame.head.learned, pin } } },
    { type: 'toast', text: pinned ? 'The row is in the incident.' : 'The row is no longer in the incident.', tone: 'good' },
  ];
}

const views: readonly TimelineCommand[] = [
  {
    id: 'timeline.hidden', keys: ['H'], title: 'Show or hide quiet rows', short: 'hidden', footer: 18,
    help: 'Shows dimmed what is hidden because nothing makes it stand out, or hides it again.',
    run: (_state, _context, send) => [send({ type: 'hidden' })],
  },
  {
    id: 'timeline.kinds', keys: ['f', '&'], title: 'Choose kinds of rows', short: 'kinds', footer: 24,
    help: 'Hides metrics, logs, traces, alerts, anomalies, health, gaps or notes, or shows them again.',
    run: () => [{ type: 'prompt', open: 'timeline.kinds', text: '' }],
  },
  ...([['zoom-in', ['+', '='], 'Show less time', -1], ['zoom-out', ['-'], 'Show more time', 1]] as const).map(
    ([id, keys, title, direction]): TimelineCommand => ({
      id: `timeline.${id}`, keys, title, help: `The window around its middle grows ${direction > 0 ? 'wider, up to a day' : 'narrower, down to two minutes'}.`,
      run: (_state, _context, send) => [send({ type: 'zoom', direction })],
    }),
  ),
  ...([['earlier', '[', 'Move the window back', -1], ['later', ']', 'Move the window on', 1]] as const).map(
    ([id, key, title, direction]): TimelineCommand => ({
      id: `timeline.${id}`, keys: [key], title, help: `The window moves by half of its length ${direction < 0 ? 'into the past' : 'towards the present'}, the time cursor into its middle.`,
      run: (state, context, send) => {
        const { window } = loadTimeline(context, state);
        const middle = shift(window.from, state.half + direction * state.half);
        return [send({ type: 'centre', at: middle }), { type: 'time', time: { cursor: middle, end: shift(middle, windowOf(context.frame) / 2) } }];
      },
    }),
  ),
  {
    id: 'timeline.centre', keys: ['c'], title: 'Put the row into the middle', help: 'The window is around the row under the cursor.',
    when: someRow,
    run: (state, context, send) => {
      const entry = current(state, context);
      return entry === undefined ? [] : [...step(state, context, (index) => index, send), send({ type: 'centre', at: entry.at })];
    },
  },
  {
    id: 'timeline.clear', keys: ['esc'], title: 'End following, close why', short: 'back', footer: 40,
    help: 'One thing a press: closes why, then ends following.',
    when: (state) => (state.why || state.follow !== undefined ? true : 'nothing is followed'),
    run: (state, _context, send) => [state.why ? send({ type: 'why' }) : send({ type: 'follow', id: undefined })],
  },
  {
    id: 'timeline.unanchor', keys: ['A'], title: 'Measure against the nearest alert', help: 'Forgets the row that the timeline was opened from.',
    when: (state) => (state.anchor === undefined ? 'it was opened from no row' : true),
    run: (_state, _context, send) => [send({ type: 'anchor', anchor: undefined })],
  },
];

export const timelineCommands: readonly TimelineCommand[] = [...moves, ...rows, ...views];
