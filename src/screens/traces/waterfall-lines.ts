// The open trace as lines: what it was and where the time went, the axis, one bar a span.
import { count, many, percent } from '../../lib/format.ts';
import { BLANK, line, lineWidth, span, words, type Line, type Span } from '../../lib/line.ts';
import type { Interval } from '../../lib/micros.ts';
import { cellWidth, own, padEnd, padStart, truncate, visible } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import { durationAxis } from '../../widgets/duration-axis.ts';
import { spanBar, type BarLook, type Share } from '../../widgets/span-bar.ts';
import { detailLines } from './detail-lines.ts';
import { barIndent, waterfallColumns, WIDE, type WaterfallColumns } from './layout.ts';
import type { WaterfallModel } from './select.ts';
import type { ShownRow } from './shown-row.ts';
import { exact, ODDITY_WORDS } from './span-detail.ts';

export function waterfallLines(model: WaterfallModel, size: Size): readonly Line[] {
  const columns = waterfallColumns(size.columns);
  const indent = barIndent(columns);
  const { layout } = model;
  return [
    ...headLines(model, size.columns).slice(0, layout.head),
    ...(layout.axis ? [durationAxis(model.span.to - model.span.from, indent + columns.bar, indent)] : []),
    ...fill(model.rows.map((row, index) => ({ ...rowLine(row, model, columns), selected: index === model.cursor })), layout.rows),
    ...(layout.legend ? [legend(model)] : []),
    ...detailLines(model, size),
  ];
}

/** The services give way first, then the name. */
function headLines(model: WaterfallModel, columns: number): readonly Line[] {
  const { bottleneck, errors, spans } = model;
  const facts = line(
    span(own(`  ${exact(model.span.to - model.span.from)}  `), 'strong'),
    errors > 0 ? span(own(`✖ ${many(errors, 'error')}`), 'bad') : span(own('ok'), 'good'),
    span(own(`  ${spans >= MOST_SPANS ? 'the first ' : ''}${many(spans, 'span')}`), 'dim'),
  );
  const alone = model.layout.head > 1;
  const said = bottleneck === undefined ? undefined : alone || columns >= WIDE ? bottleneck.words : `${bottleneck.name} ${percent(Math.round(bottleneck.share * 100) / 100)}`;
  const slow = said === undefined ? BLANK : line(span(own(alone ? ' ' : '  ')), span(own('bottleneck: '), 'dim'), span(visible(said, 200), 'warn'));
  const room = columns - 1 - lineWidth(facts) - (alone ? 0 : lineWidth(slow));
  const name = truncate(visible(model.name, 400), Math.max(12, room));
  const path = truncate(visible(pathText(model), 400), room - cellWidth(name) - 2);
  const first = [span(own(model.marked ? 'A' : ' '), 'accent'), span(name, 'strong'), ...facts.spans, ...(path === '' ? [] : [span(own('  ')), span(path, 'dim')])];
  return alone ? [line(...first), slow] : [line(...first, ...slow.spans)];
}

const MOST_SERVICES = 8;
/** A session gives no more of one trace. */
const MOST_SPANS = 100_000;

function pathText({ services }: WaterfallModel): string {
  const more = services.length - MOST_SERVICES;
  return `${services.slice(0, MOST_SERVICES).join(' → ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function rowLine(row: ShownRow, model: WaterfallModel, columns: WaterfallColumns): Line {
  const error = row.errors > 0;
  return line(
    span(own(error ? '✖' : ' '), 'bad'),
    span(own(row.oddity === undefined ? ' ' : ODDITY_WORDS[row.oddity].letter), 'warn'),
    // Where there is no room for the word, a mark says what is on the critical path.
    span(own(columns.words === 0 && row.criticalShare > 0 ? (model.unicode ? '▓' : '#') : ' '), 'warn'),
    ...(columns.service === 0 ? [] : [span(own(`${padEnd(visible(row.service ?? '', 100), columns.service - 1)} `), 'dim')]),
    span(own(padEnd(nameText(row, columns.name, model.unicode), columns.name)), error ? 'bad' : 'plain'),
    span(own(' ')),
    ...bar(row, model, columns.bar),
    ...(columns.duration === 0 ? [] : [span(padStart(own(exact(row.duration)), columns.duration + (columns.bar > 0 ? 1 : 0)))]),
    ...(columns.self === 0 ? [] : [span(padStart(own(row.selfTime === row.duration ? '' : `self ${exact(row.selfTime)}`), columns.self), 'dim')]),
    ...(columns.words === 0 || row.criticalShare === 0 ? [] : [span(own(`${criticalWords(row.criticalShare).length + 2 > columns.words ? ' ' : '  '}${criticalWords(row.criticalShare)}`), 'warn')]),
  );
}

function criticalWords(share: number): string {
  return share < 0.01 ? 'critical <1 %' : `critical ${percent(Math.round(share * 100) / 100)}`;
}

/** Deep rows keep at least half of the column for the name. */
function nameText(row: ShownRow, cells: number, unicode: boolean) {
  const indent = ' '.repeat(Math.min(row.depth * 2, Math.floor(cells / 2)));
  const [folded, unfolded] = unicode ? ['▸ ', '▾ '] : ['+ ', '- '];
  const glyph = { folded, unfolded, leaf: '  ' }[row.fold] ?? '';
  const times = row.count > 1 ? `×${count(row.count)} ` : '';
  const hidden = row.kind === 'span' && row.fold === 'folded' ? ` +${count(row.below)}` : '';
  const name = truncate(visible(row.name, 400), Math.max(1, cells - indent.length - glyph.length - times.length - hidden.length));
  return own(`${indent}${glyph}${times}${name}${hidden}`);
}

function bar(row: ShownRow, { span: scale, unicode }: WaterfallModel, cells: number): readonly Span[] {
  const share = ({ from, to }: Interval): Share => {
    const length = scale.to - scale.from;
    return length === 0 ? { from: 0, to: 1 } : { from: (from - scale.from) / length, to: (to - scale.from) / length };
  };
  const look: BarLook = {
    unicode,
    style: row.errors > 0 ? 'bad' : 'accent',
    full: row.kind === 'repeats' ? ['▒', '-'] : ['█', '='],
    strong: { parts: row.critical.map(share), full: ['▓', '#'], style: row.errors > 0 ? 'bad' : 'warn' },
  };
  return spanBar(share(row.at), cells, look);
}

function legend({ oddities }: WaterfallModel): Line {
  return words(` ${oddities.map((oddity) => `${ODDITY_WORDS[oddity].letter} ${ODDITY_WORDS[oddity].short}`).join('   ')}`, 'warn');
}

function fill(lines: readonly Line[], rows: number): readonly Line[] {
  return [...lines, ...Array.from({ length: Math.max(0, rows - lines.length) }, () => words(''))];
}
