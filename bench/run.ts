// Runs the benchmarks and holds them to their budgets: `npm run bench`, or `npm run bench -- NAME...` for some of them, or with
// `--markdown` for the table of docs/performance.md. Exit code 1 where one is over its budget, 2 for an unknown name.
import { frameCost } from './frame-cost.ts';
import { ingest } from './ingest.ts';
import { ingestFile } from './ingest-file.ts';
import { incident } from './incident.ts';
import { judge, readBudgets } from './budgets.ts';
import type { Benchmark } from './figures.ts';
import { redact } from './redact.ts';
import { start } from './start.ts';
import { markdownOf, tableOf, type Judged } from './table.ts';
import { tty } from './tty.ts';
import { windowRead } from './window-read.ts';

const BENCHMARKS: readonly Benchmark[] = [ingest, ingestFile, incident, redact, windowRead, frameCost, tty, start];

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no benchmark ${unknown.join(', ')}; one of: ${BENCHMARKS.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  const budgets = readBudgets();
  const judged: Judged[] = [];
  for (const benchmark of BENCHMARKS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stderr.write(`${benchmark.name} …\n`);
    const figures = await benchmark.run();
    judged.push(...figures.map((figure) => ({ figure, verdict: judge(figure, budgets[figure.id]) })));
  }
  const lines = (args.includes('--markdown') ? markdownOf : tableOf)(judged, budgets);
  const over = judged.filter(({ verdict }) => verdict === 'OVER').length;
  process.stdout.write(`${lines.join('\n')}\n\n${judged.length} figures, ${over} over budget\n`);
  return over === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
