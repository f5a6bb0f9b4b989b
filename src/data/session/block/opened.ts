// A block read back: its places first, which many reads need alone, and the other columns when a row is wanted or searched.
import type { Micros } from '../../../lib/micros.ts';
import type { Seq } from '../../../model/signal.ts';
import type { LogRow } from '../decode.ts';
import { Texts } from './texts.ts';
import { ByteReader } from './varints.ts';
import { unsqueeze } from './zstd.ts';

/** Where the rows of a block stand, in the order of (at, seq). */
export interface Places {
  readonly ats: Float64Array;
  readonly seqs: Float64Array;
  readonly levels: Uint32Array;
}

export function openPlaces(squeezed: Buffer, size: number, oldest: number): Places {
  const from = new ByteReader(unsqueeze(squeezed));
  const ats = new Float64Array(size);
  const seqs = new Float64Array(size);
  let at = oldest;
  for (let index = 0; index < size; index += 1) ats[index] = at += from.next();
  let seq = 0;
  for (let index = 0; index < size; index += 1) seqs[index] = seq += from.nextSigned();
  return { ats, seqs, levels: from.take(size) };
}

/** Everything of a row but its place. */
export interface Fields {
  /** 1: backfilled, 2: ahead. */
  readonly flags: Uint32Array;
  readonly sources: Uint32Array;
  /** Numbers of words, one more than they are; 0 for none. */
  readonly services: Uint32Array;
  readonly nodes: Uint32Array;
  readonly traces: Texts;
  /** Which of the traces, counted from 1; 0 for none. */
  readonly traceNumbers: Uint32Array;
  readonly messages: Texts;
  readonly spans: Texts;
  readonly attributes: Texts;
  readonly rowIds: Texts;
}

export function openFields(squeezed: Buffer, size: number): Fields {
  const from = new ByteReader(unsqueeze(squeezed));
  const flags = from.take(size);
  const sources = from.take(size);
  const services = from.take(size);
  const nodes = from.take(size);
  const traces = new Texts(from, from.next());
  const traceNumbers = from.take(size);
  const texts = (): Texts => new Texts(from, size);
  return { flags, sources, services, nodes, traces, traceNumbers, messages: texts(), spans: texts(), attributes: texts(), rowIds: texts() };
}

export function rowOf(index: number, { ats, seqs, levels }: Places, fields: Fields): LogRow {
  const flags = fields.flags[index] ?? 0;
  const trace = fields.traceNumbers[index] ?? 0;
  return {
    seq: (seqs[index] ?? 0) as Seq,
    at: (ats[index] ?? 0) as Micros,
    source: fields.sources[index] ?? 0,
    backfilled: flags & 1,
    ahead: flags >> 1,
    level: levels[index] ?? 0,
    service: idOrNone(fields.services[index]),
    node: idOrNone(fields.nodes[index]),
    trace_id: trace === 0 ? null : fields.traces.text(trace - 1),
    span_id: fields.spans.text(index),
    message: fields.messages.text(index) ?? '',
    attributes: fields.attributes.text(index),
    row_id: fields.rowIds.text(index),
  };
}

function idOrNone(number = 0): number | null {
  return number === 0 ? null : number - 1;
}
