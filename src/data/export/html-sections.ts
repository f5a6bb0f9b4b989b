// The sections of the page, each left out where it has nothing to say.
import type { Report, StoryRow } from '../../analysis/report/report.ts';
import { timeWords } from '../../analysis/report/words.ts';
import { count } from '../../lib/format.ts';
import { chartSvg } from './chart-svg.ts';
import { markup, type Markup } from './markup.ts';
import { alertEnd, alertRule, chartNote, placeWords, redactionWords, sloFigures, SOURCE_WORDS, storyWords } from './words.ts';

type Section = (report: Report) => Markup | undefined;

export const storySection: Section = (report) => {
  if (report.story.length === 0) return markup`<h2>What happened</h2>\n<p>Nothing stands out in this time.</p>\n`;
  return markup`<h2>What happened</h2>\n<p class="about">${storyWords(report)}</p>\n${table([['Time', 'time'], ['Kind', 'kind'], ['What', ''], ['Source', 'name']], report.story.map((row) => storyCells(row, report)))}`;
};

function storyCells(row: StoryRow, { range }: Report): readonly Markup[] {
  const { at, kind, source, text, detail, query, command, warning } = row;
  const place = placeWords(row);
  const figures = detail === '' ? undefined : markup` <span class="about">· ${detail}</span>`;
  const gap = warning === undefined ? undefined : markup`<span class="small warning">Gap: ${warning}</span>`;
  const asked = query === undefined ? undefined : markup`<span class="small">${query.language} <code>${query.text}</code></span>`;
  return [markup`${timeWords(at, range)}`, markup`${kind}`, markup`${text}${figures}${gap}${asked}<span class="small"><code>${command}</code></span>`, markup`${source}${place === '' ? undefined : markup`<span class="small">${place}</span>`}`];
}

export const followUpSection: Section = ({ followUps }) =>
  followUps.length === 0 ? undefined : markup`<h2>Follow-ups</h2>\n<ul>${followUps.map(({ text, done }) => markup`<li>${done ? '☑' : '☐'} ${text}</li>`)}</ul>\n`;

export const chartSection: Section = ({ charts }) => {
  if (charts.length === 0) return undefined;
  const figures = charts.map((chart) => {
    const note = chartNote(chart);
    return markup`<figure><figcaption><strong>${chart.title}</strong>${note === '' ? '' : `, ${note}`} <span class="small"><code>${chart.expr}</code>, source ${chart.source}</span></figcaption>${chartSvg(chart)}</figure>\n`;
  });
  return markup`<h2>Figures</h2>\n${figures}`;
};

export const alertSection: Section = (report) => {
  if (report.alerts.length === 0) return undefined;
  const rows = report.alerts.map((alert) => [
    markup`${alert.name}${alert.summary === '' ? undefined : markup`<span class="small">${alert.summary}</span>`}`, markup`${alert.place}`, markup`${alert.severity}`,
    markup`${timeWords(alert.firedAt, report.range)}`, markup`${alertEnd(alert, report)}`, markup`<code>${alertRule(alert)}</code>`,
    markup`${alert.acknowledged === undefined ? '' : `${alert.acknowledged.by}: ${alert.acknowledged.comment}`}`,
  ]);
  return markup`<h2>Alerts</h2>\n${table([['Alert', 'name'], ['Where', ''], ['Severity', ''], ['Fired', 'time'], ['Resolved', ''], ['Rule', ''], ['Acknowledged', '']], rows)}`;
};

export const sloSection: Section = ({ slos }) => {
  if (slos.length === 0) return undefined;
  const rows = slos.map((slo) => {
    const { target, achieved, left } = sloFigures(slo);
    return [slo.name, slo.state, slo.window, target, achieved, left].map((cell) => markup`${cell}`);
  });
  return markup`<h2>Service level objectives</h2>\n${table([['Objective', 'name'], ['State', ''], ['Window', ''], ['Target', 'figure'], ['Achieved', 'figure'], ['Budget left', 'figure']], rows)}`;
};

export const gapSection: Section = ({ gaps }) =>
  gaps.length === 0 ? undefined : markup`<h2>Gaps in the record</h2>\n<ul>${gaps.map(({ text }) => markup`<li class="warning">${text}</li>`)}</ul>\n`;

export const sourceSection: Section = ({ sources }) => {
  if (sources.length === 0) return undefined;
  const rows = sources.map(({ name, kind, target, state, logs, samples, rejects }) => [
    markup`${name}<span class="small">${kind}</span>`, markup`<code>${target}</code>`, markup`${state}`, markup`${count(logs)}`, markup`${count(samples)}`, markup`${count(rejects)}`,
  ]);
  return markup`<h2>Sources</h2>\n<p class="about">${SOURCE_WORDS}</p>\n${table([['Source', 'name'], ['Address', ''], ['At the end', ''], ['Log rows', 'figure'], ['Samples', 'figure'], ['Unreadable', 'figure']], rows)}`;
};

export const evidenceSection: Section = (report) => {
  const { root, derivedFrom, signedBy, sentences } = report.evidence;
  const facts = ([['Merkle root', root], ['Signed by', signedBy], ['Made from the file with root', derivedFrom]] as const).flatMap(([name, text]) => (text === undefined ? [] : [markup`<p>${name}: <code>${text}</code></p>\n`]));
  return markup`<h2>Evidence</h2>\n${facts}<p>${sentences.join(' ')}</p>\n<p>${redactionWords(report)}</p>\n`;
};

/** `columns` are titles with the class of their cells. */
function table(columns: readonly (readonly [title: string, name: string])[], rows: readonly (readonly Markup[])[]): Markup {
  const cells = (row: readonly Markup[]): readonly Markup[] => row.map((cell, index) => markup`<td class="${columns[index]?.[1] ?? ''}">${cell}</td>`);
  return markup`<table>\n<thead><tr>${columns.map(([title, name]) => markup`<th class="${name}" scope="col">${title}</th>`)}</tr></thead>\n<tbody>\n${rows.map((row) => markup`<tr>${cells(row)}</tr>\n`)}</tbody>\n</table>\n`;
}
