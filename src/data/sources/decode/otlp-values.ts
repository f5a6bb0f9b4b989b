// Attributes of OTLP: lists of keys with values of many types, to the values of the model. Bounded in depth and in length of text.
import type { Attributes, Value } from '../../../model/signal.ts';
import { isFields, setField, TOO_DEEP } from './values.ts';

/** Longer text, or more bytes, of one value make its record a reject. */
export const LONGEST_TEXT = 1_048_576;

const MOST_DEEP = 64;

/** What stood in the way of keeping values as they came; one for each record. */
export interface OtlpLosses {
  /** A text or a run of bytes was longer than LONGEST_TEXT; the value is left out. */
  long: boolean;
}

/** A list of `{key, value}`; the last one of a key counts, as everywhere in OpenTelemetry. */
export function otlpAttributes(list: unknown, losses: OtlpLosses): Attributes {
  return attributesAt(list, losses, 1);
}

function attributesAt(list: unknown, losses: OtlpLosses, depth: number): Record<string, Value> {
  const attributes: Record<string, Value> = {};
  for (const entry of Array.isArray(list) ? list : []) {
    if (isFields(entry) && typeof entry['key'] === 'string') setField(attributes, entry['key'], valueAt(entry['value'], losses, depth));
  }
  return attributes;
}

/** One AnyValue; null where it is empty or of no type that is known. */
export function otlpValue(value: unknown, losses: OtlpLosses): Value {
  return valueAt(value, losses, 1);
}

function valueAt(value: unknown, losses: OtlpLosses, depth: number): Value {
  if (!isFields(value)) return null;
  if (depth >= MOST_DEEP) return TOO_DEEP;
  if (value['stringValue'] !== undefined) return textValue(value['stringValue'], losses);
  if (value['intValue'] !== undefined) return integer(value['intValue']);
  if (value['boolValue'] !== undefined) return value['boolValue'] === true || value['boolValue'] === 'true';
  if (value['doubleValue'] !== undefined) return double(value['doubleValue']);
  if (value['bytesValue'] !== undefined) return bytes(value['bytesValue'], losses);
  const { arrayValue, kvlistValue } = value;
  if (isFields(arrayValue)) return (Array.isArray(arrayValue['values']) ? arrayValue['values'] : []).map((item) => valueAt(item, losses, depth + 1));
  return isFields(kvlistValue) ? attributesAt(kvlistValue['values'], losses, depth + 1) : null;
}

function textValue(value: unknown, losses: OtlpLosses): Value {
  const text = String(value);
  if (text.length <= LONGEST_TEXT) return text;
  losses.long = true;
  return null;
}

/** 64 bits: a number where that loses no digit, else the digits as text. */
function integer(value: unknown): Value {
  const number = typeof value === 'string' && !/^-?\d{1,20}$/.test(value) ? Number.NaN : Number(value);
  return Number.isSafeInteger(number) ? number : String(value).slice(0, 32);
}

/** JSON has no NaN and no infinity: OTLP writes them as text, and so do we. */
function double(value: unknown): Value {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : String(value).slice(0, 32);
}

function bytes(value: unknown, losses: OtlpLosses): Value {
  if (!(value instanceof Uint8Array)) return textValue(value, losses);
  if (value.length <= LONGEST_TEXT) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64');
  losses.long = true;
  return null;
}
