// Which metric panel is under the cursor, whether it fills the screen, and the keys for both.
import { MINUTE, shift } from '../../lib/micros.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import type { PanelCommand } from '../../state/panel.ts';
import { gridColumns } from '../grid.ts';

export interface MetricsState {
  readonly cursor: number;
  readonly full: boolean;
}

export type MetricsEvent = { readonly type: 'move'; readonly step: number } | { readonly type: 'show'; readonly panel: string } | { readonly type: 'full'; readonly full: boolean };

export function updateMetrics(state: MetricsState, event: MetricsEvent, context: CommandContext): MetricsState {
  if (event.type === 'full') return { ...state, full: event.full };
  const panels = context.session.panels(context.frame);
  if (event.type === 'show') {
    const found = panels.findIndex(({ id }) => id === event.panel);
    return found < 0 ? state : { cursor: found, full: true };
  }
  const last = Math.max(0, panels.length - 1);
  return { ...state, cursor: Math.max(0, Math.min(last, state.cursor + event.step)) };
}

export function metricsCommands(leastCell: number): readonly PanelCommand<MetricsState, MetricsEvent>[] {
  const across = (state: MetricsState, context: CommandContext): number => (state.full ? 1 : gridColumns(context.size.columns, leastCell));
  return [
    { id: 'metrics.down', keys: ['j', 'down'], title: 'Panel below', help: 'Moves to the panel below.', run: (s, c, send) => [send({ type: 'move', step: across(s, c) })] },
    { id: 'metrics.up', keys: ['k', 'up'], title: 'Panel above', help: 'Moves to the panel above.', run: (s, c, send) => [send({ type: 'move', step: -across(s, c) })] },
    {
      id: 'metrics.right', keys: ['l', 'right'], title: 'Next panel, or cursor right', footer: 20, short: 'right',
      help: 'Moves to the next panel; on a chart moves the time cursor right.',
      run: (s, c, send) => (s.full ? moveCursor(c, 1) : [send({ type: 'move', step: 1 })]),
    },
    {
      id: 'metrics.left', keys: ['h', 'left'], title: 'Panel before, or cursor left',
      help: 'Moves to the panel before; on a chart moves the time cursor left.',
      run: (s, c, send) => (s.full ? moveCursor(c, -1) : [send({ type: 'move', step: -1 })]),
    },
    {
      id: 'metrics.full', keys: ['enter'], title: 'Show as a chart', footer: 10, short: 'chart/grid',
      help: 'Fills the screen with the panel under the cursor, or shows the grid again.',
      run: (s, _c, send) => [send({ type: 'full', full: !s.full })],
    },
    {
      id: 'metrics.grid', keys: ['esc'], title: 'Show the grid', help: 'Shows all panels again.',
      when: (s) => (s.full ? true : 'all panels are shown'),
      run: (_s, _c, send) => [send({ type: 'full', full: false })],
    },
  ];
}

/** The time cursor is shared by all screens: a fiftieth of what is drawn, at least a second. */
function moveCursor(context: CommandContext, direction: 1 | -1): readonly AppEvent[] {
  const { from, to } = context.frame.span;
  const step = Math.max(MINUTE / 60, (to - from) / 50);
  const here = context.app.time.cursor ?? to;
  return [{ type: 'time', time: { cursor: shift(here, Math.max(from - here, Math.min(to - here, direction * step))) } }];
}
