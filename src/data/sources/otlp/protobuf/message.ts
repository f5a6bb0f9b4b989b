// Reads one protobuf message by a table into an object with the names of the JSON form. What the table does not name is stepped over.
// Where a message that comes once is there twice, the later one counts: writers do not split them.
import { Cursor, ProtobufFault } from './cursor.ts';
import { DELIMITED, FIXED32, FIXED64, SCALARS, VARINT, type Scalar, type ScalarName } from './scalars.ts';

/** Number, name, type, which is a scalar or the name of a message, and whether it is a list. */
export type FieldRow = readonly [number: number, name: string, type: string, list?: 'list'];
export type Schema = Readonly<Record<string, readonly FieldRow[]>>;

interface Field {
  readonly name: string;
  readonly list: boolean;
  readonly scalar: Scalar | undefined;
  /** Set where `scalar` is not. */
  readonly message: Message | undefined;
}

/** Fields at the index of their number. */
export interface Message {
  readonly fields: (Field | undefined)[];
}

/** Tables that refer to each other, as a schema names them. */
export function messagesOf(schema: Schema): ReadonlyMap<string, Message> {
  const messages = new Map<string, Message>(Object.keys(schema).map((name) => [name, { fields: [] }]));
  for (const [name, rows] of Object.entries(schema)) {
    for (const [number, field, type, list] of rows) {
      const scalar = isScalar(type) ? SCALARS[type] : undefined;
      const message = messages.get(type);
      if (scalar === undefined && message === undefined) throw new TypeError(`${name}.${field} is of a type that is not in the schema: ${type}`);
      const fields = messages.get(name)?.fields;
      if (fields !== undefined) fields[number] = { name: field, list: list === 'list', scalar, message };
    }
  }
  return messages;
}

function isScalar(type: string): type is ScalarName {
  return Object.hasOwn(SCALARS, type);
}

export type ReadFields = Record<string, unknown>;

/** The message, or in words why it is none. Views into `bytes` are part of what it yields. */
export function readMessage(bytes: Uint8Array, message: Message): ReadFields | string {
  const cursor = new Cursor(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  try {
    return fieldsOf(cursor, message, bytes.length);
  } catch (error) {
    if (error instanceof ProtobufFault) return error.message;
    throw error;
  }
}

function fieldsOf(cursor: Cursor, { fields }: Message, length: number): ReadFields {
  const read: ReadFields = {};
  const outer = cursor.enter(length);
  while (cursor.at < cursor.end) {
    const tag = cursor.size();
    const [number, wire] = [tag >>> 3, tag & 7];
    if (number === 0) throw new ProtobufFault('a field with the number 0');
    const field = fields[number];
    if (field === undefined) skipValue(cursor, wire);
    else readField(cursor, field, wire, read);
  }
  cursor.leave(outer);
  return read;
}

function readField(cursor: Cursor, field: Field, wire: number, read: ReadFields): void {
  const { name, list, scalar, message } = field;
  if (message !== undefined && wire === DELIMITED) {
    const length = cursor.size();
    checkRoom(cursor, length);
    put(read, name, list, fieldsOf(cursor, message, length));
  } else if (scalar !== undefined && wire === scalar.wire) {
    put(read, name, list, scalar.read(cursor));
  } else if (scalar !== undefined && list && wire === DELIMITED) {
    readPacked(cursor, name, scalar, read);
  } else {
    // A field of another wire type than ours is one that we do not know.
    skipValue(cursor, wire);
  }
}

function checkRoom(cursor: Cursor, length: number): void {
  if (length > cursor.end - cursor.at) throw new ProtobufFault(`cut off: ${length} bytes announced, ${cursor.end - cursor.at} there`);
}

function readPacked(cursor: Cursor, name: string, scalar: Scalar, read: ReadFields): void {
  const length = cursor.size();
  checkRoom(cursor, length);
  const outer = cursor.enter(length);
  while (cursor.at < cursor.end) put(read, name, true, scalar.read(cursor));
  cursor.leave(outer);
}

function put(read: ReadFields, name: string, list: boolean, value: unknown): void {
  const known = list ? read[name] : undefined;
  if (Array.isArray(known)) known.push(value);
  else read[name] = list ? [value] : value;
}

function skipValue(cursor: Cursor, wire: number): void {
  if (wire === VARINT) cursor.varint();
  else if (wire === FIXED64) cursor.skip(8);
  else if (wire === DELIMITED) cursor.skip(cursor.size());
  else if (wire === FIXED32) cursor.skip(4);
  // Groups, 3 and 4, are not part of proto3.
  else throw new ProtobufFault(`a field of the wire type ${wire}`);
}
