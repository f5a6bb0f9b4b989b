// Alerts: which fire, which are muted, what is known of each, and what can be done about it.
import type { CommandContext } from '../../state/command.ts';
import { shift } from '../../lib/micros.ts';
import type { Cursor } from '../../model/session.ts';
import { definePanel } from '../../state/panel.ts';
import { alertsCommands } from './commands.ts';
import { alertsLines } from './lines.ts';
import { alertsPrompts } from './prompts.ts';
import { selectAlerts, type AlertsModel } from './select.ts';
import { INITIAL, updateAlerts, type AlertsEvent, type AlertsState } from './state.ts';

/** Any change of an alert stands for it. */
function reveal(state: AlertsState, row: Cursor, { session, frame }: CommandContext): AlertsState {
  const found = session.facts(frame, { kinds: ['alert'], span: { from: row.at, to: shift(row.at, 1) }, limit: 100, superseded: true }).find(({ seq }) => seq === row.seq);
  return found === undefined ? state : { ...state, chosen: { source: found.source, id: found.id }, open: true, scrolled: 0, filter: '', before: '' };
}

export const alertsPanel = definePanel<AlertsState, AlertsModel, AlertsEvent>({
  id: 'alerts', title: 'Alerts', init: INITIAL, update: updateAlerts, select: selectAlerts, lines: alertsLines, reveal, commands: alertsCommands, prompts: alertsPrompts,
});
