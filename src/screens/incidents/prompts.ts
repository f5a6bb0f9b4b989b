// What is asked before something is done with a file of the library: a title, a path, a format, a word that confirms.
import { bytes } from '../../lib/format.ts';
import type { IncidentEntry, IncidentRequest, ReportFormat } from '../../model/incident.ts';
import type { PromptCheck, PromptOption } from '../../state/command.ts';
import type { PanelPrompt } from '../../state/panel.ts';
import { ask } from './asking.ts';
import { askedEntry, shownRows } from './select.ts';
import type { IncidentsEvent, IncidentsState } from './state.ts';

type IncidentsPrompt = PanelPrompt<IncidentsState, IncidentsEvent>;

/** As much as the notes beside a file hold. */
const MOST_TITLE = 200;
const GONE: PromptCheck = { ok: false, message: 'The incident is gone.' };

interface Question {
  readonly id: string;
  readonly label: string;
  readonly check: (text: string, entry: IncidentEntry) => PromptCheck;
  readonly request: (text: string, entry: IncidentEntry) => IncidentRequest;
  readonly what: (entry: IncidentEntry) => string;
}

/** A question about the entry that was under the cursor when it was asked. */
function question({ id, label, check, request, what }: Question): IncidentsPrompt {
  return {
    id, label,
    check: (text, _context, state) => {
      const entry = askedEntry(state);
      return entry === undefined ? GONE : check(text.trim(), entry);
    },
    submit: (text, state, _context, send) => {
      const entry = askedEntry(state);
      return entry === undefined ? [] : ask(request(text.trim(), entry), what(entry), send);
    },
  };
}

const rename = question({
  id: 'incidents.rename', label: 'title',
  check: (text) => {
    if (text === '') return { ok: false, message: 'Write a title, or Esc.' };
    return text.length > MOST_TITLE ? { ok: false, message: `At most ${MOST_TITLE} characters.` } : { ok: true, note: 'In this library only: the file keeps the title it was sealed with.' };
  },
  request: (title, { id }) => ({ type: 'rename', id, title }),
  what: ({ title }) => `Renaming ${title}`,
});

const exported = question({
  id: 'incidents.export', label: 'to file',
  check: (text) => (text === '' ? { ok: false, message: 'Write a path, or Esc.' } : { ok: true, note: 'Copies the file as it is; never over another one.' }),
  request: (path, { id }) => ({ type: 'export', id, path }),
  what: ({ title }) => `Exporting ${title}`,
});

const removed = question({
  id: 'incidents.delete', label: 'delete?',
  check: (text, entry) => {
    const word = firstWord(entry.title);
    const note = `Deletes "${entry.title}", ${bytes(entry.bytes)}, and what was noted beside it. Nothing brings it back. Type "${word}" or "delete".`;
    const typed = text.toLowerCase();
    return typed === 'delete' || (typed !== '' && typed === word.toLowerCase()) ? { ok: true, note } : { ok: false, note, message: 'Only that word deletes it; Esc leaves everything as it is.' };
  },
  request: (_text, { id }) => ({ type: 'delete', id }),
  what: ({ title }) => `Deleting ${title}`,
});

function firstWord(title: string): string {
  const [word = ''] = title.trim().split(/\s+/);
  return word === '' ? 'delete' : word;
}

const imported: IncidentsPrompt = {
  id: 'incidents.import', label: 'import file',
  check: (text) => (text.trim() === '' ? { ok: false, message: 'Write the path of an incident file, or Esc.' } : { ok: true, note: 'It enters the library only when every line of it is as it was sealed.' }),
  submit: (text, _state, _context, send) => ask({ type: 'import', path: text.trim() }, `Importing ${text.trim()}`, send),
};

const FORMATS: readonly (readonly [format: ReportFormat, what: string])[] = [
  ['md', 'Markdown, to read and to paste'],
  ['html', 'one HTML file with charts, to send and to print'],
  ['json', 'JSON, for programs'],
  ['csv', 'CSV, a row for each event'],
  ['cef', 'CEF lines, for a SIEM'],
  ['receipts', 'receipts of the observability layer, with their root'],
];

const report: IncidentsPrompt = {
  id: 'incidents.report', label: 'format',
  check: (text) => ({ ok: false, message: `No format is called "${text}".` }),
  submit: () => [],
  options: (text, state, _context, send): readonly PromptOption[] => {
    const entry = askedEntry(state);
    if (entry === undefined) return [];
    const { id, title } = entry;
    return FORMATS.filter(([format]) => format.startsWith(text.trim().toLowerCase())).map(([format, detail]) => ({
      title: format, detail, events: ask({ type: 'report', id, format }, `Writing the ${format} report of ${title}`, send),
    }));
  },
};

const filter: IncidentsPrompt = {
  id: 'incidents.filter', label: 'search',
  check: (text, _context, { entries }) => ({ ok: true, note: `${shownRows({ entries, filter: text }).length} incidents` }),
  change: (text, _state, _context, send) => [send({ type: 'filter', text, preview: true })],
  submit: (text, _state, _context, send) => [send({ type: 'filter', text: text.trim(), preview: false })],
  cancel: (state, _context, send) => [send({ type: 'filter', text: state.before, preview: false })],
};

export const incidentsPrompts: readonly IncidentsPrompt[] = [rename, exported, removed, imported, report, filter];
