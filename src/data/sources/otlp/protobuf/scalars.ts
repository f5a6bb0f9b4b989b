// How the scalar types of protobuf are written, and as what they are read: 64 bits as bigint, so that no digit is lost, bytes as a view
// into the body.
import type { Cursor } from './cursor.ts';

export const VARINT = 0;
export const FIXED64 = 1;
export const DELIMITED = 2;
export const FIXED32 = 5;

export interface Scalar {
  /** Wire type. */
  readonly wire: number;
  readonly read: (cursor: Cursor) => unknown;
}

export const SCALARS = {
  string: { wire: DELIMITED, read: text },
  bytes: { wire: DELIMITED, read: bytes },
  bool: { wire: VARINT, read: (cursor) => wide(cursor) !== 0n },
  /** Also of enums; a longer number is cut to its last 32 bits, as everywhere. */
  int32: { wire: VARINT, read: (cursor) => (cursor.varint(), cursor.low | 0) },
  uint32: { wire: VARINT, read: (cursor) => (cursor.varint(), cursor.low) },
  int64: { wire: VARINT, read: (cursor) => BigInt.asIntN(64, wide(cursor)) },
  fixed32: { wire: FIXED32, read: (cursor) => cursor.bytes.readUInt32LE(cursor.skip(4)) },
  fixed64: { wire: FIXED64, read: (cursor) => cursor.bytes.readBigUInt64LE(cursor.skip(8)) },
  sfixed64: { wire: FIXED64, read: (cursor) => cursor.bytes.readBigInt64LE(cursor.skip(8)) },
  double: { wire: FIXED64, read: (cursor) => cursor.bytes.readDoubleLE(cursor.skip(8)) },
} as const satisfies Readonly<Record<string, Scalar>>;

export type ScalarName = keyof typeof SCALARS;

function wide(cursor: Cursor): bigint {
  cursor.varint();
  return cursor.high === 0 ? BigInt(cursor.low) : (BigInt(cursor.high) << 32n) | BigInt(cursor.low);
}

/** Bytes that are no UTF-8 become U+FFFD, as in every other text that comes from outside. */
function text(cursor: Cursor): string {
  const length = cursor.size();
  const from = cursor.skip(length);
  return cursor.bytes.toString('utf8', from, from + length);
}

function bytes(cursor: Cursor): Uint8Array {
  const length = cursor.size();
  const from = cursor.skip(length);
  return cursor.bytes.subarray(from, from + length);
}
