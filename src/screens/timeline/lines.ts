// The Timeline as lines. Narrow screens keep time and words; kind and subject give way before them.
import { clockTime, count } from '../../lib/format.ts';
import { BLANK, justify, line, span, words, type Line, type Span, type Style } from '../../lib/line.ts';
import { MINUTE } from '../../lib/micros.ts';
import { own, padEnd, truncate, visible, wrapWords } from '../../lib/text.ts';
import type { TimelineEntry, TimelineKind } from '../../model/timeline.ts';
import type { Size } from '../../state/command.ts';
import { reasonLines } from '../reason.ts';
import { laneLines } from './lane-lines.ts';
import type { ShownEntry, TimelineModel } from './select.ts';

export function timelineLines(model: TimelineModel, size: Size): readonly Line[] {
  const { layout } = model;
  const rows = model.rows.length === 0 ? emptyLines(model, size.columns) : model.rows.map((row, index): Line => ({ ...rowLine(row, model, size.columns), selected: index === model.cursor }));
  const filled = [...rows.slice(0, layout.list), ...Array.from({ length: Math.max(0, layout.list - rows.length) }, () => BLANK)];
  return [...(layout.head ? [headLine(model, size.columns)] : []), ...laneLines(model, size.columns), ...filled, ...whyLines(model, size.columns), ...(layout.foot ? [footLine(model)] : [])];
}

function headLine(model: TimelineModel, columns: number): Line {
  const when = model.live ? ` last ${lengthWords(2 * model.half)}` : ` around ${clockTime(model.centre, model.zone, 'seconds')} ±${lengthWords(model.half)}`;
  const followed = model.follow === undefined ? [] : [span(own('  following '), 'dim'), span(truncate(visible(`${model.follow.key} ${model.follow.value}`), 60), 'mark')];
  const about = model.anchor === undefined || model.follow !== undefined ? [] : [span(own('  about '), 'dim'), span(truncate(visible(model.anchor), 60), 'accent')];
  const off = model.off.length === 0 ? [] : [span(own(`off: ${model.off.join(' ')} `), 'warn')];
  return justify(line(span(own(when), 'strong'), ...followed, ...about), line(...off), columns);
}

/** Windows are whole minutes. */
function lengthWords(length: number): string {
  const minutes = Math.round(length / MINUTE);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} m`;
}

const KIND_STYLE: Readonly<Record<TimelineKind, Style>> = {
  metric: 'series.1', log: 'plain', trace: 'series.3', alert: 'bad', anomaly: 'warn', health: 'warn', gap: 'gap', note: 'accent',
};
const KIND = 9;
const SUBJECT = 13;
/** The mark and the time. */
const TURNED = 9;

function rowLine({ entry, related }: ShownEntry, model: TimelineModel, columns: number): Line {
  const dim = entry.quiet !== undefined;
  const style = (one: Style): Style => (dim ? 'dim' : one);
  const mark = entry.pinned ? span(own('●'), 'mark') : span(own(related ? '┊' : ' '), 'dim');
  const left = line(
    mark,
    span(own(`${clockTime(entry.at, model.zone, 'seconds')}  `), 'dim'),
    ...(columns < 50 ? [] : [span(own(entry.kind.padEnd(KIND)), style(KIND_STYLE[entry.kind]))]),
    ...(columns < 70 ? [] : [span(own(`${padEnd(visible(entry.subject, 60), SUBJECT - 1)} `), style('plain'))]),
    span(visible(columns < 70 ? entry.text : entry.what, 400), style(entry.kind === 'alert' ? 'strong' : 'plain')),
    ...(entry.detail === '' ? [] : [span(visible(`  ${entry.detail}`, 200), 'dim')]),
  );
  return { ...justify(left, line(...tieSpans(entry, columns)), columns), turned: TURNED };
}

/** What stands on the right: that a row is promoted, and on wide screens what ties it or makes it quiet. */
function tieSpans(entry: TimelineEntry, columns: number): readonly Span[] {
  if (entry.pinned) return [span(own(columns < 70 ? '' : '● in the incident '), 'mark')];
  if (columns < 140) return [];
  return [span(truncate(visible(` ${entry.quiet ?? entry.why} `), Math.floor(columns * 0.3)), 'dim')];
}

function whyLines({ why, layout }: TimelineModel, columns: number): readonly Line[] {
  if (layout.why === 0) return [];
  const text = why === undefined ? 'No row is chosen.' : why.quiet === undefined ? `Shown because: ${why.why}.` : `Quiet because: ${why.quiet}.`;
  const lines = [words('── why ', 'dim'), ...wrapWords(visible(text), Math.max(1, columns - 2), layout.why - 1).map((part) => line(span(own('  ')), span(part)))];
  return [...lines, ...Array.from({ length: Math.max(0, layout.why - lines.length) }, () => BLANK)];
}

function footLine({ hidden, beyond, follow, shown, rows, cursor }: TimelineModel): Line {
  const quieter = hidden === 0 ? '' : `${count(hidden)} quieter ${hidden === 1 ? 'row' : 'rows'} hidden · H shows them`;
  // Following an id lists traces up to a bound, the window itself rows of level error.
  const more = beyond === 0 ? '' : follow === undefined ? `${count(beyond)} more error ${beyond === 1 ? 'row' : 'rows'} in the logs (2)` : `${count(beyond)} more ${beyond === 1 ? 'trace' : 'traces'} (4)`;
  const below = shown > rows.length && cursor >= 0 ? `${count(shown)} rows` : '';
  return words(` ${[below, quieter, more].filter((part) => part !== '').join('   ')}`, 'dim');
}

function emptyLines(model: TimelineModel, columns: number): readonly Line[] {
  if (model.absent !== undefined) return [BLANK, ...reasonLines(model.absent, columns, 'warn')];
  const between = `between ${clockTime(model.window.from, model.zone, 'seconds')} and ${clockTime(model.window.to, model.zone, 'seconds')}`;
  if (model.follow !== undefined) return [BLANK, ...reasonLines(`Nothing ${between} carries ${model.follow.key} ${model.follow.value}. Esc ends following.`, columns)];
  const off = model.off.length === 0 ? '' : ` ${model.off.join(', ')} ${model.off.length === 1 ? 'is' : 'are'} switched off, f switches.`;
  if (model.hidden > 0) return [BLANK, ...reasonLines(`Nothing stands out ${between}.${off} ${count(model.hidden)} quieter rows are hidden, H shows them.`, columns)];
  if (model.logs) return [BLANK, ...reasonLines(`Nothing stands out ${between}; 2 shows the log rows.${off} - shows more time, t jumps to a time.`, columns)];
  return [BLANK, ...reasonLines(`Nothing is known ${between}.${off} - shows more time, t jumps to a time.`, columns)];
}
