// Each time an alert fired, with its end: one line where several backends tell of the same. An alert that was never seen to fire has no
// line, since nobody knows how long it did.
import { MINUTE, type Interval } from '../../lib/micros.ts';
import { visible } from '../../lib/text.ts';
import { sameAlert } from '../../model/same-alert.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { TimelineMaterial } from '../../model/timeline.ts';
import type { AlertLine } from './report.ts';
import type { SourceNames } from './source-names.ts';
import { safe } from './words.ts';

type Alert = FactRecord<'alert'>;

interface Episode {
  readonly fired: Alert;
  readonly end: Alert | undefined;
  /** The newest row of it. */
  readonly last: Alert;
}

/** Two backends tell of one firing where they say so within this time. */
const TOGETHER = 5 * MINUTE;

/** Lines of the alerts that fired at some moment of the range, the first one first. */
export function alertLines({ alerts: changes, acts }: Pick<TimelineMaterial, 'alerts' | 'acts'>, range: Interval, names: SourceNames): readonly AlertLine[] {
  const episodes = [...Map.groupBy(changes, ({ source, id }) => `${source} ${id}`).values()].flatMap(episodesOf);
  const touching = episodes.filter(({ fired, end }) => fired.since <= range.to && (end === undefined || end.at >= range.from));
  const told: Episode[][] = [];
  for (const episode of touching.toSorted((a, b) => a.fired.since - b.fired.since || a.fired.seq - b.fired.seq)) {
    const same = told.find((group) => group.every(({ fired }) => fired.name === episode.fired.name && fired.source !== episode.fired.source && sameAlert(fired, episode.fired) && episode.fired.since - fired.since <= TOGETHER));
    if (same === undefined) told.push([episode]);
    else same.push(episode);
  }
  return told.flatMap((group) => lineOf(group, acts, names));
}

function episodesOf(changes: readonly Alert[]): readonly Episode[] {
  const episodes: Episode[] = [];
  let open: { fired: Alert; last: Alert } | undefined;
  for (const alert of changes.toSorted((a, b) => a.seq - b.seq)) {
    if (alert.state === 'firing') open = { fired: open?.fired ?? alert, last: alert };
    else if (open !== undefined) {
      const last = alert.state === 'resolved' ? alert : open.last;
      episodes.push({ fired: open.fired, end: alert, last });
      open = undefined;
    }
  }
  if (open !== undefined) episodes.push({ ...open, end: undefined });
  return episodes;
}

function lineOf(group: readonly Episode[], acts: readonly FactRecord<'act'>[], names: SourceNames): readonly AlertLine[] {
  const [first] = group;
  if (first === undefined) return [];
  const { fired } = first;
  // It is over when every backend says so, or the first one that can tell.
  const end = group.find((episode) => episode.end !== undefined)?.end;
  const acknowledged = group.findLast(({ last }) => last.acknowledged !== undefined)?.last.acknowledged ?? acts.findLast((act) => isAckOf(act, group, end));
  return [{
    id: visible(fired.id), name: visible(fired.name), place: visible(fired.node ?? fired.service ?? ''), node: safe(fired.node),
    severity: visible(fired.severity ?? ''), source: names.of(fired.source), firedAt: fired.since, resolvedAt: end?.at,
    value: fired.value, resolutionValue: end?.value, threshold: fired.threshold ?? thresholdOf(fired.expr), expr: visible(fired.expr ?? ''),
    acknowledged: acknowledged === undefined ? undefined : { by: visible(acknowledged.by), comment: visible(acknowledged.comment) },
    summary: visible(fired.annotations['summary'] ?? ''),
  }];
}

/** An acknowledgement that was carried out, or stands in the session alone, while the alert fired. */
function isAckOf({ action, state, at, target, name }: FactRecord<'act'>, group: readonly Episode[], end: Alert | undefined): boolean {
  if (action !== 'ack' || (state !== 'done' && state !== 'noted')) return false;
  return group.some(({ fired }) => (fired.id === target || fired.name === name) && at >= fired.since && (end === undefined || at <= end.at));
}

/** The number that a plain comparison ends with. */
function thresholdOf(expr: string | undefined): number | undefined {
  const found = /[<>]=?\s*(?<limit>-?\d+(?:\.\d+)?)\s*$/u.exec(expr ?? '')?.groups?.['limit'];
  return found === undefined ? undefined : Number(found);
}
