// Holds the spans of each trace until it is decided whether the trace is recorded. Invariant: every span that goes in comes out or belongs
// to a trace that is counted as dropped; what is held is bounded, and the oldest traces are decided early where there is too much of it.
import type { Micros } from '../../../lib/micros.ts';
import type { Level } from '../../../model/level.ts';
import type { Draft, FactDraft, SpanDraft } from '../../../model/signal.ts';
import type { Sampling } from './config.ts';
import { keepingRule, rateKeeps, RULES, see, seenOf, type Rule, type Seen } from './rules.ts';
import { weightOf } from './weight.ts';

/** Bytes of held spans, roughly. */
const MOST_HELD = 48 * 1_024 * 1_024;
/** Decisions that late spans can still follow. */
const MOST_DECIDED = 100_000;
/** Traces that log rows call failed, for spans that come after the rows. */
const MOST_FAILED = 10_000;
const COUNTS_EVERY_MILLIS = 1_000;

interface Held {
  readonly seen: Seen;
  readonly spans: SpanDraft[];
  weight: number;
  /** Monotonic milliseconds. */
  due: number;
}

interface Count {
  kept: number;
  dropped: number;
  /** Since they were told last. */
  changed: boolean;
}

export class TraceSampler {
  readonly #sampling: Sampling;
  readonly #services: ReadonlySet<string>;
  readonly #most: number;
  /** Undecided traces, the one with the oldest last span first. */
  readonly #held = new Map<string, Held>();
  #weight = 0;
  readonly #decided = new Map<string, boolean>();
  readonly #failed = new Set<string>();
  readonly #counts = new Map<Rule, Count>(RULES.map((rule) => [rule, { kept: 0, dropped: 0, changed: false }]));
  #toldMillis = Number.NEGATIVE_INFINITY;

  constructor(sampling: Sampling, mostHeld = MOST_HELD) {
    this.#sampling = sampling;
    this.#services = new Set(sampling.services);
    this.#most = mostHeld;
  }

  /** What of these drafts, and of those before, is to be recorded now. Everything but spans passes. */
  take(drafts: readonly Draft[], nowMillis: number): readonly Draft[] {
    const out: Draft[] = [];
    const touched = new Set<string>();
    for (const draft of drafts) {
      if (draft.kind !== 'span') {
        out.push(draft);
        if (draft.kind === 'log' && draft.traceId !== undefined) this.#log(draft.traceId, draft.level);
      } else if (this.#decided.get(draft.traceId) === true) out.push(draft);
      else {
        this.#hold(draft, nowMillis);
        touched.add(draft.traceId);
      }
    }
    // Only now: the rules are tried in their order over all that came at once.
    for (const id of touched) this.#tryToKeep(id, out);
    while (this.#weight > this.#most) this.#decideOldest(out);
    return out;
  }

  /** The spans of traces that have been held long enough and are kept. */
  due(nowMillis: number): readonly Draft[] {
    const out: Draft[] = [];
    for (const { due } of this.#held.values()) {
      if (due > nowMillis) break;
      this.#decideOldest(out);
    }
    return out;
  }

  /** Decides every trace that is held: nothing more comes. */
  flush(): readonly Draft[] {
    const out: Draft[] = [];
    while (this.#held.size > 0) this.#decideOldest(out);
    return out;
  }

  /** The counts that have changed, at most once a second unless it is the `last` time. */
  counts(at: Micros, nowMillis: number, last = false): readonly FactDraft<'sampling'>[] {
    if (!last && nowMillis - this.#toldMillis < COUNTS_EVERY_MILLIS) return [];
    const told = [...this.#counts].flatMap(([id, count]): FactDraft<'sampling'>[] => {
      if (!count.changed) return [];
      count.changed = false;
      return [{ kind: 'sampling', at, id, kept: count.kept, dropped: count.dropped }];
    });
    if (told.length > 0) this.#toldMillis = nowMillis;
    return told;
  }

  #hold(span: SpanDraft, nowMillis: number): void {
    const held = this.#held.get(span.traceId) ?? { seen: seenOf(span), spans: [], weight: 0, due: 0 };
    const weight = weightOf(span);
    see(held.seen, span, this.#services);
    if (this.#failed.has(span.traceId)) held.seen.failed = true;
    held.spans.push(span);
    held.weight += weight;
    held.due = nowMillis + this.#sampling.hold;
    this.#weight += weight;
    this.#held.delete(span.traceId);
    this.#held.set(span.traceId, held);
  }

  /** A log row that tells of a failure speaks for the trace it belongs to. */
  #log(traceId: string, level: Level): void {
    if (level !== 'error' && level !== 'fatal') return;
    forgetOldest(this.#failed.add(traceId), MOST_FAILED);
    const held = this.#held.get(traceId);
    if (held !== undefined) held.seen.failed = true;
  }

  #tryToKeep(id: string, out: Draft[]): void {
    const held = this.#held.get(id);
    const rule = held === undefined ? undefined : keepingRule(held.seen, this.#sampling);
    if (held !== undefined && rule !== undefined) this.#decide(id, held, rule, true, out);
    // The trace was dropped before: this late span does not change that.
    else if (held !== undefined && this.#decided.get(id) === false) this.#let(id, held);
  }

  #decideOldest(out: Draft[]): void {
    const [oldest] = this.#held;
    if (oldest === undefined) return;
    const [id, held] = oldest;
    const rule = keepingRule(held.seen, this.#sampling);
    this.#decide(id, held, rule ?? 'rate', rule !== undefined || rateKeeps(id, this.#sampling.rate), out);
  }

  #decide(id: string, held: Held, rule: Rule, keeps: boolean, out: Draft[]): void {
    this.#let(id, held);
    if (keeps) for (const span of held.spans) out.push(span);
    const count = this.#counts.get(rule);
    if (count !== undefined) {
      count[keeps ? 'kept' : 'dropped'] += 1;
      count.changed = true;
    }
    this.#decided.delete(id);
    this.#decided.set(id, keeps);
    forgetOldest(this.#decided, MOST_DECIDED);
  }

  #let(id: string, held: Held): void {
    this.#held.delete(id);
    this.#weight -= held.weight;
  }
}

function forgetOldest(kept: Set<string> | Map<string, unknown>, most: number): void {
  const [oldest] = kept.size > most ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
}
