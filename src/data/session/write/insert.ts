// One draft becomes one row, in the table of its kind; what sums depend on it is told on the way.
import type { Micros } from '../../../lib/micros.ts';
import { isAsked } from '../../../model/fact.ts';
import { levelRank } from '../../../model/level.ts';
import type { Draft, FactDraft, FlowDraft, GapDraft, LogDraft, PanelDraft, SampleDraft, Seq, SourceId, SpanDraft } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';
import { SeriesIds, Words } from './dictionary.ts';
import { Flows, type Sums } from './flows.ts';
import { BLOCK_ROWS, LogStore } from './log-store.ts';
import { LogRollup } from './rollup.ts';
import { SampleRollup } from './sample-rollup.ts';
import { ShedLedger } from './shed-ledger.ts';
import { kindCode, statusCode } from '../span-codes.ts';
import { spanRest } from './span-rest.ts';
import { BulkInsert, type Cell } from './statement.ts';
import { Tally, TOLERANCE } from './tally.ts';
import { Traces } from './traces.ts';

export class Inserter {
  readonly tally: Tally;
  readonly rollup: LogRollup;
  readonly sampleRollup: SampleRollup;
  readonly flows: Flows;
  readonly #shed: ShedLedger;
  readonly #words: Words;
  readonly #series: SeriesIds;
  readonly #traces: Traces;
  readonly #logs: LogStore;
  readonly #spans: BulkInsert;
  readonly #samples: BulkInsert;
  readonly #health;
  readonly #gap;
  readonly #reject;
  readonly #note;
  readonly #flow;
  readonly #panel;
  readonly #fact;

  /** `blockRows`: log rows of a block, about. */
  constructor(db: Connection, blockRows = BLOCK_ROWS) {
    const into = (table: string, width: number) => db.prepare<Cell[]>(`INSERT INTO ${table} VALUES (${Array(width).fill('?').join(',')})`);
    this.tally = new Tally(db);
    this.rollup = new LogRollup(db);
    this.sampleRollup = new SampleRollup(db);
    this.flows = new Flows(db);
    this.#shed = new ShedLedger(db);
    this.#words = new Words(db);
    this.#series = new SeriesIds(db);
    this.#traces = new Traces(db);
    this.#logs = new LogStore(db, blockRows);
    this.#spans = new BulkInsert(db, 'span', 16);
    this.#samples = new BulkInsert(db, 'sample', 5);
    this.#health = into('health', 9);
    this.#gap = into('gap', 11);
    this.#reject = into('reject', 7);
    this.#note = into('note', 5);
    this.#flow = into('flow', 13);
    this.#panel = into('panel', 10);
    this.#fact = into('fact', 7);
  }

  /** Takes up where the file stands; also after a failed commit, whose rows are gone from the file but not from these sums. */
  restore(): void {
    this.#logs.restore();
    this.#spans.drop();
    this.#samples.drop();
    this.#words.forget();
    this.#series.forget();
    this.#traces.restore();
    this.tally.restore();
    this.flows.restore();
    this.#shed.restore();
    this.rollup.restore(this.tally.seq, this.tally.learned);
    this.sampleRollup.restore(this.tally.learned);
  }

  put(seq: number, source: SourceId, draft: Draft, learned: Micros): void {
    switch (draft.kind) {
      case 'log':
        return this.#putLog(seq, source, draft, learned);
      case 'sample':
        return this.#putSample(seq, source, draft, learned);
      case 'span':
        return this.#putSpan(seq, source, draft, learned);
      case 'health':
        this.#health.run(...stamp(seq, source, draft), draft.state, draft.detail, draft.code ?? null, draft.attempt ?? null, draft.retryAt ?? null);
        return;
      case 'gap':
        return this.#putGap(seq, source, draft);
      case 'reject':
        this.flows.reject(source, learned);
        this.#reject.run(...stamp(seq, source, draft), draft.reason, draft.excerpt, draft.line ?? null);
        return;
      case 'note':
        this.#note.run(...stamp(seq, source, draft), draft.text);
        return;
      case 'flow': {
        const sums = this.flows.add(source, draft);
        this.#flow.run(
          ...stamp(seq, source, draft), draft.logs, draft.samples, draft.rejects, draft.bytes,
          sums.logs, sums.samples, sums.rejects, sums.bytes, sums.lastLearned,
        );
        return;
      }
      case 'panel':
        return this.#putPanel(seq, source, draft);
      default:
        if (!isAsked(draft.kind)) this.flows.touch(source, learned);
        return this.#putFact(seq, source, draft);
    }
  }

  /** A flow row of another file, with the sums that it carried there. */
  putRecordedFlow(seq: number, source: SourceId, draft: FlowDraft, sums: Omit<Sums, 'rejectRows'>): void {
    this.#flow.run(
      ...stamp(seq, source, draft), draft.logs, draft.samples, draft.rejects, draft.bytes, sums.logs, sums.samples, sums.rejects, sums.bytes, sums.lastLearned,
    );
  }

  /** Ends a commit: the sums of its traces, and the rows that wait for a full statement. */
  flush(): void {
    this.flushTraces();
    this.#logs.flush();
    this.#spans.flush();
    this.#samples.flush();
  }

  flushTraces(): void {
    this.#traces.flush();
  }

  #putLog(seq: number, source: SourceId, draft: LogDraft, learned: Micros): void {
    const rank = levelRank(draft.level);
    this.tally.log(draft, learned);
    this.rollup.count(draft.at, rank);
    this.flows.touch(source, learned);
    this.#logs.add({
      seq: seq as Seq, at: draft.at, source, backfilled: draft.backfilled === true ? 1 : 0, ahead: draft.at > learned + TOLERANCE ? 1 : 0, level: rank,
      service: this.#words.idOf(draft.service), node: this.#words.idOf(draft.node), trace_id: draft.traceId ?? null, span_id: draft.spanId ?? null,
      message: draft.message, attributes: draft.attributes === undefined ? null : JSON.stringify(draft.attributes), row_id: draft.rowId ?? null,
    });
  }

  #putSpan(seq: number, source: SourceId, draft: SpanDraft, learned: Micros): void {
    this.tally.span(draft, learned);
    this.flows.touch(source, learned);
    const service = this.#words.idOf(draft.service);
    const trace = this.#traces.see(seq, draft, service, draft.at > learned + TOLERANCE);
    const { resource, rest } = spanRest(draft);
    this.#spans.add(
      ...stamp(seq, source, draft), trace, draft.spanId, draft.parentId ?? null, draft.name, service, this.#words.idOf(draft.node), draft.duration,
      kindCode(draft.spanKind), statusCode(draft.status), draft.statusMessage ?? null, this.#words.idOf(resource), rest ?? null,
    );
  }

  #putSample(seq: number, source: SourceId, draft: SampleDraft, learned: Micros): void {
    this.tally.sample(draft, learned);
    this.flows.touch(source, learned);
    const series = this.#series.idOf(draft, source, seq);
    // SQLite has no NaN: it is stored as NULL.
    const value = Number.isNaN(draft.value) ? null : draft.value;
    this.sampleRollup.count(series, draft.at, value);
    this.#samples.add(seq, draft.at, series, draft.backfilled === true ? 1 : 0, value);
  }

  #putGap(seq: number, source: SourceId, draft: GapDraft): void {
    this.tally.shed += this.#shed.change(source, draft);
    this.#gap.run(
      ...stamp(seq, source, draft), draft.gapId, draft.until, draft.reason, draft.detail, draft.missing ?? null, draft.recovered, draft.signal,
    );
  }

  #putFact(seq: number, source: SourceId, draft: FactDraft): void {
    const columns: ReadonlySet<string> = new Set(['kind', 'id', 'at', 'backfilled']);
    const body = Object.fromEntries(Object.entries(draft).filter(([key]) => !columns.has(key)));
    this.#fact.run(...stamp(seq, source, draft), draft.kind, draft.id, JSON.stringify(body));
  }

  #putPanel(seq: number, source: SourceId, draft: PanelDraft): void {
    const { id, title, expr, unit, threshold, source: name } = draft.panel;
    this.#panel.run(...stamp(seq, source, draft), id, title, expr, unit ?? null, threshold ?? null, name);
  }
}

function stamp(seq: number, source: SourceId, draft: Draft): [number, number, number, number] {
  return [seq, draft.at, source, draft.backfilled === true ? 1 : 0];
}
