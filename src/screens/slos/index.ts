// SLOs: how well each target is met, what is left of the budget for errors, and how fast it burns.
import { micros } from '../../lib/micros.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { PanelContext } from '../../state/command.ts';
import { definePanel, type PanelCommand } from '../../state/panel.ts';
import { sloLines } from './lines.ts';
import type { SlosModel } from './model.ts';

interface SlosState {
  readonly chosen: { readonly source: number; readonly id: string } | undefined;
}

type SlosEvent = { readonly type: 'move'; readonly step: number };

const MOST_HISTORY = 100;
const EVER = { from: micros(0), to: micros(8_000_000_000_000_000) };

function slosIn({ session, frame }: PanelContext): readonly FactRecord<'slo'>[] {
  return session.latest(frame, 'slo').toSorted((a, b) => (a.budget?.remainingPercent ?? 100) - (b.budget?.remainingPercent ?? 100) || (a.name < b.name ? -1 : 1));
}

function cursorIn(slos: readonly FactRecord<'slo'>[], { chosen }: SlosState): number {
  return Math.max(0, slos.findIndex(({ source, id }) => source === chosen?.source && id === chosen.id));
}

function select(context: PanelContext, state: SlosState): SlosModel {
  const { session, frame } = context;
  const slos = slosIn(context);
  const cursor = cursorIn(slos, state);
  const chosen = slos[cursor];
  const told = chosen === undefined ? [] : session.facts(frame, { kinds: ['slo'], span: EVER, limit: MOST_HISTORY, superseded: true, id: chosen.id });
  const history = told.filter(({ source }) => source === chosen?.source).toReversed();
  return { slos, cursor, history, now: frame.head.learned, zone: context.zone, unicode: context.unicode };
}

const commands: readonly PanelCommand<SlosState, SlosEvent>[] = [
  { id: 'slos.down', keys: ['j', 'down'], title: 'Next SLO', help: 'Shows the next SLO below.', footer: 10, short: 'next', run: (_s, _c, send) => [send({ type: 'move', step: 1 })] },
  { id: 'slos.up', keys: ['k', 'up'], title: 'SLO before', help: 'Shows the SLO before.', footer: 11, short: 'previous', run: (_s, _c, send) => [send({ type: 'move', step: -1 })] },
];

export const slosPanel = definePanel<SlosState, SlosModel, SlosEvent>({
  id: 'slos',
  title: 'SLOs',
  init: { chosen: undefined },
  update: (state, { step }, context) => {
    const slos = slosIn(context);
    const chosen = slos[Math.max(0, Math.min(slos.length - 1, cursorIn(slos, state) + step))];
    return chosen === undefined ? state : { chosen: { source: chosen.source, id: chosen.id } };
  },
  select,
  lines: sloLines,
  commands,
});
