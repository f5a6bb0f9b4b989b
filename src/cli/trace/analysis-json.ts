// What was found in a trace as a JSON document; lengths in milliseconds.
import type { TraceAnalysis } from '../../analysis/trace-analysis.ts';
import { MILLI } from '../../lib/micros.ts';
import type { TraceNode } from '../../model/trace.ts';
import { safeJson } from '../safe-json.ts';
import { treeFields } from './trace-json.ts';

/** Spans named in one list. */
const MOST = 1_000;

export function analysisJson({ traceId, tree, bottleneck, criticalTime, critical, alone, errors, repeats, odd }: TraceAnalysis, session: string, bottleneckAlone: boolean): string {
  const found = bottleneck === undefined ? null : { ...fields(bottleneck.node), critical_ms: bottleneck.time / MILLI, share: bottleneck.share, words: bottleneck.words };
  const rest = {
    critical_path: critical.slice(0, MOST).map(({ name, service, count, time }) => ({ name, service, count, critical_ms: time / MILLI, share: time / criticalTime })),
    self_time: alone.slice(0, MOST).map(({ name, service, count, time }) => ({ name, service, count, self_ms: time / MILLI })),
    failed: errors.slice(0, MOST).map((node) => ({ ...fields(node), status_message: node.span.statusMessage })),
    repeats: repeats.slice(0, MOST).map(({ name, service, parent, count, duration }) => ({ name, service, parent, count, duration_ms: duration / MILLI })),
    odd: odd.slice(0, MOST).map((node) => ({ ...fields(node), odd: node.oddity })),
  };
  return `${safeJson({ schema: 'obs-tui.trace-analysis/1', session, ...treeFields(traceId, tree), critical_ms: criticalTime / MILLI, bottleneck: found, ...(bottleneckAlone ? {} : rest) })}\n`;
}

function fields({ span, selfTime }: TraceNode) {
  return { span_id: span.spanId, name: span.name, service: span.service, duration_ms: span.duration / MILLI, self_ms: selfTime / MILLI };
}
