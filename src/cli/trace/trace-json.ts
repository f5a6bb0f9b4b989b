// Traces as JSON documents. Times are RFC 3339, lengths milliseconds with whatever fraction they have; nothing is cut or made safe.
import { bottleneck } from '../../analysis/bottleneck.ts';
import { criticalPath } from '../../analysis/critical-path.ts';
import { buildTrace, nodesOf } from '../../analysis/trace-tree.ts';
import { MILLI, toRfc3339 } from '../../lib/micros.ts';
import type { TraceNode, TraceSummary, TraceTree } from '../../model/trace.ts';
import { safeJson } from '../safe-json.ts';
import type { FoundTrace } from './which-trace.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Spans stand parents before their children, siblings in order of start. */
export function traceJson({ traceId, spans }: FoundTrace, session: string): string {
  const tree = buildTrace(spans);
  const path = criticalPath(tree);
  const critical = new Map<TraceNode, number>();
  for (const { node, from, to } of path) critical.set(node, (critical.get(node) ?? 0) + (to - from));
  const found = bottleneck(tree, path);
  const slow = found === undefined ? undefined : { span_id: found.node.span.spanId, critical_ms: found.time / MILLI, share: found.share, words: found.words };
  return `${safeJson({ schema: 'obs-tui.trace/1', session, ...treeFields(traceId, tree), bottleneck: slow, items: nodesOf(tree).map((node) => nodeFields(node, critical.get(node) ?? 0)) })}\n`;
}

export function tracesJson(traces: readonly TraceSummary[], session: string): string {
  return `${safeJson({
    schema: 'obs-tui.traces/1', session,
    traces: traces.map((trace) => ({
      trace_id: trace.traceId, start: toRfc3339(trace.at), duration_ms: trace.duration / MILLI, name: trace.name, service: trace.service, services: trace.services, spans: trace.spans, errors: trace.errors,
    })),
  })}\n`;
}

/** What is said of a trace as a whole. */
export function treeFields(traceId: string, tree: TraceTree): Fields {
  return { trace_id: traceId, name: tree.roots[0]?.span.name, start: toRfc3339(tree.from), duration_ms: (tree.to - tree.from) / MILLI, spans: tree.spans, errors: tree.errors };
}

function nodeFields({ span, depth, selfTime, oddity }: TraceNode, critical: number): Fields {
  return {
    span_id: span.spanId, parent_id: span.parentId, name: span.name, service: span.service, node: span.node, depth, odd: oddity,
    start: toRfc3339(span.at), duration_ms: span.duration / MILLI, self_ms: selfTime / MILLI, critical_ms: critical / MILLI,
    status: span.status, status_message: span.statusMessage, kind: span.spanKind, attributes: span.attributes,
    events: span.events?.map((event) => ({ ts: toRfc3339(event.at), name: event.name, attributes: event.attributes })),
    links: span.links?.map((link) => ({ trace_id: link.traceId, span_id: link.spanId, attributes: link.attributes })),
    resource: span.resource,
  };
}
