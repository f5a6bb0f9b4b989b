// The report as Markdown for a ticket or a wiki. Text from outside stays text there: it makes no link, no table and no markup.
import type { Chart, Report, StoryRow } from '../../analysis/report/report.ts';
import { rangeWords, timeWords } from '../../analysis/report/words.ts';
import { count, value } from '../../lib/format.ts';
import { markdownCode, markdownTable, markdownText } from '../../lib/markdown.ts';
import type { Exporter } from './exporter.ts';
import { alertEnd, alertRule, chartNote, figuresOf, originWords, placeWords, redactionWords, SEVERITY_WORDS, sloFigures, SOURCE_WORDS, storyWords } from './words.ts';

export const markdown: Exporter = {
  id: 'md', extension: 'md', title: 'Markdown',
  write: (report) => [{ name: 'report.md', text: textOf(report) }],
};

function textOf(report: Report): string {
  const { title, severity, range, summary } = report;
  return [
    `# ${markdownText(title)}\n\n**${SEVERITY_WORDS[severity]}** · ${rangeWords(range)}\n\n${summary.map((sentence) => `${markdownText(sentence)}\n`).join('')}`,
    section('What happened', report.story.length === 0 ? 'Nothing stands out in this time.\n' : `${storyWords(report)}\n\n${report.story.map((row) => storyItem(row, report)).join('')}`),
    section('Follow-ups', report.followUps.map(({ text, done }) => `- [${done ? 'x' : ' '}] ${markdownText(text)}\n`).join('')),
    section('Figures', report.charts.map(chartText).join('\n')),
    section('Alerts', alertTable(report)),
    section('Service level objectives', sloTable(report)),
    section('Gaps in the record', report.gaps.map(({ text }) => `- ${markdownText(text)}\n`).join('')),
    section('Sources', sourceTable(report)),
    section('Evidence', evidence(report)),
  ].filter((part) => part !== '').join('\n');
}

function section(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`;
}

function storyItem(row: StoryRow, { range }: Report): string {
  const { at, kind, source, text, detail, query, command, warning } = row;
  const figures = detail === '' ? '' : ` · ${markdownText(detail)}`;
  const told = [source, placeWords(row)].filter((part) => part !== '').map((part) => `, ${markdownText(part)}`);
  const lines = [
    `- **${timeWords(at, range)}** ${kind}${told.join('')}: ${markdownText(text)}${figures}`,
    ...(warning === undefined ? [] : [`  **Gap:** ${markdownText(warning)}`]),
    ...(query === undefined ? [] : [`  ${query.language}: ${markdownCode(query.text)}`]),
    `  Seen with: ${markdownCode(command)}`,
  ];
  return `${lines.join('  \n')}\n`;
}

function chartText(chart: Chart): string {
  const rows = chart.series.flatMap((series) => {
    const figures = figuresOf(series);
    const show = (n: number): string => markdownText(value(n, chart.unit));
    return figures === undefined ? [] : [[`${series.loud ? '**' : ''}${markdownText(series.name === '' ? chart.title : series.name)}${series.loud ? '**' : ''}`, show(figures.min), show(figures.max), show(figures.last)]];
  });
  const note = chartNote(chart);
  return `**${markdownText(chart.title)}**, ${markdownCode(chart.expr)}${note === '' ? '' : `, ${markdownText(note)}`}\n\n${markdownTable(['Series', 'Lowest', 'Highest', 'Last'], rows, 1)}`;
}

function alertTable(report: Report): string {
  if (report.alerts.length === 0) return '';
  const rows = report.alerts.map((alert) => [
    markdownText(alert.name), markdownText(alert.place), markdownText(alert.severity), timeWords(alert.firedAt, report.range), alertEnd(alert, report), markdownText(alertRule(alert)),
    alert.acknowledged === undefined ? '' : markdownText(`${alert.acknowledged.by}: ${alert.acknowledged.comment}`),
  ]);
  return markdownTable(['Alert', 'Where', 'Severity', 'Fired', 'Resolved', 'Rule', 'Acknowledged'], rows, 7);
}

function sloTable({ slos }: Report): string {
  if (slos.length === 0) return '';
  const rows = slos.map((slo) => {
    const figures = sloFigures(slo);
    return [markdownText(slo.name), slo.state, markdownText(slo.window), figures.target, figures.achieved, figures.left];
  });
  return markdownTable(['SLO', 'State', 'Window', 'Target', 'Achieved', 'Budget left'], rows, 3);
}

function sourceTable({ sources }: Report): string {
  if (sources.length === 0) return '';
  const rows = sources.map(({ name, kind, target, state, logs, samples, rejects }) => [markdownText(name), markdownText(kind), markdownText(target), markdownText(state), count(logs), count(samples), count(rejects)]);
  return `${SOURCE_WORDS}\n\n${markdownTable(['Source', 'Kind', 'Address', 'At the end', 'Log rows', 'Samples', 'Unreadable'], rows, 4)}`;
}

function evidence(report: Report): string {
  const { root, derivedFrom, signedBy, sentences } = report.evidence;
  const lines = [
    ...(root === undefined ? [] : [`Merkle root: ${markdownCode(root)}`]),
    ...(signedBy === undefined ? [] : [`Signed by: ${markdownCode(signedBy)}`]),
    ...(derivedFrom === undefined ? [] : [`Made from the file with root: ${markdownCode(derivedFrom)}`]),
    `${markdownText(originWords(report))}.`,
    markdownText(redactionWords(report)),
  ];
  return `${lines.join('  \n')}\n\n${sentences.map((sentence) => markdownText(sentence)).join(' ')}\n`;
}
