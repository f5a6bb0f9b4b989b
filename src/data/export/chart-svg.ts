// One chart as inline SVG: lines with their names at the right end, the limit as a dashed line, alerts as marks above the plot. Readable
// without colour: what the story is about is drawn thick, the rest thin.
import type { Chart, ChartMark, ChartSeries } from '../../analysis/report/report.ts';
import { value } from '../../lib/format.ts';
import { SECOND, type Micros } from '../../lib/micros.ts';
import type { Point } from '../../model/session.ts';
import { timeMarks, valueScale, type ValueScale } from './chart-scale.ts';
import { markup, type Markup } from './markup.ts';

const WIDTH = 760;
const LEFT = 62;
const RIGHT = 118;
const PLOT = 168;
const ROW = 14;
const MOST_MARKS = 6;
const NAME_ROW = 13;
const NAME_CHARS = 18;

/** Ink of lines: two for what the story is about, one for all else. */
const LOUD: readonly string[] = ['#1d4e89', '#8a4b08'];
const QUIET = '#a7abb1';
const LIMIT = '#b3261e';
const TEXT = '#4a4f57';
const GRID = '#e6e8eb';

interface Area {
  readonly top: number;
  readonly height: number;
  x(at: Micros): number;
  y(n: number): number;
}

export function chartSvg(chart: Chart): Markup {
  const values = chart.series.flatMap(({ points }) => points.map((point) => point.value)).filter((one) => Number.isFinite(one));
  const scale = valueScale(chart.threshold === undefined ? values : [...values, chart.threshold]);
  const marks = chart.marks.slice(0, MOST_MARKS);
  const area = areaOf(chart, scale, marks.length);
  const label = `${chart.title}${chart.threshold === undefined ? '' : `, limit ${value(chart.threshold, chart.unit)}`}`;
  return markup`<svg viewBox="0 0 ${WIDTH} ${area.height}" role="img" aria-label="${label}" font-family="sans-serif" font-size="11">${axes(chart, scale, area)}${limitLine(chart, area)}${marks.map((mark, index) => markLine(mark, index, area))}${[...chart.series.keys()].toReversed().flatMap((index) => seriesLine(chart, index, area))}${names(chart, area)}</svg>
`;
}

function areaOf({ span }: Chart, { low, high }: ValueScale, marks: number): Area {
  const top = 8 + marks * ROW;
  const width = WIDTH - LEFT - RIGHT;
  return {
    top, height: top + PLOT + 24,
    x: (at) => rounded(LEFT + ((at - span.from) / Math.max(1, span.to - span.from)) * width),
    y: (n) => rounded(top + PLOT - ((n - low) / (high - low)) * PLOT),
  };
}

function rounded(n: number): number {
  return Math.round(n * 10) / 10;
}

function axes({ unit, span }: Chart, { marks }: ValueScale, area: Area): readonly Markup[] {
  const right = WIDTH - RIGHT;
  const bottom = area.top + PLOT;
  return [
    ...marks.map((n) => markup`<line x1="${LEFT}" y1="${area.y(n)}" x2="${right}" y2="${area.y(n)}" stroke="${GRID}"/><text x="${LEFT - 8}" y="${area.y(n) + 4}" text-anchor="end" fill="${TEXT}">${value(n, unit)}</text>`),
    ...timeMarks(span).map(({ at, text }) => markup`<line x1="${area.x(at)}" y1="${bottom}" x2="${area.x(at)}" y2="${bottom + 4}" stroke="${TEXT}"/><text x="${area.x(at)}" y="${bottom + 17}" text-anchor="middle" fill="${TEXT}">${text}</text>`),
    markup`<line x1="${LEFT}" y1="${bottom}" x2="${right}" y2="${bottom}" stroke="${TEXT}"/>`,
  ];
}

function limitLine({ threshold, unit }: Chart, area: Area): Markup | undefined {
  if (threshold === undefined) return undefined;
  const y = area.y(threshold);
  return markup`<line x1="${LEFT}" y1="${y}" x2="${WIDTH - RIGHT}" y2="${y}" stroke="${LIMIT}" stroke-dasharray="5 3"/><text x="${LEFT + 4}" y="${y - 4}" fill="${LIMIT}">limit ${value(threshold, unit)}</text>`;
}

/** Each mark has a row of its own, so that no two texts meet. */
function markLine({ at, text }: ChartMark, index: number, area: Area): Markup {
  const x = area.x(at);
  const y = 8 + index * ROW;
  const right = x > WIDTH / 2;
  return markup`<line x1="${x}" y1="${y - 4}" x2="${x}" y2="${area.top + PLOT}" stroke="${TEXT}" stroke-dasharray="1 2"/><text x="${right ? x - 4 : x + 4}" y="${y + 4}" text-anchor="${right ? 'end' : 'start'}" fill="${TEXT}">${text}</text>`;
}

function seriesLine({ series }: Chart, index: number, area: Area): readonly Markup[] {
  const one = series[index];
  if (one === undefined) return [];
  return [markup`<path d="${pathOf(one.points, area)}" fill="none" stroke="${colourOf(one, index)}" stroke-width="${one.loud ? 2 : 1}" stroke-linejoin="round"/>`];
}

function colourOf({ loud }: ChartSeries, index: number): string {
  return loud ? (LOUD[index % LOUD.length] ?? QUIET) : QUIET;
}

/** The line breaks where a value is no number, and where none came for much longer than usual: what was not seen is not drawn. */
function pathOf(points: readonly Point[], area: Area): string {
  const steps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at)).toSorted((a, b) => a - b);
  const longest = Math.max(30 * SECOND, 4 * (steps[Math.floor(steps.length / 2)] ?? 0));
  let before: Micros | undefined;
  return points.map((point) => {
    if (!Number.isFinite(point.value)) {
      before = undefined;
      return '';
    }
    const joined = before !== undefined && point.at - before <= longest;
    before = point.at;
    return `${joined ? 'L' : 'M'}${area.x(point.at)} ${area.y(point.value)}`;
  }).join('');
}

/** At the height of the last value of each line, moved apart where they would cover each other, and never below the plot. */
function names({ series }: Chart, area: Area): readonly Markup[] {
  const placed = series
    .flatMap((one, index) => {
      const last = one.points.findLast((point) => Number.isFinite(point.value));
      return last === undefined || one.name === '' ? [] : [{ one, index, y: area.y(last.value) + 4 }];
    })
    .toSorted((a, b) => b.y - a.y);
  let above = Infinity;
  return placed.map(({ one, index, y }, place) => {
    // From the bottom up, with room kept for the names that are still to come.
    above = Math.max(Math.min(y, above - NAME_ROW), area.top + (placed.length - 1 - place) * NAME_ROW);
    const text = one.name.length > NAME_CHARS ? `${one.name.slice(0, NAME_CHARS - 1)}…` : one.name;
    return markup`<text x="${WIDTH - RIGHT + 6}" y="${rounded(above)}" fill="${one.loud ? colourOf(one, index) : TEXT}" font-weight="${one.loud ? 'bold' : 'normal'}">${text}</text>`;
  });
}
