// The filter of the list of traces, in the language of all filters.
import { completions } from '../../model/filter/completions.ts';
import { parse } from '../../model/filter/parse.ts';
import type { PanelPrompt } from '../../state/panel.ts';
import type { TracesEvent } from './events.ts';
import { traceList } from './list.ts';
import { INITIAL, type ActiveFilter, type TracesState } from './state.ts';

const FIELDS: readonly string[] = ['service', 'name', 'duration', 'spans', 'errors', 'services'];

export const tracesPrompts: readonly PanelPrompt<TracesState, TracesEvent>[] = [
  {
    id: 'traces.filter',
    label: 'filter',
    check: (text, context) => {
      const parsed = parse(text);
      if (!parsed.ok) return { ok: false, message: parsed.message, at: parsed.at, length: parsed.length };
      if (parsed.filter === undefined) return { ok: true, note: 'service:api  errors  duration>1s  spans>100  name:checkout' };
      const found = traceList(context, { ...INITIAL, filter: { text, filter: parsed.filter } });
      return { ok: true, note: `${found.all ? '' : 'at least '}${found.rows.length} ${found.rows.length === 1 ? 'trace matches' : 'traces match'}.` };
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
    complete: (text, caret) => completions(text, caret, FIELDS),
  },
];

function activeFilter(text: string): ActiveFilter | undefined | 'broken' {
  const parsed = parse(text);
  if (!parsed.ok) return 'broken';
  return parsed.filter === undefined ? undefined : { text, filter: parsed.filter };
}
