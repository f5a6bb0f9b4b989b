// A small static table on standard output: ink-table where it is a terminal, tab-separated lines where it is a pipe.
import { cellWidth, own, padEnd, visible, wrap, type SafeText } from '../lib/text.ts';
import { speaksUnicode } from '../terminal/kind.ts';

export type TableRow = Readonly<Record<string, string>>;
type SafeRow = Readonly<Record<string, SafeText>>;

const MOST_CHARS = 1_000;
const MOST_LINES = 12;
/** A last column narrower than this is no column: then plain lines are written. */
const LEAST_LAST = 16;

export async function printTable(rows: readonly TableRow[]): Promise<void> {
  process.stdout.write(await tableText(rows));
}

/** In the form that suits standard output. */
export async function tableText(rows: readonly TableRow[]): Promise<string> {
  const { stdout, env } = process;
  return stdout.isTTY ? drawnTable(rows, stdout.columns, speaksUnicode(env)) : pipedTable(rows);
}

/** One line a row, cells parted by tabs, none of them inside a cell. */
export function pipedTable(rows: readonly TableRow[]): string {
  return rows.map((row) => `${Object.values(safeRow(row)).join('\t')}\n`).join('');
}

/** A frame around columns as wide as their longest cell; the last one is wrapped so that the whole fits `columns` cells. */
export async function drawnTable(rows: readonly TableRow[], columns: number, unicode: boolean): Promise<string> {
  const safe = rows.map(safeRow);
  const room = roomForLast(safe, columns);
  if (room < LEAST_LAST) return safe.map((row) => `${Object.values(row).join('  ')}\n`).join('');
  const [{ renderToString, Text }, { Table }, { createElement }] = await Promise.all([import('ink'), import('ink-table'), import('react')]);
  // The package measures in characters. It is given cells that have as many of them as they are wide, and its own padding is done anew.
  const cell = ({ children }: { readonly children?: unknown }) => {
    const padded = String(children);
    return createElement(Text, {}, padEnd(visible(padded.trimEnd()), padded.length));
  };
  const data = safe.flatMap((row) => wrappedRow(row, room));
  const drawn = renderToString(createElement(Table<Record<string, string>>, { data, cell }), { columns });
  // It draws a rule above every row; one below the heading is enough, and a wrapped cell must stay whole.
  const shown = drawn.split('\n').filter((_, index, all) => index <= 2 || index % 2 === 1 || index === all.length - 1);
  const text = `${shown.join('\n')}\n`;
  return unicode ? text : text.replaceAll('│', '|').replaceAll('─', '-').replaceAll(/[┌┬┐├┼┤└┴┘]/g, '+');
}

function safeRow(row: TableRow): SafeRow {
  return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, visible(text, MOST_CHARS)]));
}

/** Cells left for the last column beside the others, their padding and the frame. */
function roomForLast(rows: readonly SafeRow[], columns: number): number {
  const others = Object.keys(rows[0] ?? {}).slice(0, -1);
  const widths = others.map((name) => Math.max(name.length, ...rows.map((row) => cellWidth(row[name] ?? ''))));
  return columns - widths.reduce((sum, width) => sum + width + 3, 0) - 4;
}

/** The row as several where its last cell needs more than one line. */
function wrappedRow(row: SafeRow, room: number): readonly Record<string, string>[] {
  const names = Object.keys(row);
  const last = names.at(-1) ?? '';
  const lines = wrapWords(row[last] ?? own(''), room);
  return lines.map((text, index) => Object.fromEntries(names.map((name) => [name, asLongAsWide(name === last ? text : index === 0 ? (row[name] ?? '') : '')])));
}

/** Breaks between words where it can. */
function wrapWords(text: SafeText, cells: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (cellWidth(longer) <= cells) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = wrap(own(word), cells, MOST_LINES);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line].slice(0, MOST_LINES);
}

function asLongAsWide(text: string): string {
  return `${text}${' '.repeat(Math.max(0, cellWidth(text) - text.length))}`;
}
