// One target over time: scrapes it, remembers its series, tells a bad line once while it stays bad, and leaves a target alone
// for a while that refused the credentials or asked for fewer requests.
import type { Clock } from '../../../lib/clock.ts';
import type { Micros } from '../../../lib/micros.ts';
import { SourceError } from '../../../model/errors.ts';
import type { Draft, RejectDraft, SampleDraft } from '../../../model/signal.ts';
import { fetchPage, type Page, type PageRequest } from './page.ts';
import type { SeriesTable } from './scan.ts';
import type { Target } from './target.ts';

/** Pause after a failure that trying again does not mend, so that one bad target among good ones is no hammering. */
const REFUSED_MILLIS = 60_000;

export type Access = Omit<PageRequest, 'target' | 'at' | 'known' | 'signal'>;

export interface Poll {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
  /** Why there is nothing but the rows about the scrape itself. */
  readonly error: SourceError | undefined;
}

export class TargetPoller {
  readonly #target: Target;
  readonly #access: Access;
  readonly #clock: Clock;
  #known: SeriesTable | undefined;
  #told = new Set<string>();
  #pause: { readonly until: number; readonly error: SourceError } | undefined;

  constructor(target: Target, access: Access, clock: Clock) {
    this.#target = target;
    this.#access = access;
    this.#clock = clock;
  }

  /** Never rejects: a failure is a poll with `up` 0. */
  async poll(signal: AbortSignal): Promise<Poll> {
    const at = this.#clock.now();
    const started = this.#clock.monotonicMillis();
    try {
      if (this.#pause !== undefined && started < this.#pause.until) throw this.#pause.error;
      this.#pause = undefined;
      const page = await fetchPage({ ...this.#access, target: this.#target, known: this.#known, signal, at });
      this.#known = page.table;
      const rejects = this.#newRejects(page, at);
      const about = this.#about(at, { up: 1, seconds: this.#secondsSince(started), scraped: page.samples.length });
      return { drafts: [...page.samples, ...about, ...rejects], bytes: page.bytes, error: undefined };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#pauseAfter(error);
      const about = this.#about(at, { up: 0, seconds: this.#secondsSince(started), scraped: 0 });
      return { drafts: about, bytes: 0, error };
    }
  }

  #secondsSince(startedMillis: number): number {
    return (this.#clock.monotonicMillis() - startedMillis) / 1_000;
  }

  #pauseAfter(error: SourceError): void {
    if (this.#pause !== undefined) return;
    const pauseMillis = error.waitMillis ?? (error.retry ? 0 : REFUSED_MILLIS);
    if (pauseMillis > 0) this.#pause = { until: this.#clock.monotonicMillis() + pauseMillis, error };
  }

  #about(at: Micros, { up, seconds, scraped }: { up: number; seconds: number; scraped: number }): readonly SampleDraft[] {
    const sample = (name: string, value: number): SampleDraft => ({ kind: 'sample', at, name, labels: this.#target.labels, value });
    return [sample('up', up), sample('scrape_duration_seconds', seconds), sample('scrape_samples_scraped', scraped)];
  }

  /** Bad lines that were not bad in the same way on the page before. */
  #newRejects(page: Page, at: Micros): readonly RejectDraft[] {
    const before = this.#told;
    this.#told = new Set(page.rejects.map(({ reason, excerpt }) => `${reason}\n${withoutLastWord(excerpt)}`));
    const drafts: RejectDraft[] = [];
    for (const { line, reason, excerpt } of page.rejects) {
      if (before.has(`${reason}\n${withoutLastWord(excerpt)}`)) continue;
      drafts.push({ kind: 'reject', at, reason: `${reason} (${this.#target.shown})`, excerpt, line });
    }
    const more = page.rejected - page.rejects.length;
    if (drafts.length > 0 && more > 0) {
      drafts.push({ kind: 'reject', at, reason: `${more} more bad lines (${this.#target.shown})`, excerpt: '' });
    }
    return drafts;
  }
}

/** The line without its value, which changes from page to page. */
function withoutLastWord(line: string): string {
  const blank = line.trimEnd().lastIndexOf(' ');
  return blank < 0 ? line : line.slice(0, blank);
}
