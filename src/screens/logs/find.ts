// The next row that a filter matches beyond the cursor: a hit, an error, a warning. Where there is none, that is said.
import { clockTime, count } from '../../lib/format.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { Page } from '../../model/session.ts';
import type { LogRecord } from '../../model/signal.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import type { Send } from '../../state/panel.ts';
import { cursorRow, type LogsEvent } from './events.ts';
import type { LogsState } from './state.ts';

type Direction = 'older' | 'newer';

/** Rows looked at by one key press. */
const MOST_LOOKED_AT = 100_000;

/** `name` is what is looked for, in words: "error". */
export function find(state: LogsState, context: CommandContext, filter: Filter, direction: Direction, name: string, send: Send<LogsEvent>): readonly AppEvent[] {
  const page = look(state, context, filter, direction, false);
  return goTo(page, send) ?? notFound(page, `No ${direction} ${name}`, 'Press again to look', context, send);
}

/** For a search that begins: the row under the cursor counts, then the older ones, then the newer ones. */
export function findFirst(state: LogsState, context: CommandContext, filter: Filter, text: string, send: Send<LogsEvent>): readonly AppEvent[] {
  const older = look(state, context, filter, 'older', true);
  return goTo(older, send) ?? goTo(look(state, context, filter, 'newer', false), send) ?? notFound(older, `No row has ${text}`, 'N looks', context, send);
}

function look(state: LogsState, context: CommandContext, filter: Filter, direction: Direction, inclusive: boolean): Page<LogRecord> {
  const both: Filter = state.filter === undefined ? filter : { op: 'and', terms: [state.filter.filter, filter] };
  const from = cursorRow(state, context);
  return context.session.logs(context.frame, { filter: both, from, inclusive, direction, limit: 1, budget: MOST_LOOKED_AT });
}

function goTo({ rows: [hit] }: Page<LogRecord>, send: Send<LogsEvent>): readonly AppEvent[] | undefined {
  return hit === undefined ? undefined : [send({ type: 'at', cursor: { at: hit.at, seq: hit.seq } })];
}

/** Where the budget ended, the cursor goes as far as was looked, so that the same key looks on from there. */
function notFound({ complete, reached }: Page<LogRecord>, words: string, again: string, context: CommandContext, send: Send<LogsEvent>): readonly AppEvent[] {
  if (complete || reached === undefined) return [{ type: 'toast', text: `${words}.`, tone: 'plain' }];
  const text = `${words} up to ${clockTime(reached.at, context.zone, 'seconds')}, ${count(MOST_LOOKED_AT)} rows on. ${again} further.`;
  return [send({ type: 'at', cursor: reached }), { type: 'toast', text, tone: 'warn' }];
}
