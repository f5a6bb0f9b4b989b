// Changes of series as rows. Loud are crossings of a limit, the change that led there, and the way back; every other wobble is quiet.
import { duration, value } from '../../lib/format.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { TimelineMaterial } from '../../model/timeline.ts';
import { rowOf, within, type Row } from './row.ts';
import { bareName, limitWords, placeOfSeries, seriesKey, seriesWords, unitOf, watches } from './series.ts';
import type { Ties } from './ties.ts';

type Inflection = FactRecord<'inflection'>;

/** A change that is on the list because of another one of the same series. */
interface Verdict {
  readonly why: string;
  readonly quiet: string | undefined;
}

/** `told` is what a log row that is shown says of the same thing, so that it stands there once. */
export function metricRows(material: TimelineMaterial, ties: Ties, told: (fact: Inflection) => string | undefined): readonly Row[] {
  const verdicts = new Map<Inflection, Verdict>();
  for (const changes of Map.groupBy(material.inflections, seriesKey).values()) judge(changes, material, ties, told, verdicts);
  return [...verdicts].map(([fact, verdict]) => metricRow(fact, verdict, material));
}

function judge(changes: readonly Inflection[], material: TimelineMaterial, ties: Ties, told: (fact: Inflection) => string | undefined, verdicts: Map<Inflection, Verdict>): void {
  let lead: Inflection | undefined;
  let crossed: Inflection | undefined;
  for (const fact of changes) {
    const inside = within(fact.at, material.window);
    if (inside) verdicts.set(fact, { why: 'it is a change of a series', quiet: 'no limit was crossed by this change' });
    if (fact.change === 'crosses') {
      crossed = fact;
      if (inside) verdicts.set(fact, crossing(fact, material, ties, told));
      // The change that led there comes with it, also where it began before the window.
      if (inside && lead !== undefined && Math.sign(lead.to - lead.from) === direction(fact)) {
        const verdict = verdicts.get(fact);
        if (verdict?.quiet === undefined) verdicts.set(lead, { why: `it led to the crossing of ${limitOf(fact, material)}`, quiet: undefined });
      }
    } else if (fact.change === 'recovers' || fact.change === 'normal') {
      const loud = fact.change === 'recovers' && crossed !== undefined && verdicts.has(crossed) && verdicts.get(crossed)?.quiet === undefined;
      if (loud && inside) verdicts.set(fact, { why: 'it ends a crossing that is on this list', quiet: undefined });
      else if (inside) verdicts.set(fact, { why: 'it ends a change', quiet: 'what it ends is not on this list' });
      lead = undefined;
    } else if (lead === undefined || Math.sign(lead.to - lead.from) !== Math.sign(fact.to - fact.from)) {
      // The first change of one direction is where it began.
      lead = fact;
    }
  }
}

function direction(fact: Inflection): number {
  return Math.sign(fact.to - fact.from) || 1;
}

function crossing(fact: Inflection, material: TimelineMaterial, ties: Ties, told: (fact: Inflection) => string | undefined): Verdict {
  const watcher = material.alerts.find((alert) => alert.state !== 'resolved' && watches(alert, fact, material.panels));
  const tie = watcher === undefined ? ties.of(placeOfSeries(fact)) : `${watcher.name} watches it`;
  if (tie === undefined) return { why: '', quiet: 'nothing ties it to what this window is about' };
  const said = told(fact);
  return { why: tie, quiet: said === undefined ? undefined : `a log row says the same: "${said}"` };
}

function limitOf(fact: Inflection, material: TimelineMaterial): string {
  return limitWords(fact.threshold ?? fact.to, unitOf(fact, material.panels));
}

function metricRow(fact: Inflection, { why, quiet }: Verdict, material: TimelineMaterial): Row {
  const verb = verbOf(fact, limitOf(fact, material));
  const place = placeOfSeries(fact);
  const unit = unitOf(fact, material.panels);
  return rowOf(fact, {
    kind: 'metric', what: `${bareName(fact)} ${verb}`, text: `${seriesWords(fact)} ${verb}`,
    detail: `${value(fact.from, unit)} → ${value(fact.to, unit)}${fact.over > 0 ? ` in ${duration(fact.over)}` : ''}`,
    place, target: { kind: 'panel', panel: fact.panel }, why, quiet,
  });
}

function verbOf({ change }: Inflection, limit: string): string {
  switch (change) {
    case 'rising':
      return 'starts rising';
    case 'falling':
      return 'starts falling';
    case 'jump':
      return 'jumps';
    case 'drop':
      return 'drops';
    case 'crosses':
      return `crosses ${limit}`;
    case 'recovers':
      return `is back from ${limit}`;
    case 'flat':
      return 'goes flat';
    case 'normal':
      return 'is back to normal';
  }
}
