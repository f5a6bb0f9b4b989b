import { definePanel } from '../../state/panel.ts';
import { timelineCommands } from './commands.ts';
import { revealMoment, updateTimeline } from './events.ts';
import { timelineLines } from './lines.ts';
import { timelinePrompts } from './prompts.ts';
import { selectTimeline } from './select.ts';
import { INITIAL } from './state.ts';

export const timelinePanel = definePanel({
  id: 'timeline',
  title: 'Timeline',
  init: INITIAL,
  update: updateTimeline,
  select: selectTimeline,
  lines: timelineLines,
  reveal: revealMoment,
  commands: timelineCommands,
  prompts: timelinePrompts,
});
