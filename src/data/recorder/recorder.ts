// Takes what the sources deliver, gives it to the writer in batches, and counts. Thread-agnostic: the worker runs it beside the
// sockets, tests run it inline. Nothing is acknowledged before its commit.
import { systemClock, type Clock } from '../../lib/clock.ts';
import { micros, type Micros } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import type { SourceId } from '../../model/signal.ts';
import type { Head } from '../../model/session.ts';
import { OWN_SOURCE, type SourcedDraft } from '../session/writer.ts';
import type { Batch } from '../sources/source.ts';
import { emptyFlow, flowDraft, countInto, type Flow } from './flow.ts';
import type { Analyst } from './analyst.ts';
import type { PanelEvaluator } from './panel-evaluator.ts';
import { silence } from './silence.ts';

/** What the recorder needs of a session writer: all rows in one transaction, or an error and none. */
export interface Appender {
  append(rows: readonly SourcedDraft[], learned: Micros): Head;
}

export interface RecorderOptions {
  readonly writer: Appender;
  readonly clock?: Clock;
  readonly panels?: PanelEvaluator;
  readonly analyst?: Analyst;
  /** When this session learned last, where it is continued. */
  readonly since?: Micros | undefined;
  /** Told after every commit. */
  readonly onHead?: (head: Head) => void;
  /** Told when a commit fails, and with undefined when one works again. */
  readonly onTrouble?: (error: ObsError | undefined) => void;
}

/** A commit holds at most what came in this time, so that a crash loses no more than that. */
const COMMIT_MILLIS = 100;
const COMMIT_ROWS = 4_000;
/** Beyond this the sources wait: memory stays flat while the disk is slow or full. */
const HOLD_ROWS = 20_000;

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #clock: Clock;
  #pending: SourcedDraft[] = [];
  #committed: (() => void)[] = [];
  #waiting: (() => void)[] = [];
  readonly #flows = new Map<SourceId, Flow>();
  #learned = 0;
  #lastTick = 0;
  #trouble: ObsError | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#learned = options.since ?? 0;
  }

  /** Takes a batch; resolves once there is room for more, which is what slows a source down. */
  async accept(source: SourceId, batch: Batch): Promise<void> {
    this.take(source, batch);
    if (this.#pending.length >= COMMIT_ROWS && this.#trouble === undefined) this.commit();
    if (this.#pending.length >= HOLD_ROWS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The synchronous half of accept, for rows of our own making: health, notes, gaps. */
  take(source: SourceId, batch: Batch): void {
    const flow = this.#flows.get(source) ?? emptyFlow();
    this.#flows.set(source, countInto(flow, batch));
    const now = this.#clock.now();
    const { panels, analyst } = this.#options;
    const results = panels?.evaluate(source, batch.drafts, now) ?? [];
    const said = analyst?.see(source, results.length === 0 ? batch.drafts : [...batch.drafts, ...results], now) ?? [];
    for (const drafts of [batch.drafts, results, said]) for (const draft of drafts) this.#pending.push({ source, draft });
    if (batch.committed !== undefined) this.#committed.push(batch.committed);
  }

  /** Commits every COMMIT_MILLIS while there is something, and once a second while there is nothing or no commit works, until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#clock.sleep(COMMIT_MILLIS, signal);
      const due = this.#clock.monotonicMillis() - this.#lastTick >= 1_000;
      if (due || (this.#pending.length > 0 && this.#trouble === undefined)) this.commit();
    }
    this.commit();
  }

  /** Writes all that is pending in one transaction. A failure keeps the rows and holds the sources until a later commit works. */
  commit(): void {
    const learned = this.#nextLearned();
    const rows = this.#withFlows(learned);
    try {
      const head = this.#options.writer.append(rows, learned);
      this.#settled(head);
    } catch (error) {
      if (!(error instanceof ObsError)) throw error;
      this.#pending = rows;
      this.#report(error);
    }
  }

  #nextLearned(): Micros {
    // The order of learning never runs backwards, whatever the wall clock does.
    const before = this.#learned;
    this.#learned = Math.max(before, this.#clock.now());
    const learned = micros(this.#learned);
    const gap = before === 0 ? undefined : silence(micros(before), learned);
    if (gap !== undefined) this.#pending.push({ source: OWN_SOURCE, draft: gap });
    return learned;
  }

  #withFlows(learned: Micros): SourcedDraft[] {
    const now = this.#clock.monotonicMillis();
    if (now - this.#lastTick < 1_000) return this.#pending;
    for (const [source, flow] of this.#flows) {
      this.#pending.push({ source, draft: flowDraft(flow, learned) });
    }
    this.#flows.clear();
    this.#lastTick = now;
    return this.#pending;
  }

  #settled(head: Head): void {
    const { onHead } = this.#options;
    const acknowledge = this.#committed;
    const release = this.#waiting;
    this.#pending = [];
    this.#committed = [];
    this.#waiting = [];
    this.#report(undefined);
    for (const done of acknowledge) done();
    for (const go of release) go();
    onHead?.(head);
  }

  #report(error: ObsError | undefined): void {
    if (error === undefined && this.#trouble === undefined) return;
    this.#trouble = error;
    this.#options.onTrouble?.(error);
  }

  /** Rows that wait for a commit; beyond what one commit takes, the disk is in trouble. */
  get held(): number {
    return this.#pending.length;
  }
}
