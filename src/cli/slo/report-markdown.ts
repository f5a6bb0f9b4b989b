// The report of SLOs as Markdown for a ticket. Its readers sit in many zones: all times are UTC and say so.
import { dateTime } from '../../lib/format.ts';
import type { Micros } from '../../lib/micros.ts';
import { sloState } from '../../model/slo.ts';
import { burnWords, leftWords, shareWords } from '../../screens/slo-look.ts';
import { markdownTable, markdownText } from '../../lib/markdown.ts';
import { burnReasons, burns, countWords, type Report } from './report-model.ts';

const TITLES = ['SLO', 'State', 'Source', 'Window', 'Target', 'Achieved', 'Budget left', 'Burn'];
/** Columns that hold words. */
const TEXTS = 4;

export function reportMarkdown(report: Report): string {
  const { title, session, since, known, period, slos } = report;
  const over = period === undefined ? '' : `, measured over ${markdownText(period)}`;
  const heading = `# SLO report: ${markdownText(title)}\n\n`;
  const scope = `What was known at ${utc(known)}${over}. Session ${markdownText(session)}, recorded since ${utc(since)}.\n`;
  if (slos.length === 0) return `${heading}${scope}\nNo SLO${period === undefined ? ' was told of in this session' : ` is measured over ${markdownText(period)}`}.\n${leftOut(report)}`;
  return `${heading}${scope}\n**${countWords(slos)}.**\n\n${table(report)}${burning(report)}${leftOut(report)}`;
}

function table({ slos }: Report): string {
  const rows = slos.map(({ slo, source }) => [
    `${markdownText(slo.name)} (${markdownText(slo.id)})`, sloState(slo), markdownText(source), markdownText(slo.window),
    shareWords(slo.target), shareWords(slo.achieved), leftWords(slo) ?? '', burnWords(slo),
  ]);
  return markdownTable(TITLES, rows, TEXTS);
}

function burning({ slos }: Report): string {
  const found = slos.filter(burns);
  if (found.length === 0) return '\nNothing burns: every target is met, no budget shrank while this was recorded.\n';
  const rows = found.map((reported) => `- **${markdownText(reported.slo.name)}**: ${burnReasons(reported, 'utc')}\n`);
  return `\n## What burns\n\n${rows.join('')}\nTimes are UTC.\n`;
}

function leftOut({ others }: Report): string {
  if (others.length === 0) return '';
  return `\nLeft out, measured over another length: ${others.map(({ name, window }) => `${markdownText(name)} (${markdownText(window)})`).join(', ')}.\n`;
}

function utc(at: Micros): string {
  return `${dateTime(at, 'utc')} UTC`;
}
