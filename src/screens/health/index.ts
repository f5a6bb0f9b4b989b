// Health: what the systems say of themselves, as a whole and check by check, since when, and what they said before.
import { micros } from '../../lib/micros.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { definePanel, type PanelCommand } from '../../state/panel.ts';
import { inOrder } from '../check-look.ts';
import { healthLines } from './lines.ts';
import type { HealthModel, HealthSystem } from './model.ts';

interface HealthState {
  /** The row under the cursor; undefined is the first. */
  readonly chosen: { readonly source: number; readonly id: string } | undefined;
}

type HealthEvent = { readonly type: 'move'; readonly step: number };

const MOST_HISTORY = 100;
/** Every moment there is. */
const EVER = { from: micros(0), to: micros(8_000_000_000_000_000) };

function systemsIn({ session, frame }: PanelContext): readonly HealthSystem[] {
  const bySource = Map.groupBy(session.latest(frame, 'check'), ({ source }) => source);
  return session.sources(frame).flatMap(({ id, name, target }) => {
    const checks = bySource.get(id);
    return checks === undefined ? [] : [{ name, target, checks: inOrder(checks) }];
  });
}

function rowsOf(systems: readonly HealthSystem[]): readonly FactRecord<'check'>[] {
  return systems.flatMap(({ checks }) => checks);
}

function cursorIn(rows: readonly FactRecord<'check'>[], { chosen }: HealthState): number {
  return Math.max(0, rows.findIndex(({ source, id }) => source === chosen?.source && id === chosen.id));
}

function select(context: PanelContext, state: HealthState): HealthModel {
  const { session, frame } = context;
  const systems = systemsIn(context);
  const rows = rowsOf(systems);
  const cursor = cursorIn(rows, state);
  const chosen = rows[cursor];
  const said = chosen === undefined ? [] : session.facts(frame, { kinds: ['check'], span: EVER, limit: MOST_HISTORY, superseded: true, id: chosen.id });
  const history = said.filter(({ source }) => source === chosen?.source).toReversed();
  return { systems, cursor, history, now: frame.head.learned, zone: context.zone, unicode: context.unicode };
}

function update(state: HealthState, { step }: HealthEvent, context: PanelContext & { readonly size: Size }): HealthState {
  const rows = rowsOf(systemsIn(context));
  const chosen = rows[Math.max(0, Math.min(rows.length - 1, cursorIn(rows, state) + step))];
  return chosen === undefined ? state : { chosen: { source: chosen.source, id: chosen.id } };
}

const commands: readonly PanelCommand<HealthState, HealthEvent>[] = [
  { id: 'health.down', keys: ['j', 'down'], title: 'Next check', help: 'Shows the history of the next check below.', footer: 10, short: 'next', run: (_s, _c, send) => [send({ type: 'move', step: 1 })] },
  { id: 'health.up', keys: ['k', 'up'], title: 'Check before', help: 'Shows the history of the check before.', footer: 11, short: 'previous', run: (_s, _c, send) => [send({ type: 'move', step: -1 })] },
];

export const healthPanel = definePanel<HealthState, HealthModel, HealthEvent>({
  id: 'health', title: 'Health', init: { chosen: undefined }, update, select, lines: healthLines, commands,
});
