// THE list of panels and screens: a new panel is a folder beside this file and one line here.
import { globalCommands, screenCommands } from '../state/commands/global.ts';
import { landmarkCommands } from '../state/commands/landmarks.ts';
import { playbackCommands } from '../state/commands/playback.ts';
import { shareCommand } from '../state/commands/share.ts';
import type { Command, CommandContext } from '../state/command.ts';
import { globalPrompts } from '../state/prompts.ts';
import { makeRegistry, type Registry, type Screen } from '../state/registry.ts';
import { alertsPanel } from './alerts/index.ts';
import { healthPanel } from './health/index.ts';
import { helpPanel } from './help/index.ts';
import { incidentsPanel } from './incidents/index.ts';
import { logsPanel } from './logs/index.ts';
import { metricsPanel } from './metrics/index.ts';
import { overviewPanel } from './overview/index.ts';
import { saveCommand } from './save/commands.ts';
import { savePanel } from './save/index.ts';
import { slosPanel } from './slos/index.ts';
import { sourcesPanel } from './sources/index.ts';
import { storyPanel } from './story/index.ts';
import { startPanel } from './start/index.ts';
import { timelinePanel } from './timeline/index.ts';
import { tracesPanel } from './traces/index.ts';

export const SCREENS: readonly Screen[] = [
  { id: 'overview', title: 'Overview', digit: '1', main: 'overview' },
  { id: 'logs', title: 'Logs', digit: '2', main: 'logs', aside: { panel: 'metrics', minColumns: 160, columns: 44 } },
  { id: 'metrics', title: 'Metrics', digit: '3', main: 'metrics' },
  { id: 'traces', title: 'Traces', digit: '4', main: 'traces' },
  { id: 'timeline', title: 'Timeline', digit: '5', main: 'timeline' },
  { id: 'alerts', title: 'Alerts', digit: '6', main: 'alerts' },
  { id: 'sources', title: 'Sources', digit: '7', main: 'sources' },
  { id: 'health', title: 'Health', digit: '8', main: 'health' },
  { id: 'slos', title: 'SLOs', digit: '9', main: 'slos' },
  { id: 'incidents', title: 'Incidents', digit: '0', main: 'incidents' },
  { id: 'save', title: 'Save', main: 'save' },
  { id: 'story', title: 'Story', key: 'I', main: 'story' },
  { id: 'help', title: 'Help', main: 'help' },
  { id: 'start', title: 'Start', main: 'start' },
];

/** What other screens know that belongs into a saved incident. */
function looked(context: CommandContext) {
  const { panels } = context.app;
  return { filter: logsPanel.filterText(panels['logs']), window: timelinePanel.window(panels['timeline'], context) };
}

/** Everything that can be shown and done, with the operator's own keys. */
export function buildRegistry(keys: Readonly<Record<string, readonly string[]>>): Registry {
  // The palette and help list all commands, themselves among them: they are given a way to ask, and ask when they are used.
  const commands = (): readonly Command[] => registry.commands;
  const panels = [overviewPanel, logsPanel, metricsPanel, tracesPanel, timelinePanel, alertsPanel, sourcesPanel, healthPanel, slosPanel, incidentsPanel, savePanel, storyPanel, startPanel];
  const order = [
    ...panels.map((panel) => ({ scope: `panel:${panel.id}`, title: panel.title })),
    { scope: 'global', title: 'Everywhere' },
  ];
  const registry: Registry = makeRegistry({
    panels: [...panels, helpPanel(commands, order)],
    screens: SCREENS,
    commands: [...playbackCommands, ...landmarkCommands, ...globalCommands, shareCommand((app) => logsPanel.filterText(app.panels['logs'])), saveCommand(looked), ...screenCommands(SCREENS)],
    prompts: globalPrompts(commands),
    keys,
  });
  return registry;
}
