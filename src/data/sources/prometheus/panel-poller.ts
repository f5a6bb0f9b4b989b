// One panel over time: asks the server for its value and its past, and turns answers into samples. A reason why it cannot be
// answered is told once while it stays the same.
import { SECOND, type Micros } from '../../../lib/micros.ts';
import { SourceError } from '../../../model/errors.ts';
import type { RejectDraft, SampleDraft } from '../../../model/signal.ts';
import type { PanelTemplate } from '../../panels/template.ts';
import type { Answered, PrometheusApi } from './api.ts';
import { decodeResult, type ResultSeries } from './result.ts';

/** A panel with more is a mistake in its expression, and would fill the session with what nobody can look at. */
const MOST_SERIES = 1_000;

export interface PanelPoll {
  readonly samples: readonly SampleDraft[];
  readonly bytes: number;
  /** Why some or all of the answer is missing, although the server can be asked. */
  readonly reason: string | undefined;
  /** What the server says about an answer that is not complete. */
  readonly warning: string | undefined;
  /** Set where the server could not be asked. */
  readonly failure: SourceError | undefined;
}

export interface Stretch {
  readonly from: Micros;
  readonly to: Micros;
  /** In seconds. */
  readonly step: number;
}

export class PanelPoller {
  readonly panel: PanelTemplate;
  readonly #id: string;
  readonly #api: PrometheusApi;
  /** Time of the newest sample of each series: an answer from a cache, or the raw points of a range, come again. */
  #newest = new Map<string, Micros>();
  #told: string | undefined;

  constructor(panel: PanelTemplate, id: string, api: PrometheusApi) {
    this.panel = panel;
    this.#id = id;
    this.#api = api;
  }

  /** The value now, by the server's clock. */
  poll(): Promise<PanelPoll> {
    return this.#asked(() => this.#api.ask('query', { query: this.panel.expr }), (series) => this.#newSamples(series));
  }

  /** The values of a stretch of the past. */
  past({ from, to, step }: Stretch): Promise<PanelPoll> {
    const parameters = { query: this.panel.expr, start: seconds(from), end: seconds(to), step: String(step) };
    return this.#asked(
      () => this.#api.ask('query_range', parameters),
      (series) => series.flatMap((one) => one.points.map((point) => ({ ...this.#sample(one, point), backfilled: true }))),
    );
  }

  /** The reject that `reason` is worth now; undefined where it was told already. */
  reject(reason: string | undefined, at: Micros): RejectDraft | undefined {
    const told = this.#told;
    this.#told = reason;
    if (reason === undefined || reason === told) return undefined;
    return { kind: 'reject', at, reason: `panel "${this.panel.title}": ${reason}`, excerpt: this.panel.expr.slice(0, 512) };
  }

  async #asked(ask: () => Promise<Answered>, samplesOf: (series: readonly ResultSeries[]) => readonly SampleDraft[]): Promise<PanelPoll> {
    try {
      const answer = await ask();
      const { bytes } = answer;
      if (!answer.ok) return { samples: [], bytes, reason: answer.message, warning: undefined, failure: undefined };
      const { series, problems } = decodeResult(answer.data);
      const reasons = [...problems, ...(series.length > MOST_SERIES ? [`${series.length} series, of which the first ${MOST_SERIES} are kept`] : [])];
      const reason = reasons.length === 0 ? undefined : reasons.join('; ');
      // PromQL's own remarks (no counter, mixed types) are routine; the others say that data is missing.
      const warning = answer.warnings.find((text) => !text.startsWith('PromQL '));
      return { samples: samplesOf(series.slice(0, MOST_SERIES)), bytes, reason, warning, failure: undefined };
    } catch (failure) {
      if (!(failure instanceof SourceError)) throw failure;
      return { samples: [], bytes: 0, reason: failure.message, warning: undefined, failure };
    }
  }

  #newSamples(series: readonly ResultSeries[]): readonly SampleDraft[] {
    const newest = new Map<string, Micros>();
    const samples: SampleDraft[] = [];
    for (const one of series) {
      const key = JSON.stringify(Object.entries(one.labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      let last = this.#newest.get(key);
      for (const point of one.points) {
        if (last !== undefined && point.at <= last) continue;
        last = point.at;
        samples.push(this.#sample(one, point));
      }
      if (last !== undefined) newest.set(key, last);
    }
    this.#newest = newest;
    return samples;
  }

  #sample({ labels }: ResultSeries, { at, value }: { at: Micros; value: number }): SampleDraft {
    return { kind: 'sample', at, name: this.panel.title, labels, value, panel: this.#id };
  }
}

function seconds(at: Micros): string {
  return (at / SECOND).toFixed(3);
}
