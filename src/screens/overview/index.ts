// Overview: is it broken, where, since when? The alerts that fire, metric panels, volume of logs, newest errors.
import type { LogRecord } from '../../model/signal.ts';
import { definePanel } from '../../state/panel.ts';
import type { CommandContext, Size } from '../../state/command.ts';
import { alertRows, type AlertRow } from '../alert-rows.ts';
import { stripLines, stripRows } from '../alert-strip.ts';
import { overviewLines } from './lines.ts';
import { selectOverview, shownErrors, type OverviewModel, type OverviewState } from './select.ts';

type OverviewEvent = { readonly type: 'move'; readonly step: number };

interface WholeModel {
  readonly overview: OverviewModel;
  readonly alerts: readonly AlertRow[];
  readonly now: number;
}

/** What the alerts that fire leave of the screen. */
function below(size: Size, alerts: readonly AlertRow[]): Size {
  return { columns: size.columns, rows: Math.max(1, size.rows - stripRows(alerts, size.rows)) };
}

/** The error that is seen under the cursor. */
function errorAt(state: OverviewState, context: CommandContext): LogRecord | undefined {
  const errors = shownErrors(context, below(context.size, alertRows(context)));
  return errors[Math.min(state.cursor, errors.length - 1)];
}

export const overviewPanel = definePanel<OverviewState, WholeModel, OverviewEvent>({
  id: 'overview',
  title: 'Overview',
  init: { cursor: 0 },
  update: (state, event, context) => {
    const last = Math.max(0, shownErrors(context, below(context.size, alertRows(context))).length - 1);
    return { cursor: Math.max(0, Math.min(last, Math.min(last, state.cursor) + event.step)) };
  },
  select: (context, state, size) => {
    const alerts = alertRows(context);
    return { overview: selectOverview(context, state, below(size, alerts)), alerts, now: context.frame.head.learned };
  },
  lines: ({ overview, alerts, now }, size) => [...stripLines(alerts, size.columns, size.rows, now), ...overviewLines(overview, below(size, alerts))],
  commands: [
    { id: 'overview.down', keys: ['j', 'down'], title: 'Older error in the list', help: 'Moves to the error below, an older one.', run: (_s, _c, send) => [send({ type: 'move', step: 1 })] },
    { id: 'overview.up', keys: ['k', 'up'], title: 'Newer error in the list', help: 'Moves to the error above, a newer one.', run: (_s, _c, send) => [send({ type: 'move', step: -1 })] },
    {
      id: 'overview.open', keys: ['enter'], title: 'Open the error in the logs', footer: 10, short: 'open in logs',
      help: 'Shows the Logs screen with the cursor on this error.',
      when: (state, context) => (errorAt(state, context) === undefined ? 'there is no error here' : true),
      run: (state, context) => {
        const record = errorAt(state, context);
        return record === undefined ? [] : [{ type: 'reveal', screen: 'logs', row: { at: record.at, seq: record.seq } }];
      },
    },
  ],
});
