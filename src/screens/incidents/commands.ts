// Keys of the Incidents panel.
import { shellWord } from '../../lib/shell.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import type { PanelCommand, Send } from '../../state/panel.ts';
import { endsRecording } from '../../state/recordable.ts';
import type { IncidentEntry } from '../../model/incident.ts';
import { ask, askable, deletable, fileOnly, idle, openable, recoverable, reportable } from './asking.ts';
import { chosenEntry, cursorIn, shownRows } from './select.ts';
import type { IncidentsEvent, IncidentsState } from './state.ts';

type IncidentsCommand = PanelCommand<IncidentsState, IncidentsEvent>;
type Move = (index: number, length: number, page: number) => number;

const moves: readonly IncidentsCommand[] = (
  [
    ['down', ['j', 'down'], 'Next incident', 'below', (index) => index + 1],
    ['up', ['k', 'up'], 'Incident before', 'above', (index) => index - 1],
    ['page-down', ['pgdn', 'ctrl+f'], 'Page down', 'a page below', (index, _, page) => index + page],
    ['page-up', ['pgup'], 'Page up', 'a page above', (index, _, page) => index - page],
    ['first', ['g', 'home'], 'Go to the first incident', 'at the top', () => 0],
    ['last', ['G', 'end'], 'Go to the last incident', 'at the bottom', (_, length) => length - 1],
  ] as const satisfies readonly (readonly [string, readonly string[], string, string, Move])[]
).map(([id, keys, title, where, move]) => ({
  id: `incidents.${id}`, keys, title, help: `Moves the cursor to the incident ${where}.`,
  run: (state, { size }, send) => {
    const rows = shownRows(state);
    const next = rows[Math.max(0, Math.min(rows.length - 1, move(cursorIn(rows, state), rows.length, Math.max(1, size.rows >> 1))))];
    return next === undefined ? [] : [send({ type: 'choose', path: next.path })];
  },
}));

/** A command about the entry under the cursor, which stays the one that is meant. */
function about(act: (entry: IncidentEntry, send: Send<IncidentsEvent>, context: CommandContext) => readonly AppEvent[]): IncidentsCommand['run'] {
  return (state, context, send) => {
    const entry = chosenEntry(state);
    return entry === undefined ? [] : [send({ type: 'choose', path: entry.path }), send({ type: 'about', path: entry.path }), ...act(entry, send, context)];
  };
}

const views: readonly IncidentsCommand[] = [
  {
    id: 'incidents.open', keys: ['enter', 'o'], title: 'Open the incident', short: 'open', footer: 10,
    help: 'Replays the file under the cursor; while something is recorded here it says the command for another terminal.',
    when: (state, { app }) => askable(state, app, openable),
    run: about((entry, _send, { session }) => {
      if (!endsRecording(session.info())) return [{ type: 'effect', effect: { kind: 'launch', what: 'replay', argument: entry.path } }];
      const word = shellWord(entry.id) ?? 'FILE';
      return [{ type: 'toast', text: `Opening it here would end the recording. In another terminal: obs-tui replay ${word}`, tone: 'warn' }];
    }),
  },
  {
    id: 'incidents.filter', keys: ['/', 'f', '&'], title: 'Search the incidents', short: 'search', footer: 12,
    help: 'Shows only incidents that have these words in their title, id, severity or state.',
    run: (state) => [{ type: 'prompt', open: 'incidents.filter', text: state.filter }],
  },
  {
    id: 'incidents.refresh', keys: ['R'], title: 'Read the library again',
    help: 'Lists what lies in the library and among the recordings now.',
    run: () => [{ type: 'effect', effect: { kind: 'incident', request: { type: 'list' } } }],
  },
  {
    id: 'incidents.stop', keys: ['esc', 'x'], title: 'Stop, dismiss, clear the search',
    help: 'One thing a press: stops what is being done, dismisses what was said, clears the search.',
    when: ({ running, outcome, filter }) => ((running !== undefined && !running.stopping) || outcome !== undefined || filter !== '' ? true : 'there is nothing to stop or clear'),
    run: ({ running, outcome }, _context, send) => {
      if (running !== undefined && !running.stopping) return [send({ type: 'stop' }), { type: 'effect', effect: { kind: 'incident', request: { type: 'cancel' } } }];
      return [outcome === undefined ? send({ type: 'filter', text: '', preview: false }) : send({ type: 'dismiss' })];
    },
  },
];

const requests: readonly IncidentsCommand[] = [
  {
    id: 'incidents.recover', keys: ['c'], title: 'Recover the unfinished recording', short: 'recover', footer: 8,
    help: 'Makes one whole file of a recording whose program ended before closing it; every acknowledged row is kept.',
    when: (state, { app }) => askable(state, app, recoverable),
    run: about(({ id, title }, send) => ask({ type: 'recover', id }, `Recovering ${title}`, send)),
  },
  {
    id: 'incidents.verify', keys: ['V'], title: 'Verify the seal', short: 'verify', footer: 14,
    help: 'Reads every line of the file and checks them against its seal.',
    when: (state, { app }) => askable(state, app, fileOnly),
    run: about(({ id, title }, send) => ask({ type: 'verify', id }, `Verifying ${title}`, send)),
  },
  {
    id: 'incidents.report', keys: ['w'], title: 'Write a report', short: 'report', footer: 16,
    help: 'Asks for a format, then writes the report of the incident beside its file.',
    when: (state, { app }) => askable(state, app, reportable),
    run: about(() => [{ type: 'prompt', open: 'incidents.report', text: '' }]),
  },
  {
    id: 'incidents.export', keys: ['e'], title: 'Export the file', short: 'export', footer: 18,
    help: 'Asks for a path, then copies the file there as it is; nothing is written over.',
    when: (state, { app }) => askable(state, app, fileOnly),
    run: about(({ id }) => [{ type: 'prompt', open: 'incidents.export', text: `${id}.obsx` }]),
  },
  {
    id: 'incidents.import', keys: ['i'], title: 'Import a file', short: 'import', footer: 20,
    help: 'Asks for the path of an incident file; it enters the library only when its seal holds.',
    when: (state, { app }) => idle(state, app),
    run: () => [{ type: 'prompt', open: 'incidents.import', text: '' }],
  },
  {
    id: 'incidents.rename', keys: ['r'], title: 'Rename the incident', short: 'rename', footer: 22,
    help: 'Gives it another title in this library; the sealed file keeps its own.',
    when: (state, { app }) => askable(state, app, fileOnly),
    run: about(({ title }) => [{ type: 'prompt', open: 'incidents.rename', text: title }]),
  },
  {
    id: 'incidents.delete', keys: ['D'], title: 'Delete the incident', short: 'delete', footer: 24,
    help: 'Asks for the first word of its title, or the word delete, then deletes the file for good.',
    when: (state, { app }) => askable(state, app, deletable),
    run: about(() => [{ type: 'prompt', open: 'incidents.delete', text: '' }]),
  },
];

export const incidentsCommands: readonly IncidentsCommand[] = [...moves, ...views, ...requests];
