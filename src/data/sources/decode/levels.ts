// From the words and numbers that writers use for severity to the ladder of six.
import { levelOfWord, type Level } from '../../../model/level.ts';

/** Severities of alerts and SIEM records, beside the words of loggers in the model. */
const SEVERITIES: ReadonlyMap<string, Level> = new Map([
  ['page', 'fatal'], ['very-high', 'fatal'], ['high', 'error'], ['failure', 'error'], ['medium', 'warn'], ['moderate', 'warn'],
  ['low', 'info'], ['success', 'info'], ['silly', 'trace'],
] satisfies readonly (readonly [string, Level])[]);

/**
 * The level that a field's value names; undefined where it names none. Numbers: 0 to 7 are syslog severities (0 worst),
 * 10 and more the scale of bunyan and pino (60 worst); `otel` reads OpenTelemetry's 1 to 24 instead.
 */
export function levelOfValue(value: unknown, scale: 'syslog' | 'otel' = 'syslog'): Level | undefined {
  if (typeof value === 'number') return levelOfNumber(value, scale);
  if (typeof value !== 'string' || value.length > 24) return undefined;
  const word = levelOfWord(value) ?? SEVERITIES.get(value.trim().toLowerCase());
  if (word !== undefined) return word;
  return /^\d{1,2}$/.test(value) ? levelOfNumber(Number(value), scale) : undefined;
}

const LADDER: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const SYSLOG: readonly Level[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];

function levelOfNumber(value: number, scale: 'syslog' | 'otel'): Level | undefined {
  if (!Number.isInteger(value) || value < 0) return undefined;
  if (scale === 'otel') return value >= 1 && value <= 24 ? LADDER[Math.floor((value - 1) / 4)] : undefined;
  if (value <= 7) return SYSLOG[value];
  return value >= 10 && value < 70 ? LADDER[Math.floor(value / 10) - 1] : undefined;
}

/** Severity 0 to 7 of a syslog priority. */
export function levelOfPriority(priority: number): Level {
  return SYSLOG[priority & 7] ?? 'info';
}

/** Only the head of a text tells its level: a word further on belongs to the message. */
const SEARCHED = 160;

/** The words that loggers write, as alternatives of a pattern. */
export const LEVEL_WORDS = 'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|FATAL|CRITICAL|CRIT|ALERT|EMERG|PANIC';

const CAPITAL = new RegExp(String.raw`(?<![\w./-])(?:${LEVEL_WORDS})(?![\w/-])`);
const BRACKETED = new RegExp(String.raw`[[(<|]\s{0,4}(${LEVEL_WORDS})\s{0,4}[\])>|:]`, 'i');
const LEADING = new RegExp(String.raw`^\s{0,8}(${LEVEL_WORDS}):`, 'i');
const NAMED = /\b(?:level|severity|lvl|levelname|log\.level)["']?\s{0,4}[=:]\s{0,4}["']?([A-Za-z]{1,16}|\d{1,2})\b/i;
const KLOG = /^([IWEF])\d{4} \d\d:/;
const COLOURS = /\u001b\[[0-9;]{0,16}m/g;

/** The level that a line of text shows in its head; undefined where it shows none. */
export function levelInText(text: string): Level | undefined {
  const head = text.slice(0, SEARCHED * 2).replace(COLOURS, ' ').slice(0, SEARCHED);
  const named = NAMED.exec(text.slice(0, 1_024))?.[1];
  const word = CAPITAL.exec(head)?.[0] ?? BRACKETED.exec(head)?.[1] ?? LEADING.exec(head)?.[1] ?? KLOG.exec(head)?.[1];
  return levelOfValue(named) ?? levelOfValue(word) ?? levelOfTrace(head);
}

const CRASH = /^(?:panic: |fatal error: |thread '.{0,80}' panicked at )/;
const TRACE = /^(?:Traceback \(most recent call last\):|Exception in thread |(?:Uncaught )?[\w$.]{0,120}(?:Exception|Error|Throwable)(?::|$|\r|\n))/;

/** A crash or a stack trace is worse than plain text even where no word says so. */
function levelOfTrace(head: string): Level | undefined {
  if (CRASH.test(head)) return 'fatal';
  return TRACE.test(head) ? 'error' : undefined;
}
