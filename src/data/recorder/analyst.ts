// Looks at everything that is recorded and says what a person would point at: changes of panel series, and log messages that were never
// seen before. What it says is recorded, so a replay has it; a recording that is continued starts with a fresh memory.
import { createHash } from 'node:crypto';
import type { SeriesEvent } from '../../analysis/watch/events.ts';
import { SeriesWatch } from '../../analysis/watch/series-watch.ts';
import { Patterns, type Pattern } from '../../analysis/patterns/patterns.ts';
import { SECOND, type Micros } from '../../lib/micros.ts';
import type { Draft, FactDraft, PanelDefinition, SampleDraft, SourceId } from '../../model/signal.ts';

/** Series that are watched; the first that come. */
const MOST_SERIES = 2_000;
const LOOK_EVERY = 5 * SECOND;

interface Watched {
  readonly key: string;
  readonly watch: SeriesWatch;
  readonly about: Pick<FactDraft<'anomaly'>, 'metric' | 'labels' | 'panel' | 'node' | 'service'>;
}

export class Analyst {
  readonly #panels = new Map<string, PanelDefinition>();
  readonly #series = new Map<string, Watched>();
  readonly #patterns = new Map<SourceId, Patterns>();
  /** Ids of alerts that are pending or firing. */
  readonly #alerts = new Set<string>();
  #looked = 0;

  /** What is to be said after these drafts of one source; `now` is the recorder's. */
  see(source: SourceId, drafts: readonly Draft[], now: Micros): readonly FactDraft[] {
    const said: FactDraft[] = [];
    for (const draft of drafts) {
      if (draft.kind === 'log') {
        const pattern = this.#patternsOf(source).add(draft, now);
        if (pattern !== undefined) said.push(patternDraft(pattern, draft.backfilled));
      } else if (draft.kind === 'sample') {
        if (draft.panel !== undefined) said.push(...this.#sample(source, draft, draft.panel));
      } else if (draft.kind === 'panel') this.#panels.set(draft.panel.id, draft.panel);
      else if (draft.kind === 'alert') this.#alert(draft);
    }
    if (now - this.#looked < LOOK_EVERY) return said;
    this.#looked = now;
    return [...said, ...this.#patternsOf(source).due(now).map((pattern) => patternDraft(pattern))];
  }

  #alert({ id, state }: FactDraft<'alert'>): void {
    if (state === 'resolved') this.#alerts.delete(id);
    else this.#alerts.add(id);
  }

  #patternsOf(source: SourceId): Patterns {
    const known = this.#patterns.get(source) ?? new Patterns();
    this.#patterns.set(source, known);
    return known;
  }

  #sample(source: SourceId, sample: SampleDraft, panel: string): readonly FactDraft[] {
    const key = `${source} ${panel} ${Object.entries(sample.labels).flat().join('\u0000')}`;
    const series = this.#series.get(key) ?? this.#watched(key, sample, panel);
    if (series === undefined) return [];
    const past = sample.backfilled === true ? { backfilled: true } : {};
    return series.watch.add(sample).map((event) => ({ ...this.#fact(series, event), ...past }));
  }

  #watched(key: string, { name, labels }: SampleDraft, panel: string): Watched | undefined {
    if (this.#series.size >= MOST_SERIES) return undefined;
    const node = labels['node'] ?? labels['instance']?.replace(/:\d+$/, '');
    const service = labels['service'] ?? labels['job'];
    const { __name__: _name, ...shown } = labels;
    const about = { metric: this.#panels.get(panel)?.title ?? name, labels: shown, panel, ...(node === undefined || node === '' ? {} : { node }), ...(service === undefined || service === '' ? {} : { service }) };
    const made = { key, watch: new SeriesWatch(this.#panels.get(panel)?.threshold), about };
    this.#series.set(key, made);
    return made;
  }

  #fact({ key, about }: Watched, event: SeriesEvent): FactDraft {
    if (event.kind === 'inflection') return { ...event, ...about, id: idOf(key, event.change, event.at) };
    return { ...event, ...about, id: idOf(key, 'anomaly', event.since), correlated: [...this.#alerts] };
  }
}

function patternDraft({ key, template, first, count, last }: Pattern, backfilled?: boolean): FactDraft<'pattern'> {
  const { at, level, message, service, node, traceId } = first;
  return {
    kind: 'pattern', at, id: idOf(key), template, message: message.slice(0, MOST_MESSAGE), level, count, last,
    ...(service === undefined ? {} : { service }),
    ...(node === undefined ? {} : { node }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(backfilled === true ? { backfilled } : {}),
  };
}

const MOST_MESSAGE = 2_000;

/** The same in every recording of the same rows. */
function idOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16);
}
