// Log rows as text for people and as JSON for programs. Both are safe on a terminal: text shows controls, JSON escapes them.
import { dateTime } from '../lib/format.ts';
import { toRfc3339 } from '../lib/micros.ts';
import { visible } from '../lib/text.ts';
import { LEVEL_LETTER } from '../model/level.ts';
import type { LogRecord } from '../model/signal.ts';
import { safeJson } from './safe-json.ts';

export function textLines(rows: readonly LogRecord[], zone: 'local' | 'utc'): string {
  return rows.map((row) => `${dateTime(row.at, zone, 'millis')} ${LEVEL_LETTER[row.level]} ${visible(row.service ?? '-')} ${visible(row.node ?? '-')} ${visible(row.message)}\n`).join('');
}

export function jsonDocument(rows: readonly LogRecord[], session: string): string {
  return `${safeJson({ schema: 'obs-tui.logs/1', session, rows: rows.map(fieldsOf) })}\n`;
}

/** One document a row. */
export function jsonLines(rows: readonly LogRecord[]): string {
  return rows.map((row) => `${safeJson({ schema: 'obs-tui.log/1', ...fieldsOf(row) })}\n`).join('');
}

/** The record as it was recorded, nothing made safe or cut. */
function fieldsOf(row: LogRecord): Readonly<Record<string, unknown>> {
  return {
    ts: toRfc3339(row.at), seq: row.seq, level: row.level, service: row.service, node: row.node, trace_id: row.traceId, span_id: row.spanId,
    message: row.message, attributes: row.attributes, backfilled: row.backfilled === true ? true : undefined,
  };
}
