// Ids and moments as OTLP writes them: hex in its JSON, base64 in the protobuf JSON that Tempo answers with, bytes and 64-bit integers on
// the wire. Total: what is none is undefined.
import { isMicros, type Micros } from '../../../lib/micros.ts';

export const TRACE_ID_BYTES = 16;
export const SPAN_ID_BYTES = 8;

const HEX = /^[0-9a-f]+$/i;
const BASE64 = /^[\w+/-]+={0,2}$/;

/** The id in lower-case hex; undefined where it is of another length, or all zeros, which means none. */
export function otlpId(value: unknown, bytes: number): string | undefined {
  const hex = hexOf(value, bytes);
  return hex === undefined || /^0*$/.test(hex) ? undefined : hex;
}

function hexOf(value: unknown, bytes: number): string | undefined {
  if (value instanceof Uint8Array) return value.length === bytes ? Buffer.from(value).toString('hex') : undefined;
  if (typeof value !== 'string') return undefined;
  if (value.length === bytes * 2) return HEX.test(value) ? value.toLowerCase() : undefined;
  if (value.length !== Math.ceil(bytes / 3) * 4 || !BASE64.test(value)) return undefined;
  const decoded = Buffer.from(value, 'base64');
  return decoded.length === bytes ? decoded.toString('hex') : undefined;
}

/** An id that names something else: in hex where it is one, else as it was written; undefined where it is empty or all zeros. */
export function otlpReference(value: unknown, bytes: number): string | undefined {
  const text = hexOf(value, bytes) ?? (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value);
  return typeof text !== 'string' || /^0*$/.test(text) ? undefined : text;
}

/** A moment in nanoseconds, split so that no digit is lost. */
export interface Nanos {
  readonly at: Micros;
  /** Nanoseconds beyond `at`, 0 to 999. */
  readonly rest: number;
}

/** From a decimal string, an integer of 64 bits, or a number, whose last digits are then lost already. Undefined for 0, which means unset. */
export function otlpNanos(value: unknown): Nanos | undefined {
  if (typeof value === 'string') return nanosOfText(value);
  if (typeof value === 'bigint') return value > 0n ? nanosOf(Number(value / 1_000n), Number(value % 1_000n)) : undefined;
  return typeof value === 'number' && value > 0 ? nanosOf(Math.floor(value / 1_000), Math.floor(value % 1_000)) : undefined;
}

function nanosOfText(text: string): Nanos | undefined {
  if (text.length > 20 || !/^\d+$/.test(text)) return undefined;
  return nanosOf(Number(text.slice(0, -3)), Number(text.slice(-3)));
}

function nanosOf(at: number, rest: number): Nanos | undefined {
  return isMicros(at) && at + rest > 0 ? { at, rest } : undefined;
}

/** Nanoseconds from one moment to another, negative where it runs backwards; exact below 104 days. */
export function nanosBetween(from: Nanos, to: Nanos): number {
  return (to.at - from.at) * 1_000 + (to.rest - from.rest);
}
