// The rows of the list of alerts.
import { clockTime, duration } from '../../lib/format.ts';
import { DAY, micros } from '../../lib/micros.ts';
import { justify, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, padStart, visible } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import type { AlertRow } from '../alert-rows.ts';
import { placeWords, standingLook, valueWords } from '../alert-words.ts';
import type { AlertsModel } from './select.ts';

const WIDE = 110;
const NARROW = 60;

export function listLines(model: AlertsModel, size: Size, height: number): readonly Line[] {
  const { rows, cursor, hidden, state } = model;
  const first = Math.max(0, Math.min(cursor - (height >> 1), rows.length - height));
  const more = [...(rows.length > height ? [`${first + 1}–${Math.min(rows.length, first + height)} of ${rows.length}`] : []), ...(hidden > 0 ? [`${hidden} hidden by "${state.filter}"`] : [])];
  const head = justify(words(header(size), 'dim'), line(span(visible(`${more.join('  ')} `, 80), 'dim')), size.columns);
  return [head, ...rows.slice(first, first + height).map((row, index) => ({ ...rowLine(row, model, size), selected: first + index === cursor }))];
}

function header(size: Size): string {
  if (size.columns < NARROW) return ' state        for  alert';
  const severity = size.columns < WIDE ? '' : ` ${'severity'.padEnd(10)}`;
  return ` ${'state'.padEnd(14)} ${'for'.padStart(8)}  ${'alert'.padEnd(nameCells(size))} ${'where'.padEnd(placeCells(size))}${severity} value`;
}

function nameCells(size: Size): number {
  return Math.max(12, Math.min(30, Math.floor(size.columns * 0.22)));
}

function placeCells(size: Size): number {
  return Math.max(8, Math.min(26, Math.floor(size.columns * 0.2)));
}

function rowLine({ alert, standing, source }: AlertRow, { now, ends, zone }: AlertsModel, size: Size): Line {
  const { mark, style } = standingLook(standing);
  const since = standing === 'resolved' ? alert.at : alert.since;
  const age = duration(Math.max(0, now - since));
  if (size.columns < NARROW) return line(span(padEnd(own(` ${mark} ${standing}`), 10), style), span(own(` ${padStart(own(age), 7)}  `), 'dim'), span(visible(alert.name), 'strong'));
  const until = Math.max(0, alert.acknowledged?.until ?? 0, ...(alert.silencedBy ?? []).map((id) => ends.get(id) ?? 0));
  const muted = until === 0 || standing === 'resolved' ? '' : `until ${clockTime(micros(until), zone, 'minutes')}${until - now > DAY ? ` in ${duration(until - now)}` : ''}  `;
  const severity = size.columns < WIDE ? [] : [span(own(' ')), span(padEnd(visible(alert.severity ?? ''), 10))];
  const told = size.columns < WIDE ? [] : [span(visible(`  ${source.name}`, 30), 'dim')];
  return line(
    span(padEnd(own(` ${mark} ${standing}`), 15), style),
    span(own(` ${padStart(own(age), 8)}  `), 'dim'),
    span(padEnd(visible(alert.name, 200), nameCells(size)), 'strong'),
    span(own(' ')),
    span(padEnd(visible(placeWords(alert), 200), placeCells(size))),
    ...severity,
    span(own(' ')),
    span(own(muted), 'dim'),
    span(visible(valueWords(alert), 200)),
    ...told,
  );
}
