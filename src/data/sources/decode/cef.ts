// CEF, the event format of SIEM systems: `CEF:0|vendor|product|version|id|name|severity|key=value …`. Header and extension escape
// differently, values hold blanks, and `=` inside a value is often left bare; what cannot be told apart stays in the value.
import type { Level } from '../../../model/level.ts';
import { scalarOf } from './logfmt.ts';
import { ownField, setField } from './values.ts';

/** The fields of a CEF record, with the header under `cef.*` names; undefined where it is none. `text` starts with `CEF:`. */
export function parseCef(text: string): Record<string, unknown> | undefined {
  if (!/^CEF:\s?\d{1,3}\|/.test(text)) return undefined;
  const line = text.replace(/\r?\n[ \t]*/g, ' ');
  const header = headerOf(line);
  if (header === undefined) return undefined;
  const [vendor = '', product = '', version = '', signature = '', name = '', severity = ''] = header.parts;
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(extensionOf(line.slice(header.end)))) setField(fields, NAMES.get(key) ?? key, value);
  fill(fields, 'message', name === '' ? signature : name);
  fill(fields, 'service', product === '' ? vendor : product);
  fill(fields, 'level', levelOfSeverity(severity));
  fill(fields, 'timestamp', ownField(fields, 'end') ?? ownField(fields, 'start') ?? '');
  const own = { vendor, product, version, signature, name, severity };
  for (const [key, value] of Object.entries(own)) fields[`cef.${key}`] = value;
  return fields;
}

/** Keys of CEF's dictionary that say what another name says everywhere else. */
const NAMES: ReadonlyMap<string, string> = new Map([['msg', 'message'], ['rt', 'timestamp'], ['dvchost', 'node'], ['dvc', 'node']]);

function fill(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (value !== '' && !Object.hasOwn(fields, key)) fields[key] = value;
}

interface Header {
  readonly parts: readonly string[];
  /** Where the extension begins. */
  readonly end: number;
}

/** Six parts behind the version, with `\|` and `\\` undone; the last one needs no bar where there is no extension. */
function headerOf(line: string): Header | undefined {
  const parts: string[] = [];
  let index = line.indexOf('|') + 1;
  let part = '';
  for (; index < line.length && parts.length < 6; index += 1) {
    const character = line[index] ?? '';
    const next = line[index + 1];
    if (character === '\\' && (next === '|' || next === '\\')) {
      part += next;
      index += 1;
    } else if (character === '|') {
      parts.push(part);
      part = '';
    } else part += character;
  }
  if (parts.length < 6 && part !== '') parts.push(part.trim());
  return parts.length === 6 ? { parts, end: index } : undefined;
}

/** Low is 0 to 3, medium to 6, high to 8, very high to 10. */
function levelOfSeverity(severity: string): Level {
  const word = severity.trim().toLowerCase();
  const value = /^\d{1,2}$/.test(word) ? Number(word) : undefined;
  if (word === 'very-high' || (value !== undefined && value >= 9)) return 'fatal';
  if (word === 'high' || (value !== undefined && value >= 7)) return 'error';
  return word === 'medium' || (value !== undefined && value >= 4) ? 'warn' : 'info';
}

/** One pass: a key is the word before an unescaped `=`; its value runs until the next key. */
function extensionOf(text: string): Record<string, unknown> {
  const raw = new Map<string, string>();
  let key: string | undefined;
  let from = 0;
  let blank = -1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x20) blank = index;
    else if (code === 0x5c) index += 1;
    else if (code === 0x3d && (key === undefined || blank >= from) && isKey(text, blank + 1, index)) {
      if (key !== undefined) raw.set(key, unescaped(text.slice(from, blank)));
      key = text.slice(blank + 1, index);
      from = index + 1;
    }
  }
  if (key !== undefined) raw.set(key, unescaped(text.slice(from).trimEnd()));
  return labelled(raw);
}

const MOST_KEY = 128;

function isKey(text: string, from: number, to: number): boolean {
  return to > from && to - from <= MOST_KEY && /^[A-Za-z_][\w.[\],-]*$/.test(text.slice(from, to));
}

function unescaped(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(/\\([=\\|nr])/g, (_whole, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : letter));
}

const CUSTOM = /^(?:cs|cn|cfp|c6a|flexString|flexNumber|flexDate|deviceCustomDate)\d{1,2}$/;

/** `cs1=x cs1Label=SessionID` is the field `SessionID`: the slot's number says nothing to anybody. */
function labelled(raw: ReadonlyMap<string, string>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of raw) {
    const slot = key.endsWith('Label') ? key.slice(0, -'Label'.length) : '';
    if (slot !== '' && CUSTOM.test(slot) && raw.has(slot)) continue;
    const label = CUSTOM.test(key) ? raw.get(`${key}Label`) : undefined;
    const free = label !== undefined && label !== '' && !raw.has(label) && !Object.hasOwn(fields, label);
    setField(fields, free ? label : key, scalarOf(value));
  }
  return fields;
}
