// Numbers the traces and keeps the sums that the list of traces reads: after every commit one row per trace that got spans, so that a
// reader needs only the newest one at its head (docs/session-format.md). What is remembered here is bounded; the file knows all.
import { shift } from '../../../lib/micros.ts';
import type { SpanDraft } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';

const REMEMBERED = 20_000;

interface Sum {
  at: number;
  until: number;
  spans: number;
  errors: number;
  /** Whether the name is that of a root. */
  rooted: number;
  named_at: number;
  name: string;
  service: number | null;
}

interface Running {
  readonly sum: Sum;
  /** Those known to be in the file; a restored trace begins with none. */
  readonly services: Set<number>;
  /** The newest span. */
  seq: number;
  /** The span of this commit that moved the start of the trace. */
  start: { readonly seq: number; readonly ahead: boolean } | undefined;
}

export class Traces {
  readonly #ids = new Map<string, number>();
  readonly #running = new Map<number, Running>();
  /** Those that got spans in the commit at hand. */
  readonly #touched = new Map<number, Running>();
  readonly #find;
  readonly #add;
  readonly #newest;
  readonly #addStart;
  readonly #addSum;
  readonly #addService;

  constructor(db: Connection) {
    this.#find = db.prepare<[string], number>('SELECT id FROM trace WHERE trace_id = ?').pluck();
    this.#add = db.prepare<[string]>('INSERT INTO trace(trace_id) VALUES (?)');
    this.#newest = db.prepare<[number], Sum>('SELECT at, until, spans, errors, rooted, named_at, name, service FROM trace_sum WHERE trace = ? ORDER BY seq DESC LIMIT 1');
    this.#addStart = db.prepare<number[]>('INSERT INTO trace_start VALUES (?,?,?,?)');
    this.#addSum = db.prepare<(number | string | null)[]>('INSERT INTO trace_sum VALUES (?,?,?,?,?,?,?,?,?,?)');
    this.#addService = db.prepare<number[]>('INSERT OR IGNORE INTO trace_service VALUES (?,?,?)');
  }

  restore(): void {
    this.#ids.clear();
    this.#running.clear();
    this.#touched.clear();
  }

  /** Counts a span; gives the number of its trace. */
  see(seq: number, draft: SpanDraft, service: number | null, ahead: boolean): number {
    const id = this.#idOf(draft.traceId);
    const known = this.#touched.get(id) ?? this.#running.get(id) ?? this.#stored(id);
    const running = known ?? { sum: sumOf(draft, service), services: new Set<number>(), seq, start: undefined };
    const { sum, services } = running;
    if (known === undefined || draft.at < sum.at) running.start = { seq, ahead };
    count(sum, draft, service);
    running.seq = seq;
    if (service !== null && !services.has(service)) {
      services.add(service);
      this.#addService.run(id, service, seq);
    }
    this.#touched.set(id, running);
    return id;
  }

  /** Ends a commit: writes the sums that changed. */
  flush(): void {
    for (const [id, running] of this.#touched) {
      const { sum, seq, start } = running;
      if (start !== undefined) this.#addStart.run(start.seq, sum.at, id, start.ahead ? 1 : 0);
      this.#addSum.run(id, seq, sum.at, sum.until, sum.spans, sum.errors, sum.rooted, sum.named_at, sum.name, sum.service);
      running.start = undefined;
      if (this.#running.size >= REMEMBERED) this.#running.clear();
      this.#running.set(id, running);
    }
    this.#touched.clear();
  }

  #idOf(traceId: string): number {
    const known = this.#ids.get(traceId);
    if (known !== undefined) return known;
    const id = this.#find.get(traceId) ?? Number(this.#add.run(traceId).lastInsertRowid);
    if (this.#ids.size >= REMEMBERED) this.#ids.clear();
    this.#ids.set(traceId, id);
    return id;
  }

  #stored(id: number): Running | undefined {
    const sum = this.#newest.get(id);
    return sum === undefined ? undefined : { sum, services: new Set(), seq: 0, start: undefined };
  }
}

function sumOf(draft: SpanDraft, service: number | null): Sum {
  return { at: draft.at, until: draft.at, spans: 0, errors: 0, rooted: isRoot(draft), named_at: draft.at, name: draft.name, service };
}

function count(sum: Sum, draft: SpanDraft, service: number | null): void {
  sum.at = Math.min(sum.at, draft.at);
  sum.until = Math.max(sum.until, shift(draft.at, draft.duration));
  sum.spans += 1;
  if (draft.status === 'error') sum.errors += 1;
  const rooted = isRoot(draft);
  // A root names the trace, the earliest one of several; until one is known, the earliest span does.
  if (rooted < sum.rooted || (rooted === sum.rooted && draft.at >= sum.named_at)) return;
  sum.rooted = rooted;
  sum.named_at = draft.at;
  sum.name = draft.name;
  sum.service = service;
}

function isRoot(draft: SpanDraft): 0 | 1 {
  return draft.parentId === undefined ? 1 : 0;
}
