// Two traces with everything that is computed once for both. The answer depends on session, frame and the two ids alone; what was
// computed last is kept, because long traces must not be read and compared anew for every frame.
import { blame, changeWords, wholeWords } from '../../../analysis/diff-words.ts';
import { diffTraces, type TraceDiff } from '../../../analysis/trace-diff.ts';
import { buildTrace } from '../../../analysis/trace-tree.ts';
import type { Session } from '../../../model/session.ts';
import type { TraceTree } from '../../../model/trace.ts';
import type { PanelContext } from '../../../state/command.ts';
import { figuresOf, forgetTrace } from '../loaded.ts';
import type { OpenComparison } from '../state.ts';
import { pairRows, type AllPairRows, type PairRow } from './rows.ts';

export interface LoadedComparison {
  readonly kind: 'comparison';
  readonly diff: TraceDiff;
  readonly rows: AllPairRows;
  /** The step that the difference comes from, or that there is none. */
  readonly blame: string;
  /** The row of that step, or the first of several. */
  readonly blamed: PairRow | undefined;
  readonly whole: string;
  readonly changes: string;
  /** Longest change of a single pair, microseconds. */
  readonly longest: number;
}

/** No span of this one is known at the head. */
interface MissingTrace {
  readonly kind: 'missing';
  readonly traceId: string;
}

type Ids = Pick<OpenComparison, 'a' | 'b'>;

interface Known extends Ids {
  readonly seq: number;
  readonly figures: readonly (string | undefined)[];
  readonly loaded: LoadedComparison;
}

const latest = new WeakMap<Session, Known>();

export function loadComparison(context: PanelContext, { a, b }: Ids): LoadedComparison | MissingTrace {
  const { session, frame } = context;
  const before = latest.get(session);
  const known = before?.a === a && before.b === b ? before : undefined;
  if (known?.seq === frame.head.seq) return known.loaded;
  if (known !== undefined && known.figures.every((figures) => figures !== undefined) && same(known.figures, figuresOfBoth(context, { a, b }, known.loaded.diff))) {
    latest.set(session, { ...known, seq: frame.head.seq });
    return known.loaded;
  }
  // Let go of first: four long traces at once would take twice the memory.
  latest.delete(session);
  forgetTrace(session);
  const [first, second] = [session.trace(frame, a), session.trace(frame, b)];
  if (first.length === 0 || second.length === 0) return { kind: 'missing', traceId: first.length === 0 ? a : b };
  const loaded = load(buildTrace(first), buildTrace(second));
  latest.set(session, { a, b, seq: frame.head.seq, figures: figuresOfBoth(context, { a, b }, loaded.diff), loaded });
  return loaded;
}

function figuresOfBoth(context: PanelContext, ids: Ids, diff: TraceDiff): readonly (string | undefined)[] {
  return [figuresOf(context, ids.a, diff.a.from), figuresOf(context, ids.b, diff.b.from)];
}

function same(before: readonly (string | undefined)[], now: readonly (string | undefined)[]): boolean {
  return before.every((figures, index) => figures === now[index]);
}

function load(a: TraceTree, b: TraceTree): LoadedComparison {
  const diff = diffTraces(a, b);
  const rows = pairRows(diff);
  const found = blame(diff);
  const first = rows.all.find((row) => row.kind === 'pair' && row.pair === found?.pairs[0]);
  return {
    kind: 'comparison', diff, rows,
    blame: found?.words ?? 'both took as long',
    blamed: first?.parent?.kind === 'group' ? first.parent : first,
    whole: wholeWords(diff), changes: changeWords(diff),
    longest: diff.pairs.reduce((most, { delta }) => Math.max(most, Math.abs(delta)), 0),
  };
}
