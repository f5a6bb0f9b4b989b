// What passes at a portal: metrics, logs, traces. Searches overlap, because rows arrive late; a record is told once.
import { toRfc3339, type Micros } from '../../../lib/micros.ts';
import type { Draft, GapDraft, LogDraft, RejectDraft } from '../../../model/signal.ts';
import { draftOfFields } from '../decode/fields.ts';
import { isFields } from '../decode/values.ts';
import { UTC } from '../decode/zone.ts';
import { SeenSpans } from '../jaeger/seen-spans.ts';
import { mapLimited } from '../map-limited.ts';
import type { PortalApi } from './api.ts';
import type { PortalConfig } from './config.ts';
import { decodeSnapshot } from './decode/metrics.ts';
import { excerptOf, listIn } from './decode/shape.ts';
import { decodeVaultmeshTrace } from '../decode/vaultmesh-trace.ts';
import type { Found, Look } from './look.ts';
import { Seen } from './seen.ts';

const MOST_KEPT = 50_000;
const TRACES_AT_ONCE = 4;
const KEY_CHARACTERS = 100;

export class Passing {
  readonly #config: PortalConfig;
  readonly #snapshots = new Seen(MOST_KEPT);
  readonly #logs = new Seen(MOST_KEPT);
  readonly #spans = new SeenSpans();

  constructor(config: PortalConfig) {
    this.#config = config;
  }

  async metrics(api: PortalApi, look: Look): Promise<Found> {
    const { body, bytes } = await api.get('metrics', this.#searched(look));
    const { records, rejects } = listIn(body, 'metric snapshots', look.to);
    const told = records.map((record) => decodeSnapshot(record, look.to));
    const drafts = told.flatMap((snapshot): readonly Draft[] => ('kind' in snapshot ? [snapshot] : this.#snapshots.add(snapshot.id) ? snapshot.samples : []));
    // Panels are evaluated along the time of the samples.
    return { drafts: [...drafts.toSorted((a, b) => a.at - b.at), ...rejects, ...this.#cut('sample', records, drafts, look)], bytes };
  }

  async logs(api: PortalApi, look: Look): Promise<Found> {
    const { body, bytes } = await api.get('logs', this.#searched(look));
    const { records, rejects } = listIn(body, 'log records', look.to);
    const drafts = records.map((record) => logOf(record, look.to)).filter((draft) => draft.kind !== 'log' || this.#logs.add(keyOf(draft)));
    return { drafts: [...drafts.toSorted((a, b) => a.at - b.at), ...rejects, ...this.#cut('log', records, drafts, look)], bytes };
  }

  /** A list may tell traces whole or in short: those without spans are asked for one by one. */
  async traces(api: PortalApi, look: Look): Promise<Found> {
    const { body, bytes } = await api.get('traces', this.#searched(look));
    const { records, rejects } = listIn(body, 'traces', look.to);
    let taken = bytes;
    const whole = await mapLimited(records, TRACES_AT_ONCE, async (record) => {
      if (!isFields(record) || Array.isArray(record['spans']) || typeof record['trace_id'] !== 'string') return record;
      const answer = await api.get(`traces/${encodeURIComponent(record['trace_id'])}`);
      taken += answer.bytes;
      return answer.body;
    });
    const drafts = whole.flatMap((record): readonly Draft[] => {
      const { spans, rejects: bad } = decodeVaultmeshTrace(record, look.to);
      return [...spans.filter((span) => this.#spans.add(span)), ...bad];
    });
    return { drafts: [...drafts, ...rejects, ...this.#cut('span', records, drafts, look)], bytes: taken };
  }

  #searched({ from, to }: Look): Readonly<Record<string, string>> {
    return { from: toRfc3339(from), to: toRfc3339(to), limit: String(this.#config.limit) };
  }

  /** A full answer is silent about what did not fit. */
  #cut(signal: GapDraft['signal'], records: readonly unknown[], drafts: readonly Draft[], { from, to }: Look): readonly GapDraft[] {
    if (records.length < this.#config.limit) return [];
    const oldest = drafts.reduce<Micros>((least, { at }) => (at < least ? at : least), to);
    const detail = `a search was full at ${this.#config.limit}: older ones of this stretch may be missing`;
    return [{ kind: 'gap', at: from, until: oldest < from ? from : oldest, gapId: `${this.#config.name}:${signal}:${from}`, reason: 'server-dropped', detail, recovered: 0, signal }];
  }
}

/** Ids of log records are made of service and time: two records of one millisecond share one. */
function keyOf({ at, message, traceId, spanId }: LogDraft): string {
  return `${at} ${traceId ?? ''} ${spanId ?? ''} ${message.slice(0, KEY_CHARACTERS)}`;
}

function logOf(record: unknown, now: Micros): LogDraft | RejectDraft {
  if (!isFields(record)) return { kind: 'reject', at: now, reason: 'this is no log record: not an object', excerpt: excerptOf(record) };
  return draftOfFields(record, { at: now, now, zone: UTC }).log;
}
