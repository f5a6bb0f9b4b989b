// The one place that knows how the Logs screen is told what to show: its filter, and the row to stand on.
import { include } from '../../model/filter/edit.ts';
import { print } from '../../model/filter/print.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';

/** Shows the logs of a trace, the cursor on the first one of the span where it has any; with `alone` those of the span only. */
export function logsOfSpan(context: CommandContext, traceId: string, spanId: string | undefined, alone: boolean): readonly AppEvent[] {
  const ofTrace = include(undefined, 'trace_id', traceId);
  const ofSpan = spanId === undefined ? ofTrace : include(ofTrace, 'span_id', spanId);
  const first = (filter: Filter) => context.session.logs(context.frame, { filter, direction: 'newer', limit: 1 }).rows[0];
  const row = first(ofSpan) ?? (alone ? undefined : first(ofTrace));
  if (row === undefined) return [{ type: 'toast', text: `No log names this ${alone ? 'span' : 'trace'} up to this moment.`, tone: 'warn' }];
  const filter = alone ? ofSpan : ofTrace;
  return [
    { type: 'panel', panel: 'logs', event: { type: 'filter', filter: { text: print(filter), filter }, preview: false } },
    { type: 'reveal', screen: 'logs', row: { at: row.at, seq: row.seq } },
  ];
}
