// Traces as the body of an OTLP/HTTP export in JSON: hex ids, enums as numbers, nanoseconds as decimal text.
import type { LabSpan, LabTrace } from '../traces.ts';

const INTERNAL = 1;
const SERVER = 2;
const ERROR = 2;

/** One resource for each service on each node. */
export function otlpTraces(traces: readonly LabTrace[]): string {
  const spans = traces.flatMap(({ id, spans: own }) => own.map((span) => ({ trace: id, span })));
  const resources = Map.groupBy(spans, ({ span }) => `${span.service}@${span.node}`);
  const resourceSpans = [...resources.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const attributes = [text('service.name', first.span.service), text('host.name', first.span.node)];
    return [{ resource: { attributes }, scopeSpans: [{ scope: { name: 'vaultmesh' }, spans: group.map(({ trace, span }) => spanJson(trace, span)) }] }];
  });
  return JSON.stringify({ resourceSpans });
}

function spanJson(traceId: string, { id, parent, name, at, duration, attributes, failed }: LabSpan): unknown {
  return {
    traceId,
    spanId: id,
    ...(parent === undefined ? {} : { parentSpanId: parent }),
    name,
    kind: parent === undefined ? SERVER : INTERNAL,
    startTimeUnixNano: `${at}000`,
    endTimeUnixNano: `${at + duration}000`,
    attributes: Object.entries(attributes).map(([key, value]) => (typeof value === 'number' ? { key, value: { intValue: String(value) } } : text(key, value))),
    ...(failed ? { status: { code: ERROR } } : {}),
  };
}

function text(key: string, stringValue: string): unknown {
  return { key, value: { stringValue } };
}
