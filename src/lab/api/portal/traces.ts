// GET /obs/traces and /obs/traces/{id}: whole traces in the specification's form, durations in milliseconds, newest first.
import { MILLI, MINUTE } from '../../../lib/micros.ts';
import { parseDuration } from '../../../lib/parse-time.ts';
import type { Scene } from '../../scene.ts';
import { stampMillis } from '../../stamp.ts';
import { endOf, hasFailed, type LabSpan, type LabTrace } from '../../traces.ts';
import { json, type Reply } from '../asked.ts';
import { did, isReply, limitOf, refused, windowOf, wrong } from './window.ts';

const MOST_TRACES = 2_000;

/** Follows `service`, `status`, `duration` (`>1s`), the window (a quarter of an hour) and `limit`. */
export function portalTraces(scene: Scene, params: URLSearchParams): Reply {
  const window = windowOf(params, scene, 15 * MINUTE);
  if (isReply(window)) return window;
  const least = params.has('duration') ? parseDuration((params.get('duration') ?? '').replace(/^>/, '')) : -1;
  if (least === undefined) return refused('duration', params);
  const [service, status] = [params.get('service'), params.get('status')];
  const found = scene.traces(window.from, window.to).filter(
    (trace) =>
      (service === null || trace.spans.some((span) => span.service === service)) &&
      (status === null || statusOf(trace) === status) &&
      trace.spans[0].duration > least,
  );
  return json(found.slice(0, limitOf(params, MOST_TRACES)).map(traceJson));
}

export function portalTrace(scene: Scene, id: string): Reply {
  const found = scene.traces(0, Number.MAX_SAFE_INTEGER).find((trace) => trace.id === id);
  return found === undefined ? wrong('trace not found', 404) : json(traceJson(found));
}

function statusOf(trace: LabTrace): string {
  return hasFailed(trace) ? 'error' : 'ok';
}

function traceJson(trace: LabTrace): unknown {
  const [root] = trace.spans;
  return {
    trace_id: trace.id,
    name: trace.name,
    start_time: stampMillis(root.at),
    end_time: stampMillis(endOf(trace)),
    duration_ms: root.duration / MILLI,
    status: statusOf(trace),
    spans: trace.spans.map(spanJson),
    tags: [...new Set(trace.spans.map((span) => span.service))],
  };
}

function spanJson({ id, parent, name, service, node, at, duration, attributes, failed }: LabSpan): unknown {
  return {
    span_id: id,
    parent_span_id: parent ?? null,
    name,
    service,
    node: did(node),
    start_time: stampMillis(at),
    duration_ms: duration / MILLI,
    attributes: failed ? { ...attributes, error: true } : attributes,
  };
}
