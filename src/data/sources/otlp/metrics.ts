// Metrics in the shape of OTLP, as samples under the names of Prometheus. Total. Exponential histograms keep their count and their sum.
import type { Micros } from '../../../lib/micros.ts';
import type { RejectDraft, SampleDraft } from '../../../model/signal.ts';
import { excerptOf } from '../decode/excerpt.ts';
import { LONGEST_TEXT, type OtlpLosses } from '../decode/otlp-values.ts';
import { isFields } from '../decode/values.ts';
import { LabelSet } from '../label-set.ts';
import { seriesKey, type Deltas } from './deltas.ts';
import { groupsOf, textOf, type Fields } from './groups.ts';
import { metricName, pointLabels, resourceLabels } from './metric-name.ts';
import { POINT_FORMS, pointOf, type PointForm } from './points.ts';

export interface OtlpMetrics {
  readonly drafts: readonly SampleDraft[];
  /** One for each data point that could not be kept. */
  readonly rejects: readonly RejectDraft[];
}

interface Metric {
  readonly name: string;
  readonly form: PointForm;
  /** Points tell only what was added since the one before. */
  readonly delta: boolean;
  readonly shared: Readonly<Record<string, string>>;
}

/** `now` stamps the rejects; `deltas` remembers sums from one export to the next. */
export function decodeOtlpMetrics(document: Fields, now: Micros, deltas: Deltas): OtlpMetrics {
  const drafts: SampleDraft[] = [];
  const rejects: RejectDraft[] = [];
  for (const { resource, records } of groupsOf(document, ['resourceMetrics', 'scopeMetrics', 'metrics'])) {
    const losses = { long: false };
    const shared = resourceLabels(resource, losses);
    for (const record of records) {
      const { metric, points } = metricOf(record, shared);
      for (const point of points) {
        const samples = typeof metric === 'string' ? metric : samplesOf(point, metric, { ...losses }, deltas);
        if (typeof samples === 'string') rejects.push({ kind: 'reject', at: now, reason: samples, excerpt: excerptOf(point) });
        else drafts.push(...samples);
      }
    }
  }
  return { drafts, rejects };
}

/** What kind of metric it is, or why it is none; the points that are lost with it are named all the same. */
function metricOf(record: unknown, shared: Metric['shared']): { readonly metric: Metric | string; readonly points: readonly unknown[] } {
  if (!isFields(record)) return { metric: 'a metric that is no object', points: [record] };
  const form = POINT_FORMS.find((known) => isFields(record[known]));
  // Without data it has no points either.
  const data = form === undefined ? undefined : record[form];
  if (form === undefined || !isFields(data)) return { metric: 'a metric without data', points: [] };
  const points = Array.isArray(data['dataPoints']) ? data['dataPoints'] : [];
  const name = textOf(record['name']);
  if (name === undefined) return { metric: 'a metric without a name', points };
  const counter = form === 'sum' && data['isMonotonic'] === true;
  const type = counter ? 'counter' : form === 'gauge' || form === 'sum' ? 'gauge' : 'other';
  const temporality = data['aggregationTemporality'];
  const delta = form !== 'gauge' && form !== 'summary' && (temporality === 1 || temporality === 'AGGREGATION_TEMPORALITY_DELTA');
  return { metric: { name: metricName(name, textOf(record['unit']) ?? '', type), form, delta, shared }, points };
}

function samplesOf(record: unknown, { name, form, delta, shared }: Metric, losses: OtlpLosses, deltas: Deltas): readonly SampleDraft[] | string {
  if (!isFields(record)) return 'a data point that is no object';
  const point = pointOf(record, form);
  if (typeof point === 'string') return point;
  const labels = pointLabels(record['attributes'], shared, losses);
  if (losses.long) return `a data point with a label of more than ${LONGEST_TEXT} characters`;
  const samples: SampleDraft[] = [];
  for (const { suffix, label, value, additive } of point.values) {
    const own = label === undefined ? labels : Object.assign(new LabelSet(), labels, { [label[0]]: label[1] });
    const full = `${name}${suffix}`;
    const total = delta && additive ? deltas.add(seriesKey(full, own), point.at, value) : value;
    if (total === 'full') return 'a data point of a delta series beyond those whose sums are remembered';
    if (total !== undefined) samples.push({ kind: 'sample', at: point.at, name: full, labels: own, value: total });
  }
  return samples;
}
