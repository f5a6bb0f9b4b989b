// The report of SLOs as plain text, for a terminal or a mail.
import { dateTime, zoneName } from '../../lib/format.ts';
import type { Micros } from '../../lib/micros.ts';
import { visible } from '../../lib/text.ts';
import { sloState } from '../../model/slo.ts';
import { burnWords, leftWords, shareWords } from '../../screens/slo-look.ts';
import { alignedRows } from '../trace/aligned.ts';
import { burnReasons, burns, countWords, type Report } from './report-model.ts';

const MOST_CHARS = 500;
const TITLES = ['target', 'achieved', 'budget left', 'burn', 'state', 'window', 'source', 'SLO'];
/** Columns that hold figures. */
const FIGURES = 4;

export function reportText(report: Report, zone: 'utc' | 'local'): string {
  const { title, session, since, known, period, slos, others } = report;
  const over = period === undefined ? '' : ` measured over ${visible(period)}`;
  const lines = [`SLO report: ${visible(title, MOST_CHARS)}`, `known at ${moment(known, zone)}, session ${visible(session)} recorded since ${moment(since, zone)}`, ''];
  if (slos.length === 0) lines.push(period === undefined ? 'No SLO was told of in this session.' : `No SLO is${over}.`);
  else lines.push(`${countWords(slos)}${over}`, '', ...table(report), '', ...burning(report, zone));
  if (others.length > 0) lines.push('', `left out, measured over another length: ${others.map(({ name, window }) => visible(`${name} (${window})`, MOST_CHARS)).join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function table({ slos }: Report): readonly string[] {
  const rows = slos.map(({ slo, source }) => [shareWords(slo.target), shareWords(slo.achieved), leftWords(slo) ?? '', burnWords(slo), sloState(slo), slo.window, source, slo.name]);
  return alignedRows([TITLES, ...rows], FIGURES);
}

function burning({ slos }: Report, zone: 'utc' | 'local'): readonly string[] {
  const found = slos.filter(burns);
  if (found.length === 0) return ['Nothing burns: every target is met, no budget shrank while this was recorded.'];
  return ['what burns', ...found.map((reported) => `  ${visible(reported.slo.name, MOST_CHARS)}: ${burnReasons(reported, zone)}`)];
}

function moment(at: Micros, zone: 'utc' | 'local'): string {
  return `${dateTime(at, zone)} ${zoneName(at, zone)}`;
}
