// The three exports of OTLP: where each is sent, how its body is read, and what of it is kept. Total: a body that cannot be read at all is
// a reason in words, a record that cannot be kept is counted, so that its sender is told.
import type { Micros } from '../../../lib/micros.ts';
import type { Draft, RejectDraft } from '../../../model/signal.ts';
import { decodeOtlpSpans } from '../decode/otlp-spans.ts';
import { isFields } from '../decode/values.ts';
import type { Deltas } from './deltas.ts';
import type { Fields } from './groups.ts';
import { decodeOtlpLogs } from './logs.ts';
import { decodeOtlpMetrics } from './metrics.ts';
import { readMessage, type Message } from './protobuf/message.ts';
import { LOGS_DATA, METRICS_DATA, TRACES_DATA } from './protobuf/schema.ts';

interface Records {
  readonly drafts: readonly Draft[];
  readonly rejects: readonly RejectDraft[];
}

export interface ExportKind {
  /** Of OTLP/HTTP. */
  readonly path: string;
  /** Of OTLP/gRPC. */
  readonly method: string;
  readonly body: Message;
  /** The list that its body holds. */
  readonly list: string;
  /** The count of a partial success. */
  readonly rejected: 'rejectedSpans' | 'rejectedLogRecords' | 'rejectedDataPoints';
  readonly decode: (document: Fields, now: Micros, deltas: Deltas) => Records;
}

const GRPC = '/opentelemetry.proto.collector';

export const EXPORTS: readonly ExportKind[] = [
  {
    path: '/v1/traces', method: `${GRPC}.trace.v1.TraceService/Export`, body: TRACES_DATA, list: 'resourceSpans', rejected: 'rejectedSpans',
    decode: decodeOtlpSpans,
  },
  {
    path: '/v1/logs', method: `${GRPC}.logs.v1.LogsService/Export`, body: LOGS_DATA, list: 'resourceLogs', rejected: 'rejectedLogRecords',
    decode: decodeOtlpLogs,
  },
  {
    path: '/v1/metrics', method: `${GRPC}.metrics.v1.MetricsService/Export`, body: METRICS_DATA, list: 'resourceMetrics', rejected: 'rejectedDataPoints',
    decode: decodeOtlpMetrics,
  },
];

export type Encoding = 'json' | 'protobuf';

export interface DecodedExport {
  readonly drafts: readonly Draft[];
  /** Records that were not kept, and why the first of them was not; 0 and '' where all were. */
  readonly rejected: number;
  readonly why: string;
}

/** Rejects of one export that are recorded one by one. */
const MOST_REJECTS = 50;

export function decodeExport(kind: ExportKind, encoding: Encoding, body: Buffer, now: Micros, deltas: Deltas): DecodedExport | string {
  const document = encoding === 'json' ? readJson(body, kind.list) : readMessage(body, kind.body);
  if (typeof document === 'string') return document;
  const { drafts, rejects } = kind.decode(document, now, deltas);
  const why = rejects[0]?.reason ?? '';
  const more = rejects.length - MOST_REJECTS;
  const kept: readonly RejectDraft[] = more <= 0 ? rejects : [
    ...rejects.slice(0, MOST_REJECTS),
    { kind: 'reject', at: now, reason: `${more} more records of one export could not be kept either`, excerpt: '' },
  ];
  return { drafts: [...drafts, ...kept], rejected: rejects.length, why: rejects.length > 1 ? `${why}; ${rejects.length} records in all` : why };
}

function readJson(body: Buffer, list: string): Fields | string {
  // An empty body is an empty message in protobuf, and nothing in JSON.
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return 'not JSON';
  }
  if (!isFields(document)) return 'no JSON object';
  const groups = document[list];
  return groups === undefined || groups === null || Array.isArray(groups) ? document : `${list} is no list`;
}
