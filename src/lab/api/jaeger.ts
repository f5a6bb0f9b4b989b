// The query API of Jaeger, as far as a follower of traces asks it. What it cannot read is as if it were not there.
import { SERVICES } from '../kinds.ts';
import type { Scene } from '../scene.ts';
import type { LabSpan, LabTrace } from '../traces.ts';
import { json, type Api, type Reply } from './asked.ts';

const MOST_TRACES = 2_000;

export function jaegerApi(scene: Scene): Api {
  return ({ method, path, params }) => {
    if (method !== 'GET') return undefined;
    if (path === '/api/services') return json({ data: SERVICES, total: SERVICES.length, errors: null });
    if (path === '/api/traces') return search(scene, params);
    const id = /^\/api\/traces\/([0-9a-f]{1,32})$/.exec(path)?.[1];
    return id === undefined ? undefined : byId(scene, id);
  };
}

function search(scene: Scene, params: URLSearchParams): Reply {
  const service = params.get('service') ?? '';
  const number = (name: string, otherwise: number): number => (/^\d{1,17}$/.test(params.get(name) ?? '') ? Number(params.get(name)) : otherwise);
  if (service === '') return json({ data: null, errors: [{ code: 400, msg: "parameter 'service' is required" }] }, 400);
  const limit = Math.min(MOST_TRACES, number('limit', 100));
  const found = scene.traces(number('start', 0), number('end', Number.MAX_SAFE_INTEGER)).filter(({ spans }) => spans.some((span) => span.service === service));
  const data = found.slice(0, limit).map(traceJson);
  return json({ data, total: data.length, limit, offset: 0, errors: null });
}

function byId(scene: Scene, id: string): Reply {
  const found = scene.traces(0, Number.MAX_SAFE_INTEGER).find((trace) => trace.id === id.padStart(32, '0'));
  if (found === undefined) return json({ data: null, total: 0, limit: 0, offset: 0, errors: [{ code: 404, msg: 'trace not found' }] }, 404);
  return json({ data: [traceJson(found)], total: 1, limit: 0, offset: 0, errors: null });
}

function traceJson({ id, spans }: LabTrace): unknown {
  return { traceID: id, spans: spans.map((span) => spanJson(id, span)), processes: processesOf(spans), warnings: null };
}

function spanJson(traceID: string, span: LabSpan): unknown {
  const tags = [
    ...Object.entries(span.attributes).map(([key, value]) => ({ key, type: typeof value === 'number' ? 'int64' : 'string', value })),
    ...(span.failed ? [{ key: 'error', type: 'bool', value: true }] : []),
  ];
  const references = span.parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID, spanID: span.parent }];
  return { traceID, spanID: span.id, operationName: span.name, references, startTime: span.at, duration: span.duration, tags, logs: [], processID: `${span.service}@${span.node}`, warnings: null };
}

function processesOf(spans: readonly LabSpan[]): unknown {
  return Object.fromEntries(spans.map(({ service, node }) => [`${service}@${node}`, { serviceName: service, tags: [{ key: 'host.name', type: 'string', value: node }] }]));
}
