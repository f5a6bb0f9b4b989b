// Log rows as lines of text to be pasted: all that tells one row from another, its time in UTC so that it means the same to everybody.
import { toRfc3339 } from '../../lib/micros.ts';
import { withoutColours } from '../../lib/text.ts';
import type { LogRecord } from '../../model/signal.ts';
import type { CommandContext } from '../../state/command.ts';
import { inlineFields } from '../record-text.ts';
import { listHeight } from './layout.ts';
import type { LogsState } from './state.ts';
import { listWindow } from './window.ts';

/** Marks beyond this are not copied: no terminal takes so much. */
const MOST_ROWS = 1_000;

/** The marked rows that are known at the frame, in their order; the rows on the screen where none is marked. */
export function rowsToCopy(state: LogsState, context: CommandContext): readonly string[] {
  const marked = state.marks.slice(0, MOST_ROWS).flatMap(({ seq }) => context.session.log(context.frame, seq) ?? []);
  const shown = (): readonly LogRecord[] => listWindow(context, state, listHeight(state, context.size)).rows.flatMap((row) => (row.kind === 'log' ? [row.record] : []));
  return (state.marks.length > 0 ? marked : shown()).map(rowLine);
}

function rowLine(record: LogRecord): string {
  const { at, level, service, node, message, traceId } = record;
  const place = [service, node].filter((name) => name !== undefined).join('/');
  const trace = traceId === undefined ? '' : `  trace_id=${traceId}`;
  return [toRfc3339(at), level.toUpperCase(), ...(place === '' ? [] : [place]), `${withoutColours(message)}${inlineFields(record)}${trace}`].join(' ');
}
