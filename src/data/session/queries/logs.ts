// Pages of log rows. A walk looks at rows until the page is full, the rows end, or the budget is spent; it says honestly which, and how
// far it came. What it answers depends on the rows alone, not on how they are stored.
import type { Filter } from '../../../model/filter/ast.ts';
import { compile, type Predicate } from '../../../model/filter/compile.ts';
import { needleOf } from '../../../model/filter/needle.ts';
import { pushdown } from '../../../model/filter/pushdown.ts';
import { LEVELS } from '../../../model/level.ts';
import type { Cursor, Frame, Head, LogQuery, Page } from '../../../model/session.ts';
import type { LogRecord, Seq } from '../../../model/signal.ts';
import { logOf } from '../decode.ts';
import type { Start } from './log-lanes.ts';
import { LogMerge, type Feed, type Run } from './log-merge.ts';
import type { LogSource } from './log-source.ts';
import { placeAt, type Segment } from './segment.ts';

const MOST_ROWS = 500;
const BUDGET = 5_000;
const MOST_BUDGET = 200_000;

export interface LogQueries {
  logs(frame: Frame, query: LogQuery): Page<LogRecord>;
  log(frame: Frame, seq: Seq): LogRecord | undefined;
}

export function logQueries(source: LogSource, word: (id: number) => string, looseTraces: (frame: Frame) => number): LogQueries {
  return {
    logs: (frame, query) =>
      source.now(() => {
        const { direction, filter } = query;
        const budget = clamp(query.budget ?? BUDGET, MOST_BUDGET);
        const test = new Test(filter, word);
        const page = new PageMaker(clamp(query.limit, MOST_ROWS), budget, test);
        return page.from(new LogMerge(test.hopeless ? [] : feedsOf(source, query, { head: frame.head, budget, looseTraces: () => looseTraces(frame) }), direction));
      }),
    log: (frame, seq) => {
      const row = seq <= frame.head.seq ? source.now(() => source.one(seq)) : undefined;
      return row === undefined ? undefined : logOf(row, word);
    },
  };
}

interface Known {
  readonly head: Head;
  readonly budget: number;
  readonly looseTraces: () => number;
}

function feedsOf(source: LogSource, query: LogQuery, { head, budget, looseTraces }: Known): Iterable<Feed> {
  const { filter, direction, from, inclusive = false } = query;
  const start: Start = { head, direction, from, inclusive };
  const trace = traceOf(filter);
  // Rows that name their trace in an attribute alone are in no index of traces.
  const ofTrace = trace === undefined || looseTraces() > 0 ? undefined : source.feedsOfTrace(trace, start, budget);
  return ofTrace ?? source.feeds({ start, all: filter === undefined ? clamp(query.limit, MOST_ROWS) : undefined, sparse: pushdown(filter).minLevel !== undefined });
}

/** The trace that every row of this filter belongs to. Only ids in hex: for them the index and the filter agree on letter case. */
function traceOf(filter: Filter | undefined): string | undefined {
  if (filter?.op === 'and') return filter.terms.map(traceOf).find((trace) => trace !== undefined);
  if (filter?.op !== 'match' || filter.field !== 'trace_id') return undefined;
  return /^[0-9a-fA-F-]{1,64}$/.test(filter.value) ? filter.value : undefined;
}

/** Whether a row passes, by what can be told without reading it first. */
class Test {
  readonly minLevel: number;
  readonly #words: RegExp | undefined;
  readonly #passes: Predicate | undefined;
  readonly #word: (id: number) => string;
  #segment: Segment | undefined;
  #hits: Uint8Array | undefined;

  constructor(filter: Filter | undefined, word: (id: number) => string) {
    this.minLevel = pushdown(filter).minLevel ?? 0;
    this.#words = needleOf(filter);
    this.#passes = filter === undefined ? undefined : compile(filter);
    this.#word = word;
  }

  /** No row can pass. */
  get hopeless(): boolean {
    return this.minLevel >= LEVELS.length;
  }

  /** Before rows of a segment are asked for. */
  turnTo(segment: Segment): void {
    if (this.#segment === segment) return;
    this.#segment = segment;
    this.#hits = this.#words === undefined ? undefined : segment.hits(this.#words);
  }

  record(segment: Segment, index: number): LogRecord | undefined {
    if ((segment.levels[index] ?? 0) < this.minLevel) return undefined;
    if (this.#hits !== undefined && this.#hits[index] === 0) return undefined;
    const record = logOf(segment.row(index), this.#word);
    return this.#passes === undefined || this.#passes(record) ? record : undefined;
  }
}

class PageMaker {
  readonly #rows: LogRecord[] = [];
  readonly #limit: number;
  readonly #test: Test;
  #left: number;
  #reached: Cursor | undefined;

  constructor(limit: number, budget: number, test: Test) {
    this.#limit = limit;
    this.#left = budget;
    this.#test = test;
  }

  from(walk: LogMerge): Page<LogRecord> {
    while (this.#left > 0 && this.#rows.length < this.#limit) {
      const run = walk.next(this.#left);
      if (run === undefined) return this.#page(true);
      this.#look(run);
    }
    return this.#page(this.#rows.length >= this.#limit);
  }

  #look({ segment, from, step, count }: Run): void {
    this.#test.turnTo(segment);
    for (let looked = 0; looked < count; looked += 1) {
      const index = from + looked * step;
      const record = this.#test.record(segment, index);
      if (record === undefined) continue;
      this.#rows.push(record);
      if (this.#rows.length < this.#limit) continue;
      this.#reached = placeAt(segment, index);
      return;
    }
    this.#left -= count;
    this.#reached = placeAt(segment, from + (count - 1) * step);
  }

  #page(complete: boolean): Page<LogRecord> {
    return { rows: this.#rows, reached: this.#reached, complete };
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, Math.trunc(value)));
}
