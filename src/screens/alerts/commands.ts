// Keys of the Alerts panel.
import type { ActRequest } from '../../model/alert.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import type { PanelCommand, Send } from '../../state/panel.ts';
import { recordable } from '../../state/recordable.ts';
import type { AlertRow } from '../alert-rows.ts';
import { isPending, silenceOf } from './asking.ts';
import { toChart, toLogs, toTimeline, toTraces } from './paths.ts';
import { chosenRow, cursorIn, shownRows } from './select.ts';
import type { AlertKey, AlertsEvent, AlertsState } from './state.ts';

type AlertsCommand = PanelCommand<AlertsState, AlertsEvent>;
type Move = (index: number, length: number, page: number) => number;

const someAlert = (state: AlertsState, context: CommandContext): true | string => (chosenRow(context, state) === undefined ? 'there is no alert here' : true);

const moves: readonly AlertsCommand[] = (
  [
    ['down', ['j', 'down'], 'Next alert', 'below', (index) => index + 1],
    ['up', ['k', 'up'], 'Alert before', 'above', (index) => index - 1],
    ['page-down', ['pgdn', 'ctrl+f'], 'Page down', 'a page below', (index, _, page) => index + page],
    ['page-up', ['pgup'], 'Page up', 'a page above', (index, _, page) => index - page],
    ['first', ['g', 'home'], 'Go to the first alert', 'at the top', () => 0],
    ['last', ['G', 'end'], 'Go to the last alert', 'at the bottom', (_, length) => length - 1],
  ] as const satisfies readonly (readonly [string, readonly string[], string, string, Move])[]
).map(([id, keys, title, where, move]) => ({
  id: `alerts.${id}`, keys, title, help: `Moves the cursor to the alert ${where}.`,
  run: (state, context, send) => moved(state, context, send, move),
}));

function moved(state: AlertsState, context: CommandContext, send: Send<AlertsEvent>, move: Move): readonly AppEvent[] {
  const { rows } = shownRows(context, state);
  const next = rows[Math.max(0, Math.min(rows.length - 1, move(cursorIn(rows, state), rows.length, Math.max(1, context.size.rows - 2))))];
  return next === undefined ? [] : [send({ type: 'choose', key: keyOf(next) })];
}

const views: readonly AlertsCommand[] = [
  {
    id: 'alerts.open', keys: ['enter', 'd'], title: 'Show or hide the detail', short: 'detail', footer: 10,
    help: 'Shows the expression drawn, labels, annotations, what mutes the alert, what was asked, and its history.',
    when: someAlert,
    run: (state, context, send) => {
      const row = chosenRow(context, state);
      return row === undefined ? [] : [send({ type: 'choose', key: keyOf(row) }), send({ type: 'open', open: !state.open })];
    },
  },
  ...([['down', 'J', 1], ['up', 'K', -1]] as const).map(
    ([way, key, step]): AlertsCommand => ({
      id: `alerts.detail-${way}`, keys: [key], title: `Scroll the detail ${way}`, help: `Shows what is further ${way} in the detail.`,
      when: (state) => (state.open ? true : 'Enter shows the detail'),
      run: (_state, _context, send) => [send({ type: 'scroll', lines: 3 * step })],
    }),
  ),
  {
    id: 'alerts.filter', keys: ['f', '&'], title: 'Filter alerts', short: 'filter', footer: 30,
    help: 'Shows only alerts that have these words in their name, state, severity, place or labels.',
    run: (state) => [{ type: 'prompt', open: 'alerts.filter', text: state.filter }],
  },
  {
    id: 'alerts.close', keys: ['esc'], title: 'Close the detail, clear the filter', help: 'One thing a press: closes the detail, then clears the filter.',
    when: (state) => (state.open || state.filter !== '' ? true : 'there is nothing to close or clear'),
    run: (state, _context, send) => [state.open ? send({ type: 'open', open: false }) : send({ type: 'filter', text: '', preview: false })],
  },
];

type Way = (row: AlertRow, context: CommandContext) => readonly AppEvent[];

const paths: readonly AlertsCommand[] = (
  [
    ['logs', 'l', 'Show its logs', 'logs', 18, 'Shows the log rows of its node and service, from where it began to fire.', toLogs],
    ['traces', 'e', 'Show a failing trace', 'failing trace', 16, 'Opens the trace that failed nearest to the beginning of the alert; e there goes to the span that failed.', toTraces],
    ['chart', 'M', 'Show its chart', 'chart', 22, 'Shows the panel that draws its expression, the time cursor where it began to fire.', toChart],
    ['timeline', 'o', 'Show the timeline around it', 'timeline', 14, 'Shows everything that happened around the alert, measured against it.', toTimeline],
  ] as const satisfies readonly (readonly [string, string, string, string, number, string, Way])[]
).map(([id, key, title, short, footer, help, way]) => ({
  id: `alerts.${id}`, keys: [key], title, short, footer, help,
  when: someAlert,
  run: (state, context, send) => {
    const row = chosenRow(context, state);
    // Whatever comes to the top of the list meanwhile, going back leads to this row.
    return row === undefined ? [] : [send({ type: 'choose', key: keyOf(row) }), ...way(row, context)];
  },
}));

function keyOf({ alert: { source, id } }: AlertRow): AlertKey {
  return { source, id };
}

/** Why nothing can be asked, where that is so. */
function askable(state: AlertsState, context: CommandContext, action: ActRequest['action']): true | string {
  const allowed = recordable(context.session.info());
  if (allowed !== true) return allowed;
  if (context.app.playhead.mode === 'playing') return 'the past is played; Space pauses it';
  const row = chosenRow(context, state);
  if (row === undefined) return someAlert(state, context);
  return isPending(context, row, action) ? 'what was asked before has no answer yet' : true;
}

function begin(action: ActRequest['action'], prompt: string): AlertsCommand['run'] {
  return (state, context, send) => {
    const row = chosenRow(context, state);
    if (row === undefined) return [];
    const alert = keyOf(row);
    return [send({ type: 'choose', key: alert }), send({ type: 'ask', asking: { action, alert, comment: '', length: undefined } }), { type: 'prompt', open: prompt, text: '' }];
  };
}

const asks: readonly AlertsCommand[] = [
  {
    id: 'alerts.ack', keys: ['A'], title: 'Acknowledge the alert', short: 'ack', footer: 24,
    help: 'Asks for a comment and a time, then once more, and tells the backend that somebody looks after it.',
    when: (state, context) => (chosenRow(context, state)?.standing === 'resolved' ? 'the alert is over' : askable(state, context, 'ack')),
    run: begin('ack', 'alerts.comment'),
  },
  {
    id: 'alerts.silence', keys: ['S'], title: 'Silence the alert', short: 'silence', footer: 26,
    help: 'Asks for a comment and a time, then once more, and silences the alert with these very labels.',
    when: (state, context) => askable(state, context, 'silence'),
    run: begin('silence', 'alerts.comment'),
  },
  {
    id: 'alerts.expire', keys: ['X'], title: 'End its silence', help: 'Asks once, then ends the silence that mutes the alert.',
    when: (state, context) => {
      const row = chosenRow(context, state);
      if (row !== undefined && silenceOf(row) === undefined) return 'nothing silences it';
      return row?.source.kind === 'portal' ? 'a portal has no way to end a silence before its time' : askable(state, context, 'expire');
    },
    run: begin('expire', 'alerts.confirm'),
  },
];

export const alertsCommands: readonly AlertsCommand[] = [...moves, ...views, ...paths, ...asks];
