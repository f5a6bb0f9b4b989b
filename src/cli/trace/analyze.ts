// `obs-tui trace analyze`: where the time of a trace went and what is wrong with it, in words.
import { analyseTrace } from '../../analysis/trace-analysis.ts';
import { buildTrace } from '../../analysis/trace-tree.ts';
import { analysisJson } from './analysis-json.ts';
import { analysisLines, bottleneckLines } from './analysis-lines.ts';
import { answerFrom, textOf, type TraceOptions } from './open.ts';
import { whichTrace } from './which-trace.ts';

interface TraceAnalyzeOptions extends TraceOptions {
  readonly findBottleneck?: boolean;
}

export function traceAnalyze(wanted: string, options: TraceAnalyzeOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const { traceId, spans } = whichTrace(session, frame, wanted);
    const analysis = analyseTrace(traceId, buildTrace(spans));
    if (options.json === true) return analysisJson(analysis, session.info().id, options.findBottleneck === true);
    return textOf(options.findBottleneck === true ? bottleneckLines(analysis) : analysisLines(analysis), options);
  });
}
