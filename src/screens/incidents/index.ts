// Incidents: the library of saved files and recordings, and everything that can be done with one.
import { definePanel } from '../../state/panel.ts';
import { incidentsCommands } from './commands.ts';
import { incidentsLines } from './lines.ts';
import { incidentsPrompts } from './prompts.ts';
import { selectIncidents, type IncidentsModel } from './select.ts';
import { INITIAL, updateIncidents, type IncidentsEvent, type IncidentsState } from './state.ts';

export const incidentsPanel = definePanel<IncidentsState, IncidentsModel, IncidentsEvent>({
  id: 'incidents', title: 'Incidents', init: INITIAL, update: updateIncidents, select: selectIncidents, lines: incidentsLines, commands: incidentsCommands, prompts: incidentsPrompts,
});
