// One record of text to one log draft. Pure and total: whatever bytes a file held, a draft or a reject comes out.
//
// Attributes that the decoder itself adds: `prefix` (the time and level that led a line of text), `time_from` (the record told
// no time: `previous-line`, `reading`), and the marks of damage `truncated_bytes`, `nul_bytes`, `invalid_utf8`.
import type { Micros } from '../../../lib/micros.ts';
import type { LogDraft, RejectDraft, Value } from '../../../model/signal.ts';
import { parseCef } from '../decode/cef.ts';
import { draftOfFields, draftOfLogfmt } from '../decode/fields.ts';
import type { TimeContext } from '../decode/find-time.ts';
import { parseFields, parseFieldsExactly } from '../decode/json.ts';
import { levelInText } from '../decode/levels.ts';
import type { Mapped, NewLog, Surroundings } from '../decode/mapped.ts';
import { parseSyslog } from '../decode/syslog.ts';
import { draftOfText } from '../decode/text.ts';
import { isEmpty } from '../decode/values.ts';
import type { Envelope } from './envelope.ts';

export const FORMATS = ['auto', 'json', 'logfmt', 'cef', 'syslog', 'text'] as const;
export type Format = (typeof FORMATS)[number];

export interface LineContext extends TimeContext {
  readonly format: Format;
  /** The time of a record that tells none, and where it comes from. */
  readonly fallback: { readonly at: Micros; readonly from: 'previous-line' | 'reading' };
  /** Service of records that name none. */
  readonly service?: string | undefined;
  readonly envelope?: Envelope | undefined;
  /** Added to the draft's attributes. */
  readonly marks?: Readonly<Record<string, Value>> | undefined;
  readonly backfilled?: boolean;
  /** Line number of the record's first line, for rejects. */
  readonly line?: number | undefined;
}

/** At least one of the two. Both where the text is kept but its structure could not be read. */
export interface Decoded {
  readonly log?: LogDraft;
  readonly reject?: RejectDraft;
  /** The record, or the envelope around it, told its own time. */
  readonly timed: boolean;
}

export function decodeLine(text: string, context: LineContext): Decoded {
  const { envelope } = context;
  const reading = read(text, context.format, {
    zone: context.zone,
    now: context.now,
    at: envelope?.at ?? context.fallback.at,
    service: envelope?.service ?? context.service,
    attributes: envelope?.attributes,
  });
  const timed = reading.mapped?.timed === true || envelope?.at !== undefined;
  const log = reading.mapped === undefined ? undefined : marked(reading.mapped.log, timed, context);
  const reject = reading.problem === undefined ? undefined : rejected(reading.problem, text, log?.at ?? context.fallback.at, context.line);
  const decoded: { -readonly [Key in keyof Decoded]: Decoded[Key] } = { timed };
  if (log !== undefined) decoded.log = log;
  if (reject !== undefined) decoded.reject = reject;
  return decoded;
}

interface Reading {
  readonly mapped?: Mapped;
  readonly problem?: string;
}

/** Formats are told apart by how a record begins; a named format only decides what counts as broken. */
function read(text: string, format: Format, around: Surroundings): Reading {
  const first = text.charCodeAt(0);
  const start = first > 0x20 && first < 0x7f ? 0 : text.search(/\S/);
  if (start < 0) return { problem: 'blank record' };
  if (format === 'text') return { mapped: draftOfText(text, around) };
  const code = text.charCodeAt(start);
  const body = start === 0 ? text : text.slice(start);
  if (code === 0x7b && (format === 'auto' || format === 'json')) return readJson(body, around);
  if (format === 'json') return broken('not a JSON object', text, around);
  if (format === 'logfmt') return readLogfmt(body, around) ?? broken('no logfmt pairs', text, around);
  return readHeaded(body, text, format, around);
}

function readHeaded(body: string, text: string, format: Format, around: Surroundings): Reading {
  const cef = body.startsWith('CEF:') ? readCef(body, around) : undefined;
  if (cef !== undefined) return cef;
  const syslog = readSyslog(body, format === 'syslog', around);
  if (syslog !== undefined) return syslog;
  if (format !== 'auto') return broken(format === 'cef' ? 'no CEF header' : 'no syslog header', text, around);
  if (body.startsWith('CEF:')) return broken('broken CEF header', text, around);
  return readLogfmt(body, around) ?? { mapped: readText(text, around) };
}

/** The text is still evidence: it is kept as plain text beside the reject. */
function broken(problem: string, text: string, around: Surroundings): Reading {
  return { mapped: draftOfText(text, around), problem };
}

function readJson(text: string, around: Surroundings): Reading {
  const fields = parseFields(text);
  if (fields === undefined) return broken('broken JSON', text, around);
  if (isEmpty(fields)) return { problem: 'JSON object without fields' };
  let mapped = draftOfFields(fields, around);
  if (mapped.losses.digits) mapped = draftOfFields(parseFieldsExactly(text) ?? fields, around);
  return mapped.losses.deep ? { mapped, problem: 'nested deeper than 64 levels' } : { mapped };
}

/** Only a record's first line is read for pairs; what follows it belongs to the message. */
function readLogfmt(text: string, around: Surroundings): Reading | undefined {
  const end = text.indexOf('\n');
  const mapped = draftOfLogfmt(end < 0 ? text : text.slice(0, end), around, { prose: true });
  if (mapped === undefined) return undefined;
  if (end >= 0) mapped.log.message += text.slice(end);
  return { mapped };
}

function readCef(text: string, around: Surroundings): Reading | undefined {
  const fields = parseCef(text);
  return fields === undefined ? undefined : { mapped: draftOfFields(fields, around) };
}

const CEE = /^@cee:\s{0,4}/;

/** Syslog carries other formats: what stands in its message is read again, with the header as its surroundings. */
function readSyslog(text: string, certain: boolean, around: Surroundings): Reading | undefined {
  const record = parseSyslog(text, around, certain);
  if (record === undefined) return undefined;
  const inside: Surroundings = {
    ...around,
    at: record.at ?? around.at,
    level: record.level ?? levelInText(record.message),
    service: record.service ?? around.service,
    node: record.node,
    attributes: { ...around.attributes, ...record.attributes },
  };
  const reading = readInside(record.message.replace(CEE, ''), inside) ?? { mapped: plain(record.message, inside) };
  if (record.at === undefined || reading.mapped === undefined) return reading;
  return { ...reading, mapped: { ...reading.mapped, timed: true } };
}

function readInside(message: string, inside: Surroundings): Reading | undefined {
  if (message.startsWith('CEF:')) return readCef(message, inside);
  return message.startsWith('{') && parseFields(message) !== undefined ? readJson(message, inside) : readLogfmt(message, inside);
}

/** MSG as it is: its header has told everything else. */
function plain(message: string, inside: Surroundings): Mapped {
  return draftOfFields({ message }, inside);
}

/** Text behind a leading time and level may be logfmt. */
function readText(text: string, around: Surroundings): Mapped {
  const mapped = draftOfText(text, around);
  if (!mapped.timed || !mapped.log.message.includes('=')) return mapped;
  const { at, level, service, attributes } = mapped.log;
  const reading = readLogfmt(mapped.log.message, { ...around, at, level, service, attributes });
  return reading?.mapped === undefined ? mapped : { ...reading.mapped, timed: true };
}

function marked(log: NewLog, timed: boolean, { fallback, marks, backfilled }: LineContext): LogDraft {
  if (backfilled === true) log.backfilled = true;
  if (marks !== undefined) log.attributes = { ...log.attributes, ...marks };
  if (!timed) log.attributes = { ...log.attributes, time_from: fallback.from };
  return log;
}

const MOST_EXCERPT = 512;

function rejected(reason: string, text: string, at: Micros, line: number | undefined): RejectDraft {
  return { kind: 'reject', at, reason, excerpt: text.slice(0, MOST_EXCERPT), ...(line === undefined ? undefined : { line }) };
}
