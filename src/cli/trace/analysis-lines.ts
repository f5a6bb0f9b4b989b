// What was found in a trace as lines: the bottleneck first, then where the time went, then what is wrong.
import { partWords } from '../../analysis/bottleneck.ts';
import type { Step, TraceAnalysis } from '../../analysis/trace-analysis.ts';
import { count, many } from '../../lib/format.ts';
import { BLANK, line, span, words, type Line, type Style } from '../../lib/line.ts';
import { own, visible } from '../../lib/text.ts';
import type { TraceNode } from '../../model/trace.ts';
import { exact, ODDITY_WORDS } from '../../screens/traces/span-detail.ts';
import { alignedRows } from './aligned.ts';

/** Rows of one section; the rest is counted. */
const MOST = 10;

export function bottleneckLines({ bottleneck, tree }: TraceAnalysis): readonly Line[] {
  if (bottleneck === undefined) return [words('Nothing in this trace took any time.')];
  const { node, words: said } = bottleneck;
  const self = node.selfTime === node.span.duration ? '' : `, ${exact(node.selfTime)} of it by itself`;
  return [
    line(span(own('bottleneck: '), 'dim'), span(visible(said, 400), 'warn')),
    line(span(visible(node.span.service ?? 'no service', 200)), span(own(`  span ${visible(node.span.spanId, 100)}, ${exact(node.span.at - tree.from)} after the trace began, runs ${exact(node.span.duration)}${self}`), 'dim')),
  ];
}

export function analysisLines(analysis: TraceAnalysis): readonly Line[] {
  const { traceId, tree, critical, alone, errors, repeats, odd, criticalTime } = analysis;
  const failed = tree.errors === 0 ? span(own('ok'), 'good') : span(own(`${many(tree.errors, 'error')}`), 'bad');
  return [
    line(span(visible(tree.roots[0]?.span.name ?? '', 200), 'strong'), span(own(`  ${exact(tree.to - tree.from)}  `), 'strong'), failed, span(own(`  ${many(tree.spans, 'span')}  trace ${visible(traceId, 200)}`), 'dim')),
    ...bottleneckLines(analysis),
    ...section(`critical path, ${exact(criticalTime)}`, critical, (step) => [exact(step.time), partWords(step.time / criticalTime), step.service ?? '', nameOf(step)], 2),
    ...section('self time', alone, (step) => [exact(step.time), step.service ?? '', nameOf(step)], 1),
    ...section('errors', errors, (node) => [after(node, analysis), node.span.service ?? '', node.span.name, node.span.statusMessage ?? ''], 1, 'bad'),
    ...section('repeats', repeats, ({ count: times, duration, service, name, parent }) => [`×${count(times)}`, exact(duration), service ?? '', parent === undefined ? name : `${name}  below ${parent}`], 2),
    ...section('out of place', odd, (node) => [node.span.service ?? '', node.span.name, node.oddity === undefined ? '' : ODDITY_WORDS[node.oddity].words], 0, 'warn'),
  ];
}

function nameOf({ name, count: times }: Step): string {
  return times === 1 ? name : `${name} (${count(times)} times)`;
}

function after({ span: { at } }: TraceNode, { tree }: TraceAnalysis): string {
  return `+${exact(at - tree.from)}`;
}

/** A heading and aligned cells, the first `numbers` of them to the right; nothing where there are no rows. */
function section<T>(title: string, all: readonly T[], cellsOf: (one: T) => readonly string[], numbers: number, style: Style = 'plain'): readonly Line[] {
  if (all.length === 0) return [];
  const rows = alignedRows(all.slice(0, MOST).map(cellsOf), numbers);
  const lines = rows.map((row) => line(span(own(`  ${row}`), style)));
  const more = all.length - rows.length;
  return [BLANK, words(title, 'strong'), ...lines, ...(more > 0 ? [words(`  and ${count(more)} more`, 'dim')] : [])];
}
