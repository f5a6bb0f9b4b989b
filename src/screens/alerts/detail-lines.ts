// What is known of one alert: what it says, its expression drawn, its labels, what mutes it, what was asked, what it did before.
import { clockTime, dateTime, duration, value as shownValue } from '../../lib/format.ts';
import { BLANK, line, span, words, type Line, type Style } from '../../lib/line.ts';
import { own, visible, wrapWords } from '../../lib/text.ts';
import { matcherText } from '../../model/matchers.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { Size } from '../../state/command.ts';
import { AXIS_CELLS, lineChart } from '../../widgets/line-chart.ts';
import { resample } from '../../widgets/sparkline.ts';
import { timeAxis } from '../../widgets/time-axis.ts';
import { placeWords, standingLook } from '../alert-words.ts';
import { seriesTitle } from '../metric-cell.ts';
import type { AlertDetail, AlertsModel, ToldChange } from './select.ts';

const MOST_TEXT = 600;
const CHART_ROWS = 6;
const SERIES: readonly Style[] = ['series.1', 'series.2', 'series.3'];

export function detailLines(detail: AlertDetail, model: AlertsModel, size: Size): readonly Line[] {
  return [
    ...titleLines(detail, model),
    ...saidLines(detail, size),
    ...chartLines(detail, model, size),
    ...section('labels', Object.entries(detail.row.alert.labels).map(([name, text]) => line(span(own('   ')), span(visible(name, 60), 'dim'), span(own(' = ')), span(visible(text, MOST_TEXT))))),
    ...section('muted by', detail.silences.map((silence) => silenceLine(silence, model))),
    ...section('asked', detail.acts.map((act) => actLine(act, model))),
    ...section('history', detail.history.map((told) => historyLine(told, detail.row.others.length > 0, model))),
  ];
}

function titleLines({ row: { alert, standing, source, others } }: AlertDetail, { now, zone }: AlertsModel): readonly Line[] {
  const { mark, style } = standingLook(standing);
  const hold = alert.holdFor === undefined ? '' : ` for ${duration(alert.holdFor)}`;
  const told = others.length === 0 ? source.name : `${source.name} and ${others.length} more`;
  return [
    line(span(own(` ${mark} `), style), span(visible(alert.name, 200), 'strong'), span(visible(`  ${placeWords(alert)}`, 200)), span(visible(`  ${alert.severity ?? ''}`, 60), 'dim')),
    line(span(visible(`   ${standing} since ${dateTime(alert.since, zone)}, ${duration(Math.max(0, now - alert.since))} ago; told by ${told}`, 300))),
    ...(alert.expr === undefined ? [] : [line(span(own('   ')), span(visible(`${alert.expr}${/\sfor\s/.test(alert.expr) ? '' : hold}`, MOST_TEXT), 'accent'), span(own(alert.threshold === undefined ? '' : `   threshold ${alert.threshold}`), 'dim'))]),
    ...(alert.acknowledged === undefined ? [] : [line(span(visible(`   acknowledged by ${alert.acknowledged.by}: ${alert.acknowledged.comment}`, MOST_TEXT), 'good'))]),
  ];
}

/** Summary and description first, then whatever else its rule says. Addresses are text: nothing here can be clicked. */
function saidLines({ row: { alert } }: AlertDetail, size: Size): readonly Line[] {
  const rank = (name: string): number => ['summary', 'description'].indexOf(name) >>> 0;
  const entries = Object.entries(alert.annotations).toSorted(([a], [b]) => rank(a) - rank(b));
  return entries.flatMap(([name, text]) =>
    wrapWords(visible(text, MOST_TEXT), Math.max(10, size.columns - 16), 4).map((part, index) => line(span(own(`   ${(index === 0 ? visible(name, 11) : '').padEnd(12)} `), 'dim'), span(part))),
  );
}

function chartLines({ cell, row, span: shown }: AlertDetail, { unicode, zone }: AlertsModel, size: Size): readonly Line[] {
  if (cell === undefined || cell.series.length === 0 || size.columns < AXIS_CELLS + 20) return [];
  const { from, to } = shown;
  const width = size.columns - AXIS_CELLS;
  const own_ = cell.series.filter(({ labels }) => row.alert.node === undefined || labels['node'] === row.alert.node || labels['instance'] === row.alert.node);
  const series = (own_.length > 0 ? own_ : cell.series).slice(0, SERIES.length);
  const place = (at: number): number | undefined => (at < from || at >= to ? undefined : Math.floor(((at - from) / (to - from)) * width));
  const unit = cell.panel.unit ?? 'none';
  const threshold = row.alert.threshold ?? cell.panel.threshold;
  const fired = place(row.alert.since);
  return [
    BLANK,
    ...lineChart(series.map(({ points }, index) => ({ values: resample(points, from, to, width), style: SERIES[index] ?? 'plain' })), {
      columns: size.columns, rows: CHART_ROWS, unicode, format: (value) => shownValue(value, unit), threshold, cursor: fired,
    }),
    timeAxis(shown, size.columns, AXIS_CELLS, zone),
    line(span(visible(`   ${cell.title} ${series.map((one) => seriesTitle(one, cell.series)).join(', ')}`, 200), 'dim'), span(own(fired === undefined ? '' : `   ${unicode ? '┊' : ':'} began to fire ${clockTime(row.alert.since, zone, 'seconds')}`), 'warn')),
  ];
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [BLANK, words(` ${title}`, 'title'), ...lines];
}

function silenceLine({ by, comment, until, state, matchers }: FactRecord<'silence'>, { zone }: AlertsModel): Line {
  const what = matchers.map(matcherText).join(', ');
  return line(span(visible(`   ${state} until ${dateTime(until, zone)}`, 60)), span(visible(`  by ${by}: ${comment}  ${what}`, MOST_TEXT), 'dim'));
}

const ACT_STYLES = { asked: 'warn', done: 'good', failed: 'bad', unknown: 'warn', noted: 'dim' } as const satisfies Record<FactRecord<'act'>['state'], Style>;

function actLine(act: FactRecord<'act'>, { zone }: AlertsModel): Line {
  const what = { ack: 'acknowledge', silence: 'silence', expire: 'end the silence' }[act.action];
  const state = act.state === 'asked' ? 'asked, no answer yet' : act.state;
  return line(span(own(`   ${clockTime(act.at, zone, 'seconds')} ${what}: `), 'dim'), span(own(state), ACT_STYLES[act.state]), span(visible(act.state === 'asked' ? '' : `  ${act.detail}`, MOST_TEXT)));
}

/** Who tells it is said only where several do. */
function historyLine({ change, by }: ToldChange, several: boolean, { zone }: AlertsModel): Line {
  const { mark, style } = standingLook(change.state);
  const more = [...(several ? [by] : []), ...((change.silencedBy ?? []).length > 0 ? ['silenced'] : []), ...(change.acknowledged === undefined ? [] : [`acknowledged by ${change.acknowledged.by}`])];
  return line(span(own(`   ${dateTime(change.at, zone)} `), 'dim'), span(own(`${mark} ${change.state}`), style), span(visible(more.length === 0 ? '' : `  ${more.join(', ')}`, 200)));
}
