import { definePanel } from '../../state/panel.ts';
import { logsCommands } from './commands.ts';
import { updateLogs } from './events.ts';
import { logsLines } from './lines.ts';
import { logsPrompts } from './prompts.ts';
import { selectLogs } from './select.ts';
import { INITIAL } from './state.ts';

export const logsPanel = definePanel({
  id: 'logs',
  title: 'Logs',
  init: INITIAL,
  update: updateLogs,
  select: selectLogs,
  lines: logsLines,
  reveal: (state, row, context) => updateLogs(state, { type: 'at', cursor: row }, context),
  filterText: (state) => state.filter?.text,
  commands: logsCommands,
  prompts: logsPrompts,
});
