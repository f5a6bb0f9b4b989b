// Runs the benchmarks and holds them to their budgets: `npm run bench` those of the program by itself, `npm run bench:peers` those against
// other programs, `npm run bench -- --long` those that take ten minutes; with names behind it only these. `--rows N` for fewer rows where
// there are millions, `--keep` notes the figures as the last run. Exit code 1 where one is over its budget, 2 for a word not understood.
import { asked, type Groups } from './asked.ts';
import { bigRead } from './big-read.ts';
import { keeps, readBudgets, readWanted } from './budgets.ts';
import type { Figure } from './figures.ts';
import { frameCost } from './frame-cost.ts';
import { incident } from './incident.ts';
import { ingest } from './ingest.ts';
import { ingestFile } from './ingest-file.ts';
import { ingestLong } from './ingest-long.ts';
import { keepRun } from './last-run.ts';
import { load } from './load.ts';
import { installPeers } from './peers.ts';
import { recorded } from './recorded.ts';
import { redact } from './redact.ts';
import { scroll } from './scroll.ts';
import { scrollCpu } from './scroll-cpu.ts';
import { slowLink } from './slow-link.ts';
import { start } from './start.ts';
import { tableOf } from './table.ts';
import { trace } from './trace.ts';
import { tty } from './tty.ts';
import { windowRead } from './window-read.ts';

const GROUPS: Groups = {
  own: [ingest, incident, redact, windowRead, frameCost, scrollCpu, slowLink, load, trace, start],
  peers: [tty, scroll, ingestFile, recorded],
  long: [ingestLong, bigRead],
};

async function main(args: readonly string[]): Promise<number> {
  const run = asked(args, GROUPS);
  if (typeof run === 'string') {
    process.stderr.write(`${run}\n`);
    return 2;
  }
  const judges = { budgets: readBudgets(), wanted: readWanted() };
  if (run.benchmarks.some((benchmark) => GROUPS.peers.includes(benchmark))) installPeers();
  const figures: Figure[] = [];
  for (const benchmark of run.benchmarks) {
    process.stderr.write(`${benchmark.name} …\n`);
    const found = await benchmark.run(run.wishes);
    if (run.keep) keepRun(benchmark.name, found);
    figures.push(...found);
  }
  const over = figures.filter((figure) => keeps(figure, judges.budgets[figure.id]) === false).length;
  const missed = figures.filter((figure) => keeps(figure, judges.wanted[figure.id]) === false).length;
  process.stdout.write(`${tableOf(figures, judges).join('\n')}\n\n${figures.length} figures, ${over} over budget, ${missed} not yet where they are wanted\n`);
  return over === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
