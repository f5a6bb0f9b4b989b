// What a server is and what it holds: read to choose panels, to complete names, and to tell people where they are connected.
import { SourceError } from '../../../model/errors.ts';
import { metricType, type MetricType } from '../scrape/types.ts';
import type { Answered, PrometheusApi } from './api.ts';
import { arrayOf, isObject, strings } from './answer.ts';

export interface ServerInfo {
  readonly product: 'Prometheus' | 'Mimir' | 'VictoriaMetrics' | 'a server with the Prometheus API';
  /** As the server says; undefined where it says none, or one of another product. */
  readonly version: string | undefined;
}

/** What answers there. Throws SourceError where it is nothing that speaks this API. */
export async function detectServer(api: PrometheusApi): Promise<ServerInfo> {
  const build = await unlessRefused(() => api.get('status/buildinfo'));
  if (build === undefined || !build.ok) {
    // Without build information a query is the proof.
    await api.ask('query', { query: '1' });
    return { product: 'a server with the Prometheus API', version: undefined };
  }
  const { version, application, goVersion } = isObject(build.data) ? build.data : {};
  const shown = typeof version === 'string' ? version : undefined;
  if (typeof application === 'string' && /mimir/i.test(application)) return { product: 'Mimir', version: shown };
  // VictoriaMetrics pretends to be a certain Prometheus, but names no Go version.
  if (goVersion === undefined || build.headers.has('x-server-hostname')) return { product: 'VictoriaMetrics', version: undefined };
  return { product: 'Prometheus', version: shown };
}

/** The names of all metrics; none where the server refuses to tell. */
export async function metricNames(api: PrometheusApi): Promise<ReadonlySet<string>> {
  const answer = await unlessRefused(() => api.get('label/__name__/values', { limit: '20000' }));
  return new Set(answer?.ok === true ? strings(answer.data) : []);
}

/** Undefined where the server lacks or forbids the path: gateways often let only queries through. */
async function unlessRefused(ask: () => Promise<Answered>): Promise<Answered | undefined> {
  try {
    return await ask();
  } catch (error) {
    const refused = error instanceof SourceError && (error.code === 'SOURCE_NOT_FOUND' || error.code === 'SOURCE_FORBIDDEN' || error.code === 'SOURCE_HTTP');
    if (!refused) throw error;
    return undefined;
  }
}

/** Types by metric family; the family of an OpenMetrics counter `x_total` is `x`. */
export async function metricTypes(api: PrometheusApi): Promise<ReadonlyMap<string, MetricType>> {
  const answer = await api.get('metadata');
  const types = new Map<string, MetricType>();
  if (!answer.ok || !isObject(answer.data)) return types;
  for (const [family, entries] of Object.entries(answer.data)) {
    const [first] = arrayOf(entries);
    const type = isObject(first) && typeof first['type'] === 'string' ? metricType(first['type']) : undefined;
    if (type !== undefined) types.set(family, type);
  }
  return types;
}
