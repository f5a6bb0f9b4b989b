// `obs-tui trace compare`: two traces laid over each other, as the Traces screen does, or as JSON.
import { blame, changeWords, wholeWords } from '../../analysis/diff-words.ts';
import { diffTraces, type SpanPair } from '../../analysis/trace-diff.ts';
import { buildTrace } from '../../analysis/trace-tree.ts';
import { MILLI } from '../../lib/micros.ts';
import type { Frame, Session } from '../../model/session.ts';
import { compareLines } from '../../screens/traces/compare/lines.ts';
import { loadComparison } from '../../screens/traces/compare/loaded.ts';
import { selectComparison } from '../../screens/traces/compare/select.ts';
import { compared } from '../../screens/traces/state.ts';
import { safeJson } from '../safe-json.ts';
import { answerFrom, columnsOf, panelContext, textOf, type TraceOptions } from './open.ts';
import { treeFields } from './trace-json.ts';
import { whichTrace, type FoundTrace } from './which-trace.ts';

export function traceCompare(first: string, second: string, options: TraceOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const [a, b] = [whichTrace(session, frame, first), whichTrace(session, frame, second)];
    return options.json === true ? diffJson(a, b, session.info().id) : drawn(session, frame, [a, b], options);
  });
}

/** Head and titles beside the rows. */
const CHROME_LINES = 5;

function drawn(session: Session, frame: Frame, [a, b]: readonly [FoundTrace, FoundTrace], options: TraceOptions): string {
  const context = panelContext(session, frame, options);
  const shown = compared(a.traceId, b.traceId);
  const loaded = loadComparison(context, shown);
  const rows = loaded.kind === 'missing' ? 0 : loaded.rows.visible(shown.toggled).length;
  const size = { columns: columnsOf(), rows: Math.max(14, rows + CHROME_LINES) };
  const model = selectComparison(context, shown, size);
  const lines = model.kind === 'compare' ? compareLines(model, size) : [];
  return textOf(lines.slice(0, rows + CHROME_LINES), options);
}

function diffJson(a: FoundTrace, b: FoundTrace, session: string): string {
  const diff = diffTraces(buildTrace(a.spans), buildTrace(b.spans));
  const found = blame(diff);
  const [first] = found?.pairs ?? [];
  const culprit = found === undefined ? null : { ...(first === undefined ? {} : stepFields(first)), critical_ms: found.time / MILLI, share: found.share, words: found.words };
  return `${safeJson({
    schema: 'obs-tui.trace-diff/1', session, a: treeFields(a.traceId, diff.a), b: treeFields(b.traceId, diff.b), whole: wholeWords(diff), changed: changeWords(diff), changes: diff.changes, errors: diff.errors, blame: culprit,
    pairs: diff.pairs.map((pair) => ({
      ...stepFields(pair), depth: pair.depth, a: sideFields(pair.a), b: sideFields(pair.b), change: pair.change, error: pair.errors, delta_ms: pair.delta / MILLI,
    })),
  })}\n`;
}

function stepFields({ a, b }: SpanPair) {
  const span = (a ?? b)?.span;
  return { name: span?.name, service: span?.service };
}

function sideFields(node: SpanPair['a']) {
  return node === undefined ? null : { span_id: node.span.spanId, duration_ms: node.span.duration / MILLI, status: node.span.status };
}
