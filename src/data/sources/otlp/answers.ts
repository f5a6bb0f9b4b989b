// What an emitter is answered, in both encodings: that its export was taken, wholly or in part, or why it was not.
import type { Encoding, ExportKind } from './exports.ts';

/** An export that was not taken. The numbers are those of gRPC. */
export interface Refusal {
  readonly http: number;
  readonly grpc: number;
  /** For people; free of secrets and of what was sent. */
  readonly message: string;
  /** Seconds after which it may be sent again; absent where sending the same again is of no use. */
  readonly retryAfter?: number;
}

export const GRPC_OK = 0;

export function invalid(message: string): Refusal {
  return { http: 400, grpc: 3, message };
}

export function tooLarge(mostBytes: number): Refusal {
  return { http: 413, grpc: 8, message: `an export of more than ${mostBytes} bytes` };
}

/** gRPC gives no time to wait: emitters back off by themselves. */
export const BUSY: Refusal = { http: 503, grpc: 14, message: 'more exports are waiting to be recorded than there is room for', retryAfter: 1 };
export const ENDING: Refusal = { http: 503, grpc: 14, message: 'the receiver is closing', retryAfter: 5 };
export const UNKNOWN_TOKEN: Refusal = { http: 401, grpc: 16, message: 'this receiver wants its token: Authorization: Bearer' };
export const FROM_A_PAGE: Refusal = { http: 403, grpc: 7, message: 'exports from web pages are not taken' };
export const FOREIGN_HOST: Refusal = { http: 403, grpc: 7, message: 'this receiver answers to the names of its own machine only' };
export const TOO_SLOW: Refusal = { http: 408, grpc: 4, message: 'the export did not arrive in time' };

/** Nothing is said of a full success, as the specification asks. */
export function successBody(kind: ExportKind, encoding: Encoding, rejected: number, why: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify(rejected === 0 ? {} : { partialSuccess: { [kind.rejected]: String(rejected), errorMessage: why } }));
  if (rejected === 0) return Buffer.alloc(0);
  return delimited(1, Buffer.concat([number(1, rejected), delimited(2, Buffer.from(why))]));
}

/** The Status message of gRPC. */
export function statusBody({ grpc, message }: Refusal, encoding: Encoding): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code: grpc, message }));
  return Buffer.concat([number(1, grpc), delimited(2, Buffer.from(message))]);
}

function delimited(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}
