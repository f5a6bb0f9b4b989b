// A small static table on standard output: ink-table where it is a terminal, tab-separated lines where it is a pipe.
import { visible } from '../lib/text.ts';

export type TableRow = Readonly<Record<string, string>>;

export async function printTable(rows: readonly TableRow[]): Promise<void> {
  const safe = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, text]) => [name, visible(text, 300)])));
  if (!process.stdout.isTTY) {
    process.stdout.write(safe.map((row) => `${Object.values(row).join('\t')}\n`).join(''));
    return;
  }
  const [{ renderToString }, { Table }, { createElement }] = await Promise.all([import('ink'), import('ink-table'), import('react')]);
  process.stdout.write(`${renderToString(createElement(Table<Record<string, string>>, { data: safe }), { columns: process.stdout.columns })}\n`);
}
