// A comparison of two traces as lines: which two, what they differ in, then one tree of both with what each step took in either.
import { clockTime, count, many } from '../../../lib/format.ts';
import { BLANK, line, lineWidth, span, words, type Line, type Span, type Style } from '../../../lib/line.ts';
import { own, padEnd, padStart, truncate, visible } from '../../../lib/text.ts';
import type { Size } from '../../../state/command.ts';
import { spanBar } from '../../../widgets/span-bar.ts';
import { exact } from '../span-detail.ts';
import { changeMark, changeText } from './change-words.ts';
import { compareColumns, type CompareColumns } from './layout.ts';
import type { ComparedSide, CompareModel, ShownPair } from './select.ts';

export function compareLines(model: CompareModel, size: Size): readonly Line[] {
  const columns = compareColumns(size.columns);
  const { layout } = model;
  const rows = model.rows.map((row, index): Line => ({ ...rowLine(row, model, columns), selected: index === model.cursor }));
  return [
    ...headLines(model, size.columns),
    ...(layout.titles ? [titles(columns)] : []),
    ...rows, ...Array.from({ length: Math.max(0, layout.rows - rows.length) }, () => BLANK),
  ];
}

function headLines(model: CompareModel, columns: number): readonly Line[] {
  const { a, b, whole, blame, changes, layout } = model;
  const style: Style = whole.includes('slower') ? 'bad' : whole.includes('faster') ? 'good' : 'strong';
  const verdict = line(span(own(' ')), span(visible(blame, 400), 'warn'));
  switch (layout.head) {
    case 4:
      return [sideLine('A', a, model, columns), sideLine('B', b, model, columns, span(own(whole), style)), verdict, words(` ${changes}`, 'dim')];
    case 2:
      return [bothLine(model, columns, style), verdict];
    case 1:
      return [bothLine(model, columns, style)];
    default:
      return [];
  }
}

/** The name gives way to what follows it. */
function sideLine(letter: string, side: ComparedSide, { zone }: CompareModel, columns: number, last?: Span): Line {
  const before = [span(own(` ${letter} `), 'accent'), span(own(`${clockTime(side.at, zone, 'millis')}  `), 'dim')];
  const errors = side.errors === 0 ? span(own('ok'), 'good') : span(own(`✖ ${many(side.errors, 'error')}`), 'bad');
  const after = [span(own(`  ${exact(side.duration)}  `), 'strong'), errors, span(own(`  ${many(side.spans, 'span')}`), 'dim'), ...(last === undefined ? [] : [span(own('  ')), last])];
  const room = columns - lineWidth(line(...before, ...after));
  const name = truncate(visible(side.name, 400), Math.max(8, room));
  const id = truncate(visible(side.traceId, 100), Math.max(0, room - lineWidth(line(span(name))) - 8));
  return line(...before, span(name, 'strong'), ...after, ...(id.length < 4 ? [] : [span(own('  trace '), 'dim'), span(id, 'dim')]));
}

/** For screens of few rows. */
function bothLine({ a, b, whole, zone }: CompareModel, columns: number, style: Style): Line {
  const tail = span(own(`  ${whole}`), style);
  const of = (letter: string, side: ComparedSide): readonly Span[] => [span(own(` ${letter} `), 'accent'), span(own(columns < 80 ? '' : `${clockTime(side.at, zone, 'seconds')} `), 'dim')];
  const took = (side: ComparedSide): Span => span(own(` ${exact(side.duration)}`), 'strong');
  const fixed = lineWidth(line(...of('A', a), took(a), ...of('B', b), took(b), tail));
  const room = Math.max(6, Math.floor((columns - fixed) / 2));
  const name = (side: ComparedSide): Span => span(truncate(visible(side.name, 400), room));
  return line(...of('A', a), name(a), took(a), ...of('B', b), name(b), took(b), tail);
}

function titles({ service, name, duration, delta, bar, words: text }: CompareColumns): Line {
  const left = (title: string, cells: number): string => title.slice(0, Math.max(0, cells - 1)).padEnd(cells);
  const right = (title: string, cells: number): string => (cells === 0 ? '' : title.padStart(cells));
  return words(`   ${left('service', service)}${left('span', name)}${right('A', duration)}${right('B', duration)}${right('B - A', delta)}${text === 0 ? '' : `  ${left('change', text - 2)}`}${' '.repeat(bar)}`, 'dim');
}

function rowLine(row: ShownPair, model: CompareModel, columns: CompareColumns): Line {
  const mark = changeMark(row);
  const delta = (row.b ?? 0) - (row.a ?? 0);
  const tone = mark.style;
  return line(
    span(own(mark.error), mark.errorStyle),
    span(own(mark.sign), tone),
    span(own(' ')),
    ...(columns.service === 0 ? [] : [span(own(`${padEnd(visible(row.service ?? '', 100), columns.service - 1)} `), 'dim')]),
    span(own(padEnd(nameText(row, columns.name, model.unicode), columns.name)), tone),
    ...(columns.duration === 0 ? [] : [took(row.a, columns.duration), took(row.b, columns.duration)]),
    ...(columns.delta === 0 ? [] : [span(padStart(own(signed(delta)), columns.delta), tone)]),
    ...(columns.words === 0 ? [] : [span(own(`  ${padEnd(own(changeText(row)), columns.words - 2)}`), row.change === 'same' && row.errors !== 'new' ? 'dim' : tone === 'plain' ? 'bad' : tone)]),
    ...(columns.bar === 0 ? [] : [span(own(' ')), ...bar(delta, row, model, columns.bar)]),
  );
}

function took(duration: number | undefined, cells: number): Span {
  return span(padStart(own(duration === undefined ? '·' : exact(duration)), cells), duration === undefined ? 'dim' : 'plain');
}

function signed(micros: number): string {
  if (micros === 0) return '0';
  return `${micros < 0 ? '-' : '+'}${exact(Math.abs(micros))}`;
}

/** How much of the largest change this is; nothing where it is no change. */
function bar(delta: number, row: ShownPair, { longest, unicode }: CompareModel, cells: number): readonly Span[] {
  if (row.change === 'same' || longest === 0) return [span(own(' '.repeat(cells)))];
  return spanBar({ from: 0, to: Math.abs(delta) / longest }, cells, { unicode, style: delta > 0 ? 'bad' : 'good', full: delta > 0 ? ['█', '+'] : ['▒', '-'] });
}

/** Deep rows keep at least half of the column for the name. */
function nameText(row: ShownPair, cells: number, unicode: boolean) {
  const indent = ' '.repeat(Math.min(row.depth * 2, Math.floor(cells / 2)));
  const [folded, unfolded] = unicode ? ['▸ ', '▾ '] : ['+ ', '- '];
  const glyph = { folded, unfolded, leaf: '  ' }[row.fold];
  const times = row.counts === undefined ? '' : row.counts[0] === row.counts[1] ? `×${count(row.counts[0])} ` : `×${count(row.counts[0])} → ×${count(row.counts[1])} `;
  const hidden = row.counts === undefined && row.fold === 'folded' ? ` +${count(row.below)}` : '';
  const name = truncate(visible(row.name, 400), Math.max(1, cells - indent.length - glyph.length - times.length - hidden.length));
  return own(`${indent}${glyph}${times}${name}${hidden}`);
}
