// What a field name means in a log record.
import type { Attributes, LogRecord, Value } from '../signal.ts';

export type FieldReader = (record: LogRecord) => Value | undefined;

/** Names that every record answers to; an attribute of the same name is hidden by the record's own field where that is set. */
const OWN: ReadonlyMap<string, FieldReader> = new Map<string, FieldReader>([
  ['message', (record) => record.message],
  ['level', (record) => record.level],
  ['service', (record) => record.service],
  ['node', (record) => record.node],
  ['trace_id', (record) => record.traceId],
  ['span_id', (record) => record.spanId],
]);

/** Other words for them. Here an attribute of that very name comes first: it is what the record itself calls so. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['msg', 'message'], ['host', 'node'], ['instance', 'node'], ['trace', 'trace_id'], ['span', 'span_id'],
]);

export const FIELD_NAMES: readonly string[] = [...OWN.keys()];

export function fieldOf(record: LogRecord, name: string): Value | undefined {
  return fieldReader(name)(record);
}

/** `fieldOf` with the name looked up once, for loops over many records. */
export function fieldReader(name: string): FieldReader {
  const own = OWN.get(name);
  const attribute: FieldReader = (record) => (record.attributes === undefined ? undefined : attributeOf(record.attributes, name));
  if (own !== undefined) return (record) => own(record) ?? attribute(record);
  const aliased = OWN.get(ALIASES.get(name) ?? '');
  return aliased === undefined ? attribute : (record) => attribute(record) ?? aliased(record);
}

/** The key as it stands, else the path along its dots, where at each step the whole rest may be one key. */
function attributeOf(attributes: Attributes, name: string): Value | undefined {
  let here: Attributes = attributes;
  let rest = name;
  while (!Object.hasOwn(here, rest)) {
    const dot = rest.indexOf('.');
    if (dot < 0) return undefined;
    const step = rest.slice(0, dot);
    const next = Object.hasOwn(here, step) ? here[step] : undefined;
    if (!isBranch(next)) return undefined;
    here = next;
    rest = rest.slice(dot + 1);
  }
  return here[rest];
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function isBranch(value: Value | undefined): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
