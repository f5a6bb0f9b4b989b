// RFC 5424: `TIMESTAMP HOST APP PROCID MSGID SD MSG`, where `-` stands for nothing. Only `\"`, `\\` and `\]` are escapes in
// structured data; every other backslash is just a backslash.
import type { Attributes, Value } from '../../../model/signal.ts';
import type { TimeContext } from './find-time.ts';
import { pidOf, type SyslogRecord } from './syslog-record.ts';
import { timeOf } from './time.ts';
import { setField } from './values.ts';

const HEAD = /^(\S{1,64}) (\S{1,255}) (\S{1,64}) (\S{1,128}) (\S{1,64}) (?=-|\[)/;

/** `text` follows the version number; undefined where it is no such header. */
export function parse5424(text: string, context: TimeContext, attributes: Attributes): SyslogRecord | undefined {
  const head = HEAD.exec(text);
  if (head === null) return undefined;
  const [whole, stamp = '-', host = '-', app = '-', process = '-', id = '-'] = head;
  const time = stamp === '-' ? undefined : timeOf(stamp, context);
  if (stamp !== '-' && time === undefined) return undefined;
  const data = structuredData(text, whole.length);
  if (data === undefined) return undefined;
  const all: Record<string, Value> = { ...attributes };
  if (process !== '-') setField(all, 'pid', pidOf(process));
  if (id !== '-') setField(all, 'msgid', id);
  for (const [name, parameters] of data.elements) setField(all, name, parameters);
  const message = text.slice(data.end).replace(/^ /, '').replace(/^\ufeff/, '');
  return { at: time?.at, service: given(app), node: given(host), attributes: all, message };
}

function given(value: string): string | undefined {
  return value === '-' ? undefined : value;
}

interface StructuredData {
  readonly elements: readonly (readonly [string, Record<string, Value>])[];
  readonly end: number;
}

/** `-` or `[id name="value" …][…]` at `from`. */
function structuredData(text: string, from: number): StructuredData | undefined {
  if (text[from] === '-') return { elements: [], end: from + 1 };
  const elements: [string, Record<string, Value>][] = [];
  let index = from;
  while (text[index] === '[') {
    const id = nameEnd(text, index + 1);
    const parameters: Record<string, Value> = {};
    const name = text.slice(index + 1, id);
    index = id;
    while (text[index] === ' ') {
      const end = nameEnd(text, index + 1);
      if (text[end] !== '=' || text[end + 1] !== '"') return undefined;
      const close = closingQuote(text, end + 2);
      if (close < 0) return undefined;
      setField(parameters, text.slice(index + 1, end), text.slice(end + 2, close).replace(/\\(["\\\]])/g, '$1'));
      index = close + 1;
    }
    if (text[index] !== ']' || name === '') return undefined;
    elements.push([name, parameters]);
    index += 1;
  }
  return { elements, end: index };
}

function nameEnd(text: string, from: number): number {
  let index = from;
  while (index < text.length && !' ="]'.includes(text[index] ?? ' ')) index += 1;
  return index;
}

function closingQuote(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index;
  }
  return -1;
}
