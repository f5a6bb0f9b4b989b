// Health as rows: what a system says of itself, and how the sources are. A change to worse is loud; better and the same are quiet.
import type { CheckState } from '../../model/fact.ts';
import type { FactRecord, Health, HealthState } from '../../model/signal.ts';
import type { TimelineMaterial } from '../../model/timeline.ts';
import { rowOf, within, type Row } from './row.ts';

const CHECK_RANK: Readonly<Record<CheckState, number>> = { ok: 0, unknown: 1, degraded: 2, failing: 3 };
const SOURCE_RANK: Readonly<Record<HealthState, number>> = { ok: 0, ended: 0, connecting: 0, degraded: 1, retrying: 1, refused: 2 };

export function healthRows(material: TimelineMaterial): readonly Row[] {
  return [...checkRows(material), ...material.health.flatMap(({ source, changes }) => sourceRows(source, changes, material))];
}

function checkRows({ checks, window }: TimelineMaterial): readonly Row[] {
  const last = new Map<string, CheckState>();
  return checks.flatMap((check) => {
    const id = `${check.source} ${check.id}`;
    const before = last.get(id) ?? 'ok';
    last.set(id, check.state);
    if (!within(check.at, window)) return [];
    return [rowOf(check, { kind: 'health', subject: check.name, ...checkWords(check), place: {}, target: { kind: 'check' }, ...verdict(CHECK_RANK[check.state] - CHECK_RANK[before]) })];
  });
}

function checkWords({ name, state, detail = '' }: FactRecord<'check'>): Pick<Row, 'what' | 'text' | 'detail'> {
  return { what: `is ${state}`, text: `${name} is ${state}`, detail };
}

function sourceRows(source: string, changes: readonly Health[], { window }: TimelineMaterial): readonly Row[] {
  let before: HealthState = 'ok';
  return changes.flatMap((change) => {
    const worse = SOURCE_RANK[change.state] - SOURCE_RANK[before];
    before = change.state;
    if (!within(change.at, window)) return [];
    return [rowOf(change, { kind: 'health', subject: source, what: `is ${change.state}`, text: `${source} is ${change.state}`, detail: change.detail, target: { kind: 'source' }, ...verdict(worse) })];
  });
}

function verdict(worse: number): Pick<Row, 'why' | 'quiet'> {
  return { why: 'changes of health to worse are always shown', quiet: worse > 0 ? undefined : worse < 0 ? 'it got better' : 'it was so before' };
}
