// Evaluates the panels of scrape sources at every scrape, so that what a panel showed is recorded and a replay shows the same. A
// prometheus source defines and evaluates its panels itself.
import { MINUTE, type Micros } from '../../lib/micros.ts';
import type { Draft, PanelDefinition, PanelDraft, SampleDraft, SourceId } from '../../model/signal.ts';
import { evaluate } from '../../promql/evaluate.ts';
import { PromqlError } from '../../promql/error.ts';
import { labelsKey, type Labels } from '../../promql/labels.ts';
import { parsePromql } from '../../promql/parse.ts';
import { requirements } from '../../promql/requirements.ts';
import { SampleRing } from '../../promql/ring.ts';
import type { Expr } from '../../promql/ast.ts';
import { panelId } from '../panels/panel-id.ts';
import { presetPanels, type PanelTemplate } from '../panels/presets.ts';

export interface PanelSource {
  readonly id: SourceId;
  readonly name: string;
  readonly kind: string;
  /** Milliseconds from scrape to scrape, which rates must span several times. */
  readonly intervalMillis: number;
  /** Panels of its own; none lets the metrics it exposes decide. */
  readonly panels: readonly PanelTemplate[];
}

interface Live {
  readonly source: PanelSource;
  /** The series of the batch before, by key: what is missing from the next one has ended. */
  seen: ReadonlyMap<string, Labels>;
  readonly ring: SampleRing;
  /** Undefined until the first scrape has shown what there is. */
  panels: readonly { readonly definition: PanelDefinition; readonly expr: Expr }[] | undefined;
  /** Why a panel cannot be evaluated, told once a panel and reason. */
  readonly told: Set<string>;
}

export class PanelEvaluator {
  readonly #live = new Map<SourceId, Live>();

  constructor(sources: readonly PanelSource[]) {
    for (const source of sources) {
      if (source.kind !== 'scrape' && source.kind !== 'portal') continue;
      this.#live.set(source.id, { source, ring: new SampleRing({ retentionMicros: 6 * MINUTE }), seen: new Map(), panels: undefined, told: new Set() });
    }
  }

  /** What the panels of this source show after these samples, evaluated once at the time of the scrape; `now` is the recorder's. */
  evaluate(source: SourceId, drafts: readonly Draft[], now: Micros): readonly Draft[] {
    const live = this.#live.get(source);
    if (live === undefined) return [];
    const samples = drafts.filter((draft): draft is SampleDraft => draft.kind === 'sample' && draft.panel === undefined);
    if (samples.length === 0) return [];
    const moments = live.source.kind === 'portal' ? momentsOf(samples) : [{ at: scrapeTime(samples, now), samples }];
    const defined = live.panels === undefined ? this.#define(live, samples, moments[0]?.at ?? now) : [];
    return [...defined, ...moments.flatMap((moment) => evaluateAll(live, moment, now))];
  }

  #define(live: Live, samples: readonly SampleDraft[], at: Micros): readonly Draft[] {
    // A first scrape that failed shows only the rows about itself; the presets wait for one that worked.
    const names = new Set(samples.map((sample) => sample.name));
    const templates = live.source.panels.length > 0 ? live.source.panels : presetPanels(names, { window: rateWindow(live.source.intervalMillis) });
    if (templates.length === 0) return [];
    const drafts: Draft[] = [];
    const panels: { definition: PanelDefinition; expr: Expr }[] = [];
    for (const template of templates) {
      const parsed = parsePromql(template.expr);
      const definition: PanelDefinition = { ...template, id: panelId(live.source.name, template.expr), source: live.source.name };
      if (parsed.ok) panels.push({ definition, expr: parsed.expr });
      else drafts.push(...rejectOnce(live, `panel "${template.title}"`, parsed.error.message, template.expr, at));
      drafts.push({ kind: 'panel', at, panel: definition } satisfies PanelDraft);
    }
    live.panels = panels;
    live.ring.retentionMicros = Math.max(6 * MINUTE, ...panels.map(({ expr }) => requirements(expr).lookbackMicros + MINUTE));
    return drafts;
  }
}

/** Samples that were taken together. */
interface Moment {
  readonly at: Micros;
  readonly samples: readonly SampleDraft[];
}

/** A portal tells many moments at once, history first: panels are evaluated along them. */
function momentsOf(samples: readonly SampleDraft[]): readonly Moment[] {
  return [...Map.groupBy(samples, ({ at }) => at)].map(([at, taken]) => ({ at, samples: taken })).toSorted((a, b) => a.at - b.at);
}

function evaluateAll(live: Live, { at, samples }: Moment, now: Micros): readonly Draft[] {
  const full = append(live, samples, at);
  // By our own clock: one page with a time far ahead must not empty the ring of all the others.
  live.ring.expire(live.source.kind === 'portal' && at < now ? at : now);
  const refused = full === 0 ? [] : rejectOnce(live, 'series', `${full} series are beyond what panels can be evaluated over; their samples are recorded`, live.source.name, at);
  const past = samples.every(({ backfilled }) => backfilled === true);
  const drafts = (live.panels ?? []).flatMap((panel) => evaluateOne(live, panel, at));
  return [...refused, ...(past ? drafts.map((draft) => ({ ...draft, backfilled: true })) : drafts)];
}

function evaluateOne(live: Live, panel: { readonly definition: PanelDefinition; readonly expr: Expr }, at: Micros): readonly Draft[] {
  const { definition, expr } = panel;
  try {
    const value = evaluate(expr, at, live.ring);
    if (value.kind === 'scalar') return [sampleOf(definition, {}, value.value, at)];
    if (value.kind === 'vector') return value.samples.map((sample) => sampleOf(definition, sample.labels, sample.value, at));
    return rejectOnce(live, `panel "${definition.title}"`, 'a panel needs an expression that yields a number or a vector', definition.expr, at);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return rejectOnce(live, `panel "${definition.title}"`, error.message, definition.expr, at);
  }
}

function sampleOf(panel: PanelDefinition, labels: Readonly<Record<string, string>>, value: number, at: Micros): SampleDraft {
  return { kind: 'sample', at, name: panel.title, labels, value, panel: panel.id };
}

/** PromQL duration of at least four intervals, a minute at least. */
function rateWindow(intervalMillis: number): string {
  return `${Math.max(60, Math.ceil((4 * intervalMillis) / 1_000))}s`;
}

/** Appends a batch. A scrape is complete: series that it lacks are marked as ended; a portal's moment need not be. Returns how many found no room. */
function append(live: Live, samples: readonly SampleDraft[], at: Micros): number {
  const seen = new Map<string, Labels>();
  let full = 0;
  for (const sample of samples) {
    const labels = { ...sample.labels, __name__: sample.name };
    seen.set(labelsKey(labels), labels);
    if (live.ring.append(labels, sample.at, sample.value) === 'full') full += 1;
  }
  if (live.source.kind === 'portal') return full;
  for (const [key, labels] of live.seen) if (!seen.has(key)) live.ring.append(labels, at, Number.NaN, true);
  live.seen = seen;
  return full;
}

/** The scrape's own `up` carries its time; a page without one counts as of now. */
function scrapeTime(samples: readonly SampleDraft[], now: Micros): Micros {
  return samples.findLast((sample) => sample.name === 'up')?.at ?? now;
}

function rejectOnce(live: Live, what: string, reason: string, excerpt: string, at: Micros): readonly Draft[] {
  const key = `${what} ${reason}`;
  if (live.told.has(key)) return [];
  live.told.add(key);
  return [{ kind: 'reject', at, reason: `${what}: ${reason}`, excerpt: excerpt.slice(0, 512) }];
}
