// A deterministic run of the lab, recorded: its rows and metrics through the real decoders, recorder, panel evaluator and writer,
// with the time of the story as the clock. Quicker than sockets, and the same bytes each time.
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter, OWN_SOURCE, type SessionWriter } from '../../src/data/session/writer.ts';
import { Analyst } from '../../src/data/recorder/analyst.ts';
import { PanelEvaluator } from '../../src/data/recorder/panel-evaluator.ts';
import { Recorder } from '../../src/data/recorder/recorder.ts';
import { draftOfRow } from '../../src/data/sources/logs-tail/decode.ts';
import { identified } from '../../src/data/sources/logs-tail/row.ts';
import { scanExposition } from '../../src/data/sources/scrape/scan.ts';
import { exposition } from '../../src/lab/exposition.ts';
import { story } from '../../src/lab/story.ts';
import { traffic } from '../../src/lab/traffic.ts';
import { SECOND, type Micros } from '../../src/lib/micros.ts';
import type { Head, Session } from '../../src/model/session.ts';
import type { Draft, GapDraft, HealthDraft, LogDraft, SourceId } from '../../src/model/signal.ts';
import { ManualClock } from './manual-clock.ts';
import { at, START } from './session.ts';

export interface LabRunOptions {
  readonly path: string;
  readonly seed: number;
  /** Ordinary log rows a second. */
  readonly rate: number;
  /** First second of the story that is followed, counted from 14:20:00. */
  readonly from: number;
  /** Told after every commit. */
  readonly onHead?: (head: Head) => void;
}

/** 14:20:00 of the story in seconds after START. */
export const STORY = 1_200;
const RING_BYTES = 240;

export class LabRun {
  readonly clock: ManualClock;
  readonly logs: SourceId;
  readonly metrics: SourceId;
  readonly #options: LabRunOptions;
  readonly #writer: SessionWriter;
  readonly #recorder: Recorder;
  readonly #traffic;
  readonly #story;
  #second: number;
  #nextId = 1;
  #cutAt: number | undefined;
  #lost = 0;

  constructor(options: LabRunOptions) {
    this.#options = options;
    this.#second = options.from;
    this.clock = new ManualClock(at(STORY + options.from));
    this.#writer = openWriter(options.path, { title: 'lab' });
    this.logs = this.#writer.addSource({ name: 'lab-logs', kind: 'logs-tail', target: 'ws://127.0.0.1:7070/logs/tail' });
    this.metrics = this.#writer.addSource({ name: 'lab-metrics', kind: 'scrape', target: 'http://127.0.0.1:7070/metrics' });
    const panels = new PanelEvaluator([{ id: this.metrics, name: 'lab-metrics', kind: 'scrape', panels: [], intervalMillis: 1_000 }]);
    const { onHead } = options;
    this.#recorder = new Recorder({ writer: this.#writer, clock: this.clock, panels, analyst: new Analyst(), ...(onHead === undefined ? {} : { onHead }) });
    this.#traffic = traffic(options.seed, options.rate, START / SECOND + STORY);
    this.#story = story(options.seed);
    this.#recorder.commit();
  }

  open(): Session {
    return openSession(this.#options.path);
  }

  /** Reads so many seconds before the present in bulk, as at a start. */
  backfill(seconds: number): void {
    for (let second = this.#second - seconds; second < this.#second; second += 1) this.#take(this.logs, this.#rows(second, true));
    this.health({ state: 'ok', detail: 'following the tail' });
    this.#take(this.metrics, [this.#healthDraft({ state: 'ok', detail: 'all 1 targets answer' })]);
    this.commit();
  }

  /** Follows for so many seconds: rows each second, a scrape each fifth, a commit each second. */
  follow(seconds: number): void {
    for (let count = 0; count < seconds; count += 1) {
      this.clock.advance(1_000);
      const rows = this.#rows(this.#second, false);
      if (this.#cutAt === undefined) this.#take(this.logs, rows);
      else this.#lost += rows.length;
      this.#second += 1;
      if (this.#second % 5 === 0) this.scrape();
      this.commit();
    }
  }

  scrape(): void {
    const { seed, rate } = this.#options;
    const page = exposition({ story: this.#story, seed, rate, second: this.#second, since: -3_600, startSecond: START / SECOND + STORY });
    const { samples } = scanExposition(page, { format: 'text', at: this.clock.now(), target: { job: 'lab-metrics', instance: '127.0.0.1:7070' } });
    this.#recorder.take(this.metrics, { drafts: samples, bytes: page.length });
  }

  /** The tail goes away: from here on rows are lost, and a retry is pending. */
  cut(): void {
    this.#cutAt = this.#second;
    this.health({ state: 'retrying', detail: 'the tail closed with 1006; trying again', code: 'SOURCE_UNREACHABLE', attempt: 1, retryAt: (this.clock.now() + 2 * SECOND) as Micros });
    this.commit();
  }

  /** The tail is back: the gap is told, and then closed by so many of the lost rows. */
  restore(share: number): void {
    if (this.#cutAt === undefined) return;
    const begin = this.#cutAt;
    const lost = this.#lost;
    this.#cutAt = undefined;
    this.#lost = 0;
    this.health({ state: 'ok', detail: 'following the tail again' });
    const gap = (recovered: number): GapDraft => ({
      kind: 'gap', at: at(STORY + begin), gapId: `cut:${begin}`, until: this.clock.now(), reason: 'disconnected', detail: 'tail closed 1006', missing: lost - recovered, recovered, signal: 'log',
    });
    this.#take(this.logs, [gap(0)]);
    this.commit();
    const rows: Draft[] = [];
    for (let second = begin; second < this.#second; second += 1) rows.push(...this.#rows(second, true));
    const recovered = rows.slice(0, Math.floor(rows.length * share));
    this.#take(this.logs, [...recovered, gap(recovered.length)]);
    this.commit();
  }

  health(health: Pick<HealthDraft, 'state' | 'detail'> & Partial<HealthDraft>): void {
    this.#take(this.logs, [this.#healthDraft(health)]);
  }

  reject(reason = 'a row without a message'): void {
    this.#take(this.logs, [{ kind: 'reject', at: this.clock.now(), reason, excerpt: '{"id":7,"level":"INFO"}' }]);
  }

  note(text: string): void {
    this.#take(OWN_SOURCE, [{ kind: 'note', at: this.clock.now(), text }]);
    this.commit();
  }

  take(source: SourceId, drafts: readonly Draft[]): void {
    this.#take(source, drafts);
  }

  commit(): void {
    this.#recorder.commit();
  }

  finish(): void {
    this.commit();
    this.#writer.finalise();
  }

  /** Lets go of the file; for a session that is to look like a growing one until then. */
  close(): void {
    this.#writer.close();
  }

  #take(source: SourceId, drafts: readonly Draft[]): void {
    this.#recorder.take(source, { drafts, bytes: drafts.length * RING_BYTES });
  }

  #healthDraft(health: Pick<HealthDraft, 'state' | 'detail'> & Partial<HealthDraft>): HealthDraft {
    return { kind: 'health', at: this.clock.now(), ...health };
  }

  #rows(second: number, backfilled: boolean): readonly LogDraft[] {
    const block = this.#traffic.block(second, this.#nextId);
    this.#nextId += block.rows;
    const values: unknown[] = Array.from({ length: block.rows }, (_, index) => JSON.parse(block.row(index).toString('latin1')));
    return identified(values)
      .map((row) => draftOfRow(row, { format: 'logfmt', epoch: 1, backfilled, around: this.clock.now() }))
      .filter((draft) => draft.kind === 'log');
  }
}
