import { definePanel } from '../../state/panel.ts';
import type { CommandContext } from '../../state/command.ts';
import { overviewLines } from './lines.ts';
import { ERRORS_FILTER, selectOverview, type OverviewModel, type OverviewState } from './select.ts';

type OverviewEvent = { readonly type: 'move'; readonly step: number };

const MOST_ERRORS = 100;

function errorAt(state: OverviewState, context: CommandContext) {
  return context.session.logs(context.frame, { filter: ERRORS_FILTER, direction: 'older', limit: state.cursor + 1, budget: 20_000 }).rows[state.cursor];
}

export const overviewPanel = definePanel<OverviewState, OverviewModel, OverviewEvent>({
  id: 'overview',
  title: 'Overview',
  init: { cursor: 0 },
  update: (state, event) => ({ cursor: Math.max(0, Math.min(MOST_ERRORS, state.cursor + event.step)) }),
  select: selectOverview,
  lines: overviewLines,
  commands: [
    { id: 'overview.down', keys: ['j', 'down'], title: 'Next error', help: 'Moves to the error below.', run: (_s, _c, send) => [send({ type: 'move', step: 1 })] },
    { id: 'overview.up', keys: ['k', 'up'], title: 'Error before', help: 'Moves to the error above.', run: (_s, _c, send) => [send({ type: 'move', step: -1 })] },
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
