// The rows of the library: state, severity, when, how long, how large, title.
import { bytes, dateTime, duration, zoneName } from '../../lib/format.ts';
import { justify, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, padStart, visible } from '../../lib/text.ts';
import type { IncidentEntry } from '../../model/incident.ts';
import type { Size } from '../../state/command.ts';
import { stateLook } from './state-look.ts';
import type { IncidentsModel } from './select.ts';

const WIDE = 76;
const NARROW = 60;
const STATE_CELLS = 12;
const MOST_TITLE = 200;

/** A heading and at most `height` rows, the one under the cursor among them. */
export function listLines(model: IncidentsModel, size: Size, height: number): readonly Line[] {
  const { rows, cursor, hidden, state } = model;
  const first = Math.max(0, Math.min(cursor - (height >> 1), rows.length - height));
  const more = [...(rows.length > height ? [`${first + 1}–${Math.min(rows.length, first + height)} of ${rows.length}`] : []), ...(hidden > 0 ? [`${hidden} hidden by "${state.filter}"`] : [])];
  const head = justify(words(heading(model, size), 'dim'), line(span(visible(`${more.join('  ')} `, 80), 'dim')), size.columns);
  return [head, ...rows.slice(first, first + height).map((entry, index) => ({ ...entryLine(entry, model, size), selected: first + index === cursor }))];
}

function heading({ rows, zone }: IncidentsModel, { columns }: Size): string {
  const state = ` ${'state'.padEnd(STATE_CELLS)}`;
  if (columns < NARROW) return `${state} title`;
  const [range] = rows.flatMap((entry) => entry.range ?? []);
  const when = range === undefined ? 'when' : `when (${zoneName(range.from, zone)})`;
  const severity = columns < WIDE ? '' : ` ${'severity'.padEnd(9)}`;
  return `${state}${severity} ${when.padEnd(16)} ${'length'.padStart(8)} ${'size'.padStart(7)}  title`;
}

function entryLine({ title, severity, range, bytes: size, state, encrypted }: IncidentEntry, { zone }: IncidentsModel, { columns }: Size): Line {
  const { mark, style } = stateLook(state);
  const first = span(padEnd(own(` ${mark} ${state}`), STATE_CELLS + 1), style);
  const named = [span(visible(title, MOST_TITLE), 'strong'), ...(encrypted ? [span(own('  encrypted'), 'dim')] : [])];
  if (columns < NARROW) return line(first, span(own(' ')), ...named);
  const weight = columns < WIDE ? [] : [span(own(' ')), span(padEnd(own(severity ?? '-'), 9), severity === 'critical' || severity === 'high' ? 'bad' : 'plain')];
  const when = range === undefined ? '-' : dateTime(range.from, zone, 'minutes');
  const length = range === undefined ? '-' : duration(range.to - range.from);
  return line(first, ...weight, span(own(` ${when.padEnd(16)} ${padStart(own(length), 8)} ${padStart(own(bytes(size)), 7)}  `)), ...named);
}
