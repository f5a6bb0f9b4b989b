// The story as CSV for a spreadsheet (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe.
import type { StoryRow } from '../../analysis/report/report.ts';
import { toRfc3339 } from '../../lib/micros.ts';
import type { Exporter } from './exporter.ts';

const COLUMNS: readonly (readonly [title: string, cell: (row: StoryRow) => string])[] = [
  ['time', ({ at }) => toRfc3339(at)],
  ['kind', ({ kind }) => kind],
  ['source', ({ source }) => source],
  ['node', ({ node }) => node ?? ''],
  ['service', ({ service }) => service ?? ''],
  ['trace_id', ({ traceId }) => traceId ?? ''],
  ['text', ({ text }) => text],
  ['detail', ({ detail }) => detail],
  ['query_language', ({ query }) => query?.language ?? ''],
  ['query', ({ query }) => query?.text ?? ''],
  ['command', ({ command }) => command],
  ['gap_warning', ({ warning }) => warning ?? ''],
  ['chosen', ({ pinned }) => (pinned ? 'yes' : 'no')],
];

export const csv: Exporter = {
  id: 'csv', extension: 'csv', title: 'CSV',
  write: ({ story }) => [{ name: 'report.csv', text: [COLUMNS.map(([title]) => title), ...story.map((row) => COLUMNS.map(([, cell]) => cell(row)))].map(lineOf).join('') }],
};

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** Also behind spaces, which some spreadsheets skip, and in the wide forms of the signs, which some of them read. */
const FORMULA = /^\s*[=+\-@|\uff1d\uff0b\uff0d\uff20]/u;

function cellOf(text: string): string {
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
