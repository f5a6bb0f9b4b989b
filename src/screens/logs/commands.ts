// Keys of the Logs panel.
import { count } from '../../lib/format.ts';
import type { Filter } from '../../model/filter/ast.ts';
import { exclude, include } from '../../model/filter/edit.ts';
import { print } from '../../model/filter/print.ts';
import type { LogRecord } from '../../model/signal.ts';
import type { CommandContext } from '../../state/command.ts';
import { goLive } from '../../state/commands/playback.ts';
import type { PanelCommand } from '../../state/panel.ts';
import { followOn, idsOf } from '../ids.ts';
import { rowsToCopy } from './copy-rows.ts';
import { detailFields, type DetailField } from './detail.ts';
import { cursorRow, type LogsEvent } from './events.ts';
import { find } from './find.ts';
import type { LogsState } from './state.ts';

type LogsCommand = PanelCommand<LogsState, LogsEvent>;

const ERRORS: Filter = { op: 'level', compare: '>=', level: 'error' };
const WARNINGS: Filter = { op: 'level', compare: '=', level: 'warn' };

function key(id: string, keys: readonly string[], title: string, help: string, event: LogsEvent, footer?: { at: number; word: string }): LogsCommand {
  const shown = footer === undefined ? {} : { footer: footer.at, short: footer.word };
  return { id: `logs.${id}`, keys, title, help, ...shown, run: (_state, _context, send) => [send(event)] };
}

const moves: readonly LogsCommand[] = [
  key('page-down', ['pgdn', 'ctrl+f'], 'Page down', 'Moves the cursor a page towards newer rows.', { type: 'move', rows: 'page' }),
  key('page-up', ['pgup', 'b'], 'Page up', 'Moves the cursor a page towards older rows.', { type: 'move', rows: 'page-back' }),
  key('half-down', ['ctrl+d'], 'Half a page down', 'Moves the cursor half a page towards newer rows.', { type: 'move', rows: 'half' }),
  key('half-up', ['ctrl+u'], 'Half a page up', 'Moves the cursor half a page towards older rows.', { type: 'move', rows: 'half-back' }),
  key('newest', ['end'], 'Go to the newest row', 'The list follows the newest row that is known where the playhead is.', { type: 'newest' }),
  {
    id: 'logs.live', keys: ['G'], title: 'Return to live',
    help: 'The list follows the newest row again, and so does everything else after a pause or a jump.',
    run: (_state, context, send) => [...(context.app.playhead.mode === 'follow' && context.app.time.end === 'head' ? [] : goLive()), send({ type: 'newest' })],
  },
  key('oldest', ['g', 'home'], 'Go to the oldest row', 'Goes to the first row of the session.', { type: 'oldest' }),
  key('mark', ['m'], 'Mark the row', 'Marks the row under the cursor, or takes its mark away.', { type: 'mark' }),
  key('next-mark', ['u'], 'Next mark', 'Goes to the next newer marked row.', { type: 'next-mark', direction: 1 }),
  key('previous-mark', ['U'], 'Previous mark', 'Goes to the next older marked row.', { type: 'next-mark', direction: -1 }),
  key('wrap', ['r'], 'Wrap long rows', 'Shows long messages on several lines, or cuts them again.', { type: 'wrap' }),
  key('around', ['C'], 'Show rows around matches', 'While a filter is on: shows 2, 5, 10 or no rows around each match.', { type: 'around' }),
  key('left', ['h', 'left'], 'Scroll the message left', 'Shows the message from further left.', { type: 'shift', cells: -20 }),
  key('right', ['l', 'right'], 'Scroll the message right', 'Shows the message from further right.', { type: 'shift', cells: 20 }),
];

function jump(id: string, chord: string, direction: 'older' | 'newer', filter: Filter, name: string): LogsCommand {
  return {
    id: `logs.${id}`,
    keys: [chord],
    title: `${direction === 'newer' ? 'Next' : 'Previous'} ${name}`,
    help: `Goes to the next ${direction} row of level ${name === 'error' ? 'error or fatal' : 'warn'}.`,
    run: (state, context, send) => find(state, context, filter, direction, name, send),
  };
}

const jumps: readonly LogsCommand[] = [
  { ...jump('next-error', 'e', 'newer', ERRORS, 'error'), footer: 30, short: 'errors' },
  jump('previous-error', 'E', 'older', ERRORS, 'error'),
  jump('next-warning', 'w', 'newer', WARNINGS, 'warning'),
  jump('previous-warning', 'W', 'older', WARNINGS, 'warning'),
];

/** Up and down move the field cursor while the detail is open, the row cursor otherwise. */
const steps: readonly LogsCommand[] = ([['down', ['j', 'down'], 1], ['up', ['k', 'up'], -1]] as const).map(([id, keys, step]) => ({
  id: `logs.${id}`,
  keys,
  title: step > 0 ? 'Down' : 'Up',
  help: step > 0 ? 'Moves the cursor to the next row, or to the next field of the detail.' : 'Moves the cursor to the row before, or to the field before.',
  run: (state, _context, send) => [send(state.detail ? { type: 'field', step } : { type: 'move', rows: step })],
}));

const prompts: readonly LogsCommand[] = [
  {
    id: 'logs.search', keys: ['/'], title: 'Search', short: 'search', footer: 10,
    help: 'Looks for text and marks it; hides nothing. n and N go from hit to hit.',
    run: (state) => [{ type: 'prompt', open: 'logs.search', text: state.search?.text ?? '' }],
  },
  {
    id: 'logs.filter', keys: ['f', '&'], title: 'Filter rows', short: 'filter', footer: 20,
    help: 'Shows only rows that match: level>=warn service:api -path:/health "conn reset" msg~/time.?out/.',
    run: (state) => [{ type: 'prompt', open: 'logs.filter', text: state.filter?.text ?? '' }],
  },
  {
    id: 'logs.columns', keys: ['c'], title: 'Choose columns',
    help: 'Names the fields shown as columns: service node http.status.',
    run: (state) => [{ type: 'prompt', open: 'logs.columns', text: state.columns.join(' ') }],
  },
];

const hits: readonly LogsCommand[] = ([['next-hit', 'n', 'newer'], ['previous-hit', 'N', 'older']] as const).map(([id, chord, direction]) => ({
  id: `logs.${id}`,
  keys: [chord],
  title: direction === 'newer' ? 'Next hit' : 'Previous hit',
  help: direction === 'newer' ? 'Goes to the next newer row that the search found.' : 'Goes to the next older row that the search found.',
  when: (state) => (state.search === undefined ? 'nothing is being searched; / searches' : true),
  run: (state, context, send) => (state.search === undefined ? [] : find(state, context, state.search.filter, direction, 'hit', send)),
}));

const details: readonly LogsCommand[] = [
  {
    id: 'logs.detail', keys: ['enter'], title: 'Show or hide the detail', short: 'detail', footer: 40,
    help: 'Opens the row under the cursor with every field, or closes it.',
    run: (state, _context, send) => [send({ type: 'detail', open: !state.detail })],
  },
  ...([['include', ['+', '='], include], ['exclude', ['-'], exclude]] as const).map(
    ([id, keys, build]): LogsCommand => ({
      id: `logs.${id}`, keys,
      title: id === 'include' ? 'Show only this value' : 'Hide this value',
      help: `Adds the value under the cursor to the filter, ${id === 'include' ? 'to see only rows that have it' : 'to hide rows that have it'}.`,
      when: (state, context) => (chosenField(state, context)?.filterValue === undefined ? 'open a row with Enter and choose a field' : true),
      run: (state, context, send) => {
        const field = chosenField(state, context);
        if (field?.filterValue === undefined) return [];
        const filter = build(state.filter?.filter, field.name, field.filterValue);
        return [send({ type: 'filter', filter: { text: print(filter), filter }, preview: false })];
      },
    }),
  ),
  {
    id: 'logs.follow', keys: ['o'], title: 'Follow the trace', short: 'follow trace', footer: 35,
    help: 'Opens the trace that the row under the cursor belongs to, at its span.',
    when: (state, context) => ((recordAt(state, context)?.traceId ?? '') === '' ? 'this row names no trace' : true),
    run: (state, context) => {
      const record = recordAt(state, context);
      return record === undefined ? [] : [{ type: 'reveal', screen: 'traces', row: { at: record.at, seq: record.seq } }];
    },
  },
  {
    id: 'logs.follow-id', keys: ['F'], title: 'Follow an id on the timeline',
    help: 'Chooses an id of the row under the cursor, or where it comes from, and shows what else carries it on the timeline.',
    run: (state, context) => {
      const record = recordAt(state, context);
      return record === undefined ? [{ type: 'toast', text: 'There is no row to follow.', tone: 'warn' }] : [{ type: 'time', time: { cursor: record.at } }, ...followOn(idsOf(record))];
    },
  },
  {
    id: 'logs.copy', keys: ['y'], title: 'Copy the row',
    help: 'Copies the message of the row under the cursor to the clipboard (OSC 52).',
    run: (state, context) => {
      const record = recordAt(state, context);
      if (record === undefined) return [{ type: 'toast', text: 'There is no row to copy.', tone: 'warn' }];
      return [{ type: 'effect', effect: { kind: 'copy', text: record.message } }, { type: 'toast', text: 'Copied (OSC 52).', tone: 'good' }];
    },
  },
  {
    id: 'logs.copy-rows', keys: ['ctrl+y'], title: 'Copy the marked rows, or the page',
    help: 'Copies every marked row, or all rows on the screen where none is marked, one line each with time, level, service, message and fields.',
    run: (state, context) => {
      const rows = rowsToCopy(state, context);
      if (rows.length === 0) return [{ type: 'toast', text: 'There is no row to copy.', tone: 'warn' }];
      const what = `${count(rows.length)} ${state.marks.length > 0 ? 'marked ' : ''}${rows.length === 1 ? 'row' : 'rows'}`;
      return [{ type: 'effect', effect: { kind: 'copy', text: rows } }, { type: 'toast', text: `Copied ${what} (OSC 52).`, tone: 'good' }];
    },
  },
  {
    id: 'logs.clear', keys: ['esc'], title: 'Close the detail, the search, the filter',
    help: 'One thing a press: closes the detail, then clears the search, then the filter.',
    when: (state) => (state.detail || state.search !== undefined || state.filter !== undefined ? true : 'there is nothing to close or clear'),
    run: (state, _context, send) => {
      if (state.detail) return [send({ type: 'detail', open: false })];
      if (state.search !== undefined) return [send({ type: 'search', search: undefined })];
      return [send({ type: 'filter', filter: undefined, preview: false })];
    },
  },
];

function recordAt(state: LogsState, context: CommandContext): LogRecord | undefined {
  const row = cursorRow(state, context);
  return row === undefined ? undefined : context.session.log(context.frame, row.seq);
}

function chosenField(state: LogsState, context: CommandContext): DetailField | undefined {
  if (!state.detail) return undefined;
  const record = recordAt(state, context);
  return record === undefined ? undefined : detailFields(record, context.zone)[state.field];
}

export const logsCommands: readonly LogsCommand[] = [...steps, ...moves, ...jumps, ...prompts, ...hits, ...details];
