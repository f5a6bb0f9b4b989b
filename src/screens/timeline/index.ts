import { definePanel } from '../../state/panel.ts';
import { timelineCommands } from './commands.ts';
import { revealMoment, updateTimeline } from './events.ts';
import { timelineLines } from './lines.ts';
import { windowFor } from './load.ts';
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
  window: (state, context) => windowFor(context, state).around.window,
  commands: timelineCommands,
  prompts: timelinePrompts,
});
