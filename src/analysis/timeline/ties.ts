// What ties a row to the anchor: an id, a node, a service, a label that names one thing, or a trace that has spans on both. Said in words,
// since an operator must be able to check it.
import type { SpanRecord } from '../../model/signal.ts';
import type { Anchor, Place } from '../../model/timeline.ts';
import type { TraceSummary } from '../../model/trace.ts';

export interface Ties {
  /** The tie in words, raw; undefined where nothing ties the place to the anchor. Without an anchor everything is tied. */
  of(place: Place): string | undefined;
  /** Whether the anchor has a part in the trace. */
  inTrace(trace: TraceSummary): boolean;
}

/** Labels that name one thing; others, such as a region, are shared by half of a system. */
const TELLING: readonly string[] = ['instance', 'pod', 'container', 'host', 'device', 'slo', 'queue', 'backend'];

const UNANCHORED: Ties = { of: () => 'no alert changed in this window and no row was chosen, so nothing is set apart', inTrace: () => true };

/** Of several traces that tie a place the slowest one is named. */
export function tiesTo(anchor: Anchor | undefined, traces: readonly TraceSummary[], spans: readonly SpanRecord[]): Ties {
  if (anchor === undefined) return UNANCHORED;
  const places = Map.groupBy(spans, (span) => span.traceId);
  const passes = (trace: TraceSummary): boolean =>
    trace.traceId === anchor.traceId ||
    (anchor.service !== undefined && trace.services.includes(anchor.service)) ||
    (anchor.node !== undefined && (places.get(trace.traceId)?.some((span) => span.node === anchor.node) ?? false));
  const shared = traces.filter(passes).toSorted((a, b) => b.duration - a.duration);
  const byId = new Set(shared.map((trace) => trace.traceId));
  const services = new Map<string, string>();
  const nodes = new Map<string, string>();
  for (const trace of shared) {
    for (const service of trace.services) if (!services.has(service)) services.set(service, trace.traceId);
    for (const { node } of places.get(trace.traceId) ?? []) if (node !== undefined && !nodes.has(node)) nodes.set(node, trace.traceId);
  }
  const self = anchor.service ?? anchor.node ?? anchor.name;
  return {
    of: (place) => direct(anchor, place) ?? throughTrace(place, self, byId, services, nodes),
    inTrace: passes,
  };
}

function direct(anchor: Anchor, place: Place): string | undefined {
  if (anchor.traceId !== undefined && anchor.traceId === place.traceId) return `the same trace ${anchor.traceId}`;
  if (anchor.node !== undefined && anchor.node === place.node) return `the same node ${anchor.node}`;
  if (anchor.service !== undefined && anchor.service === place.service) return `the same service ${anchor.service}`;
  const label = TELLING.find((name) => anchor.labels?.[name] !== undefined && anchor.labels[name] === place.labels?.[name]);
  return label === undefined ? undefined : `the same ${label} ${anchor.labels?.[label] ?? ''}`;
}

function throughTrace(place: Place, self: string, traces: ReadonlySet<string>, services: ReadonlyMap<string, string>, nodes: ReadonlyMap<string, string>): string | undefined {
  if (place.traceId !== undefined && traces.has(place.traceId)) return `its trace ${place.traceId} has spans of ${self}`;
  const byService = place.service === undefined ? undefined : services.get(place.service);
  if (byService !== undefined) return `trace ${byService} has spans of ${place.service ?? ''} and of ${self}`;
  // A place that names its service is judged by it: nodes are shared by services that have nothing to do with each other.
  const byNode = place.service !== undefined || place.node === undefined ? undefined : nodes.get(place.node);
  return byNode === undefined ? undefined : `trace ${byNode} has spans on ${place.node ?? ''} and of ${self}`;
}
