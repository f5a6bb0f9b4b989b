// Health as rows: what a system says of itself, and how the sources are. A change to worse is loud; better and the same are quiet.
import { MINUTE } from '../../lib/micros.ts';
import type { CheckState } from '../../model/fact.ts';
import type { FactRecord, Health, HealthState } from '../../model/signal.ts';
import type { TimelineMaterial } from '../../model/timeline.ts';
import { rowOf, within, type Row } from './row.ts';
import type { Ties } from './ties.ts';

const CHECK_RANK: Readonly<Record<CheckState, number>> = { ok: 0, unknown: 1, degraded: 2, failing: 3 };
const SOURCE_RANK: Readonly<Record<HealthState, number>> = { ok: 0, ended: 0, connecting: 0, degraded: 1, retrying: 1, refused: 2 };

/** What a whole says within this time of one of its checks, it says because of it. */
const TOGETHER = MINUTE;

/** `shown` are the other rows of the list: where one tells of the service that a check is named after, the check says it again. */
export function healthRows(material: TimelineMaterial, ties: Ties, anchored: boolean, shown: readonly Row[]): readonly Row[] {
  return [...checkRows(material, ties, anchored, shown), ...material.health.flatMap(({ source, changes }) => sourceRows(source, changes, material))];
}

type Check = FactRecord<'check'>;

function checkRows({ checks, window }: TimelineMaterial, ties: Ties, anchored: boolean, shown: readonly Row[]): readonly Row[] {
  const changes = withBefore(checks);
  const worse = changes.filter(({ check, change }) => check.part === 'check' && change > 0);
  return changes
    .filter(({ check }) => within(check.at, window))
    .map(({ check, change }) => {
      const cause = check.part === 'check' ? undefined : worse.find((other) => other.check.source === check.source && Math.abs(other.check.at - check.at) <= TOGETHER);
      const again = change <= 0 ? undefined : reasonToHide(check, cause?.check, anchored && ties.of({ service: check.name }) === undefined, shown);
      const { why, quiet } = verdict(change);
      return rowOf(check, { kind: 'health', subject: check.name, ...checkWords(check), place: {}, target: { kind: 'check' }, why, quiet: quiet ?? again });
    });
}

function reasonToHide(check: Check, cause: Check | undefined, untied: boolean, shown: readonly Row[]): string | undefined {
  if (cause !== undefined) return `its check ${cause.name} tells why`;
  const told = shown.find(({ place, quiet, kind }) => quiet === undefined && kind !== 'trace' && place.service === check.name);
  if (told !== undefined) return `another row tells of ${check.name}: ${told.text}`;
  // What fails is never hidden because nobody knows what it belongs to.
  return untied && check.state !== 'failing' ? 'nothing ties it to what this window is about' : undefined;
}

/** Each change with how much worse it is than the state before. */
function withBefore(checks: readonly Check[]): readonly { readonly check: Check; readonly change: number }[] {
  const last = new Map<string, CheckState>();
  return checks.map((check) => {
    const id = `${check.source} ${check.id}`;
    const before = last.get(id) ?? 'ok';
    last.set(id, check.state);
    return { check, change: CHECK_RANK[check.state] - CHECK_RANK[before] };
  });
}

function checkWords({ name, state, detail = '' }: FactRecord<'check'>): Pick<Row, 'what' | 'text' | 'detail'> {
  return { what: `is ${state}`, text: `${name} is ${state}`, detail: detail === state ? '' : detail };
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
