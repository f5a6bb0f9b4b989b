// The header of a syslog record, RFC 5424 or the older RFC 3164 with its many dialects: no priority in files, no host from
// local sockets, ISO times, Cisco's sequence numbers. What follows the header is left for others to decode.
import type { Micros } from '../../../lib/micros.ts';
import { levelOfWord } from '../../../model/level.ts';
import type { Attributes, Value } from '../../../model/signal.ts';
import { findTime, type FoundTime, type TimeContext } from './find-time.ts';
import { levelOfPriority } from './levels.ts';
import { parse5424 } from './syslog-5424.ts';
import { pidOf, type SyslogRecord } from './syslog-record.ts';

const FACILITIES: readonly string[] = [
  'kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp', 'ntp', 'security', 'console',
  'solaris-cron', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7',
];

const PRIORITY = /^(?:\d{1,6} )?<(0|[1-9]\d{0,2})>/;

/**
 * Undefined where the text is no syslog record. Without `<priority>` a full header is asked for, since many plain log lines
 * begin with a time too; `certain` takes whatever begins with a time.
 */
export function parseSyslog(text: string, context: TimeContext, certain = false): SyslogRecord | undefined {
  const priority = PRIORITY.exec(text);
  if (priority === null) return parse3164(text, context, {}, certain ? 'time' : 'full');
  const value = Number(priority[1]);
  if (value > 191) return undefined;
  const rest = text.slice(priority[0].length);
  const facility: Attributes = { facility: FACILITIES[value >> 3] ?? 'user' };
  const record = rest.startsWith('1 ') ? parse5424(rest.slice(2), context, facility) : undefined;
  return { level: levelOfPriority(value), ...(record ?? parse3164(rest, context, facility, 'any') ?? { attributes: facility, message: rest }) };
}

/** How much of a header there must be. */
type Needed = 'full' | 'time' | 'any';

const SEQUENCE = /^(?:(\d{1,10}): )?[*.]?/;
const TAG = /^([\w./@%+()-]{1,64})(?:\[([^\]\s]{1,64})\]: ?|:(?: |$))/;

function parse3164(text: string, context: TimeContext, attributes: Attributes, needed: Needed): SyslogRecord | undefined {
  const sequence = needed === 'any' ? SEQUENCE.exec(text)?.[0].length ?? 0 : 0;
  const time = leadingTime(text.slice(sequence, sequence + 64), context);
  if (time === undefined) return needed === 'any' ? tagged(text, undefined, attributes, needed) : undefined;
  const rest = text.slice(sequence + time.to).replace(/^:? {1,3}/, '');
  const iso = /^\d/.test(text.slice(sequence));
  return tagged(rest, time.at, attributes, needed === 'full' && iso ? 'process' : needed);
}

function leadingTime(head: string, context: TimeContext): FoundTime | undefined {
  const time = /^(?:[A-Z][a-z]{2} |\d{4}-)/.test(head) ? findTime(head, context) : undefined;
  return time?.from === 0 ? time : undefined;
}

/** `HOST TAG[PID]: MSG`, where local sockets leave out the host. `process` asks for a host and a process id or the kernel. */
function tagged(text: string, at: Micros | undefined, attributes: Attributes, needed: Needed | 'process'): SyslogRecord | undefined {
  const host = text.startsWith('CEF:') || TAG.test(text) ? null : /^(\S{1,255}) /.exec(text);
  const rest = host === null ? text : text.slice(host[0].length);
  const tag = rest.startsWith('CEF:') ? null : TAG.exec(rest);
  const node = host?.[1];
  const strict = needed === 'full' || needed === 'process';
  if (strict && tag === null && !rest.startsWith('CEF:')) return undefined;
  if (strict && (node === undefined ? tag?.[2] === undefined : levelOfWord(node) !== undefined)) return undefined;
  if (needed === 'process' && (node === undefined || (tag?.[2] === undefined && tag?.[1] !== 'kernel'))) return undefined;
  const all: Record<string, Value> = { ...attributes };
  if (tag?.[2] !== undefined) all['pid'] = pidOf(tag[2]);
  return { at, service: tag?.[1], node, attributes: all, message: rest.slice(tag?.[0].length ?? 0) };
}
