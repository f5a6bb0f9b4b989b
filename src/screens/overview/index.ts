// Overview: is it broken, where, since when? The alerts that fire, metric panels, volume of logs, newest errors. One cursor goes over
// alerts and errors alike.
import type { Cursor } from '../../model/session.ts';
import { definePanel } from '../../state/panel.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext, PanelContext, Size } from '../../state/command.ts';
import { alertStrip, stripLines, type AlertStrip } from '../alert-strip.ts';
import { overviewLines } from './lines.ts';
import { selectOverview, shownErrors, type OverviewModel } from './select.ts';

interface OverviewState {
  /** 0 is the newest error, below zero are the alerts above it, -1 the lowest one; before any move it is the first row of all. */
  readonly cursor: number | undefined;
}

type OverviewEvent = { readonly type: 'move'; readonly step: number };

interface WholeModel {
  readonly overview: OverviewModel;
  readonly strip: AlertStrip;
  readonly cursor: number;
}

/** What the alerts that fire leave of the screen. */
function below(size: Size, strip: AlertStrip): Size {
  return { columns: size.columns, rows: Math.max(1, size.rows - strip.rows) };
}

function cursorAt({ cursor }: OverviewState, { alerts }: AlertStrip, lastError: number): number {
  const first = 0 - alerts.length;
  return Math.max(first, Math.min(Math.max(0, lastError), cursor ?? first));
}

/** The row under the cursor, and the screen that shows it whole. */
function rowAt(state: OverviewState, context: CommandContext): AppEvent | undefined {
  const { strip, errors, cursor } = placed(state, context);
  const alert = strip.alerts[cursor + strip.alerts.length]?.alert;
  const row: Cursor | undefined = cursor < 0 ? alert : errors[cursor];
  return row === undefined ? undefined : { type: 'reveal', screen: cursor < 0 ? 'alerts' : 'logs', row: { at: row.at, seq: row.seq } };
}

function placed(state: OverviewState, context: CommandContext) {
  const strip = alertStrip(context, context.size.rows);
  const errors = shownErrors(context, below(context.size, strip));
  return { strip, errors, cursor: cursorAt(state, strip, errors.length - 1) };
}

function select(context: PanelContext, state: OverviewState, size: Size): WholeModel {
  const strip = alertStrip(context, size.rows);
  const overview = selectOverview(context, cursorAt(state, strip, Infinity), below(size, strip));
  return { strip, overview, cursor: overview.cursor };
}

export const overviewPanel = definePanel<OverviewState, WholeModel, OverviewEvent>({
  id: 'overview',
  title: 'Overview',
  init: { cursor: undefined },
  update: (state, event, context) => {
    const { strip, errors, cursor } = placed(state, context);
    return { cursor: cursorAt({ cursor: cursor + event.step }, strip, errors.length - 1) };
  },
  select,
  lines: ({ overview, strip, cursor }, size) => [...stripLines(strip, size.columns, cursor + strip.alerts.length), ...overviewLines(overview, below(size, strip))],
  commands: [
    { id: 'overview.down', keys: ['j', 'down'], title: 'Row below', help: 'Moves to the alert below, or to an older error.', run: (_s, _c, send) => [send({ type: 'move', step: 1 })] },
    { id: 'overview.up', keys: ['k', 'up'], title: 'Row above', help: 'Moves to a newer error, or to the alert above.', run: (_s, _c, send) => [send({ type: 'move', step: -1 })] },
    {
      id: 'overview.open', keys: ['enter'], title: 'Open the alert or the error', footer: 10, short: 'open',
      help: 'Shows the Alerts screen with this alert, or the Logs screen with the cursor on this error.',
      when: (state, context) => (rowAt(state, context) === undefined ? 'no alert fires and there is no error here' : true),
      run: (state, context) => [rowAt(state, context)].filter((event) => event !== undefined),
    },
  ],
});
