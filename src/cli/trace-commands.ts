// The commands about traces: `obs-tui trace …`.
import { Command } from 'commander';
import { lengthBounds, lengthOfTime, wholeNumber } from './option-values.ts';
import { ofSession } from './session-options.ts';

type Done = (code: number) => void;

const ID = 'id of a trace, or the first 6 characters or more of one';

export function addTraceCommands(program: Command, done: Done): void {
  const trace = program.command('trace').description('read recorded traces');
  common(trace.command('show').argument('<id>', ID))
    .description('print the spans of a trace as a tree with bars, the bottleneck in words')
    .action(async (id: string, _: object, command: Command) => done(await (await import('./trace/show.ts')).traceShow(id, command.optsWithGlobals())));
  common(trace.command('search'))
    .description('list the traces that match, newest first')
    .option('--service <name>', 'traces that this service takes part in')
    .option('--duration <bound>', 'traces as long as that: ">1s", "<=500ms", "2s" for 2s or longer', lengthBounds)
    .option('--errors', 'traces with a failed span')
    .option('--since <time>', 'traces that began at this time or later')
    .option('--until <time>', 'traces that began before this time')
    .option('--last <time>', 'traces of the last 15m, 1h …', lengthOfTime)
    .option('--limit <n>', 'at most this many traces', wholeNumber(1, 100_000), 50)
    .action(async (_: object, command: Command) => done(await (await import('./trace/search.ts')).traceSearch(command.optsWithGlobals())));
  common(trace.command('analyze').argument('<id>', ID))
    .description('say where the time of a trace went and what failed in it')
    .option('--find-bottleneck', 'only the span with the largest part of the critical path')
    .action(async (id: string, _: object, command: Command) => done(await (await import('./trace/analyze.ts')).traceAnalyze(id, command.optsWithGlobals())));
  common(trace.command('compare').argument('<a>', ID).argument('<b>', 'the trace to compare it with'))
    .description('print what the second trace does otherwise than the first: added, removed, slower, faster')
    .action(async (a: string, b: string, _: object, command: Command) => done(await (await import('./trace/compare.ts')).traceCompare(a, b, command.optsWithGlobals())));
}

function common(command: Command): Command {
  return ofSession(command).option('--json', 'one JSON document');
}
