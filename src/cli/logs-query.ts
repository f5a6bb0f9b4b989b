// `obs-tui logs query`: the filter language of the Logs screen over a recorded session, oldest row first.
import { dateTime } from '../lib/format.ts';
import { toRfc3339 } from '../lib/micros.ts';
import { visible } from '../lib/text.ts';
import { ObsError } from '../model/errors.ts';
import type { Filter } from '../model/filter/ast.ts';
import { parse } from '../model/filter/parse.ts';
import { LEVEL_LETTER } from '../model/level.ts';
import type { Cursor, Frame, Session } from '../model/session.ts';
import type { LogRecord } from '../model/signal.ts';
import { whichFrame, whichSession, type SessionOptions } from './which-session.ts';

export interface LogsQueryOptions extends SessionOptions {
  readonly limit: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
}

const PAGE = 500;
/** Rows looked at a read: the whole range is walked, page by page. */
const BUDGET = 200_000;

export async function logsQuery(text: string, options: LogsQueryOptions): Promise<number> {
  const parsed = parse(text);
  if (!parsed.ok) throw new ObsError('USAGE', `${parsed.message}\n    ${text}\n    ${' '.repeat(parsed.at)}${'^'.repeat(Math.max(1, parsed.length))}`);
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new ObsError('USAGE', `--limit: "${options.limit}" is not a whole number above 0`);
  const session = whichSession(options);
  try {
    const rows = newestRows(session, whichFrame(session, options), parsed.filter, limit);
    await write(rendered(rows.toReversed(), session, options));
    return 0;
  } finally {
    session.close();
  }
}

/** Newest first, at most `limit`, inside the span. */
function newestRows(session: Session, frame: Frame, filter: Filter | undefined, limit: number): readonly LogRecord[] {
  const rows: LogRecord[] = [];
  let from: Cursor | undefined = { at: frame.span.to, seq: 0 as Cursor['seq'] };
  while (from !== undefined && rows.length < limit) {
    const page = session.logs(frame, { filter, from, direction: 'older', limit: Math.min(PAGE, limit - rows.length), budget: BUDGET });
    const inside = page.rows.filter((row) => row.at >= frame.span.from);
    rows.push(...inside);
    const ended = inside.length < page.rows.length || (page.complete && page.rows.length < PAGE) || (page.reached?.at ?? 0) < frame.span.from;
    from = ended ? undefined : page.reached;
  }
  return rows.slice(0, limit);
}

function rendered(rows: readonly LogRecord[], session: Session, options: LogsQueryOptions): string {
  if (options.json === true) return `${JSON.stringify({ schema: 'obs-tui.logs/1', session: session.info().id, rows: rows.map(asJson) })}\n`;
  if (options.ndjson === true) return rows.map((row) => `${JSON.stringify({ schema: 'obs-tui.log/1', ...asJson(row) })}\n`).join('');
  const zone = options.utc === true ? 'utc' : 'local';
  return rows.map((row) => `${dateTime(row.at, zone, 'millis')} ${LEVEL_LETTER[row.level]} ${visible(row.service ?? '-')} ${visible(row.node ?? '-')} ${visible(row.message)}\n`).join('');
}

/** The record as it was recorded: raw text, JSON escapes its controls. */
function asJson(row: LogRecord): Readonly<Record<string, unknown>> {
  return {
    ts: toRfc3339(row.at), seq: row.seq, level: row.level, service: row.service, node: row.node, trace_id: row.traceId, span_id: row.spanId,
    message: row.message, attributes: row.attributes, backfilled: row.backfilled === true ? true : undefined,
  };
}

function write(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
