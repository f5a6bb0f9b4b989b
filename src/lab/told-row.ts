// Wire rows read back into what they say. Traces and the portal are made of the very rows that the tail tells, so that a span, a
// document and a log line of one event carry the same ids and times.
import { MILLI } from '../lib/micros.ts';

export interface ToldRow {
  /** Unix microseconds. */
  readonly at: number;
  /** As on the wire: `WARN`. */
  readonly level: string;
  readonly service: string;
  readonly node: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly msg: string;
  /** The other logfmt pairs, in order. */
  readonly fields: readonly (readonly [name: string, text: string])[];
  /** The wire's columns, without those that are null. */
  readonly columns: Readonly<Record<string, string | number>>;
}

interface WireRow {
  readonly level: string;
  readonly message: string;
  readonly correlation_id: string;
  readonly peer: string | null;
  readonly tx: string | null;
  readonly block: number | null;
}

const MESSAGE = /^ts=(\S+) service=(\S+) node=(\S+) trace_id=(\S+) span_id=(\S+) msg="([^"]*)"(.*)$/;

export function toldRow(bytes: Buffer): ToldRow {
  const { level, message, correlation_id, peer, tx, block } = JSON.parse(bytes.toString('latin1')) as WireRow;
  const [, ts = '', service = '', node = '', traceId = '', spanId = '', msg = '', rest = ''] = MESSAGE.exec(message) ?? [];
  const fields = [...rest.matchAll(/ (\w+)=(\S+)/g)].map(([, name = '', text = '']) => [name, text] as const);
  const columns = Object.fromEntries(Object.entries({ correlation_id, peer, tx, block }).filter((pair): pair is [string, string | number] => pair[1] !== null));
  // Date.parse stops at milliseconds; the rows have microseconds.
  const at = Date.parse(`${ts.slice(0, 19)}Z`) * MILLI + Number(ts.slice(20, 26));
  return { at, level, service, node, traceId, spanId, msg, fields, columns };
}
