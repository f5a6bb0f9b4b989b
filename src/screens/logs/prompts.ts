// The prompts of the Logs panel: filter with live preview, search, columns.
import { clockTime, count } from '../../lib/format.ts';
import type { Filter } from '../../model/filter/ast.ts';
import { completions } from '../../model/filter/completions.ts';
import { parse } from '../../model/filter/parse.ts';
import type { CommandContext, PromptCheck } from '../../state/command.ts';
import type { PanelPrompt } from '../../state/panel.ts';
import type { LogsEvent } from './events.ts';
import { findFirst } from './find.ts';
import type { ActiveFilter, LogsState } from './state.ts';

type LogsPrompt = PanelPrompt<LogsState, LogsEvent>;

/** Rows that the live count looks at; it says so. */
const COUNTED = 5_000;

const filterPrompt: LogsPrompt = {
  id: 'logs.filter',
  label: 'filter',
  check: (text, context) => {
    const parsed = parse(text);
    if (!parsed.ok) return { ok: false, message: parsed.message, at: parsed.at, length: parsed.length };
    return parsed.filter === undefined ? { ok: true, note: 'Enter with an empty line clears the filter.' } : liveCount(parsed.filter, context);
  },
  change: (text, _state, _context, send) => {
    const filter = activeFilter(text);
    return filter === 'broken' ? [] : [send({ type: 'filter', filter, preview: true })];
  },
  cancel: (_state, _context, send) => [send({ type: 'restore' })],
  submit: (text, _state, _context, send) => {
    const filter = activeFilter(text);
    return filter === 'broken' ? [] : [send({ type: 'filter', filter, preview: false })];
  },
  complete: (text, caret, context) => completions(text, caret, fieldNames(context)),
};

const searchPrompt: LogsPrompt = {
  id: 'logs.search',
  label: 'search',
  check: (text) => (text.startsWith('/') ? parsedCheck(`msg~${text}`) : { ok: true, note: 'Text in any case, or /a regular expression/. Hides nothing.' }),
  submit: (text, state, context, send) => {
    if (text === '') return [send({ type: 'search', search: undefined })];
    const filter = searchFilter(text);
    if (filter === undefined) return [];
    return [send({ type: 'search', search: { text, filter } }), ...findFirst(state, context, filter, text, send)];
  },
};

const columnsPrompt: LogsPrompt = {
  id: 'logs.columns',
  label: 'columns',
  check: () => ({ ok: true, note: 'Names of fields, a space between: service node http.status' }),
  submit: (text, _state, _context, send) => [send({ type: 'columns', columns: text.split(/\s+/u).filter((name) => name !== '').slice(0, 8) })],
};

export const logsPrompts: readonly LogsPrompt[] = [filterPrompt, searchPrompt, columnsPrompt];

function activeFilter(text: string): ActiveFilter | undefined | 'broken' {
  const parsed = parse(text);
  if (!parsed.ok) return 'broken';
  return parsed.filter === undefined ? undefined : { text, filter: parsed.filter };
}

function searchFilter(text: string): Filter | undefined {
  if (!text.startsWith('/')) return { op: 'text', text };
  const parsed = parse(`msg~${text}`);
  return parsed.ok ? parsed.filter : undefined;
}

function parsedCheck(text: string): PromptCheck {
  const parsed = parse(text);
  return parsed.ok ? { ok: true } : { ok: false, message: parsed.message };
}

function liveCount(filter: Filter, context: CommandContext): PromptCheck {
  const { session, frame } = context;
  const page = session.logs(frame, { filter, direction: 'older', limit: 500, budget: COUNTED });
  const back = page.reached === undefined ? '' : `, back to ${clockTime(page.reached.at, context.zone, 'seconds')}`;
  const more = page.rows.length >= 500 ? 'at least ' : '';
  return { ok: true, note: `${more}${count(page.rows.length)} of the rows looked at match${back}.` };
}

/** Fields that the newest rows have: what Tab offers. */
function fieldNames(context: CommandContext): readonly string[] {
  const rows = context.session.logs(context.frame, { direction: 'older', limit: 50 }).rows;
  return [...new Set(rows.flatMap((row) => Object.keys(row.attributes ?? {})))];
}
