// A metric snapshot of a portal: many values of one node at one moment become one sample each.
import { z } from 'zod';
import type { Micros } from '../../../../lib/micros.ts';
import type { RejectDraft, SampleDraft } from '../../../../model/signal.ts';
import { moment, node, rejectOf, texts } from './shape.ts';

const MOST_METRICS = 1_000;

const snapshot = z.object({
  metric_id: z.string().optional(),
  node: node.optional(),
  timestamp: moment,
  metrics: z.record(z.string().min(1), z.unknown()),
  labels: texts.prefault({}),
});

export interface Snapshot {
  /** What identifies it in the portal. */
  readonly id: string;
  readonly samples: readonly SampleDraft[];
}

/** Values that are no numbers are left out: a snapshot may tell versions and names too. */
export function decodeSnapshot(record: unknown, now: Micros): Snapshot | RejectDraft {
  const parsed = snapshot.safeParse(record);
  if (!parsed.success) return rejectOf('metric snapshot', record, parsed.error, now);
  const { timestamp: at, metrics, labels, metric_id: id, node: host } = parsed.data;
  const all = { ...labels, ...(host === undefined ? {} : { node: host }) };
  const samples = Object.entries(metrics)
    .slice(0, MOST_METRICS)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .map(([name, value]): SampleDraft => ({ kind: 'sample', at, name: nameOf(name), labels: all, value }));
  return { id: id ?? `${host ?? ''} ${at}`, samples };
}

/** `treasury.receipts_per_minute` as the name of a metric in PromQL. */
function nameOf(name: string): string {
  const legal = name.replace(/[^a-zA-Z0-9_:]/g, '_');
  return /^\d/.test(legal) ? `_${legal}` : legal;
}
