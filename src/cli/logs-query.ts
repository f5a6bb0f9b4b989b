// `obs-tui logs query`: the filter language of the Logs screen over a recorded session, oldest row first.
import { ObsError } from '../model/errors.ts';
import type { Filter } from '../model/filter/ast.ts';
import { parse } from '../model/filter/parse.ts';
import type { Cursor, Frame, Session } from '../model/session.ts';
import type { LogRecord, Seq } from '../model/signal.ts';
import { jsonDocument, jsonLines, textLines } from './log-output.ts';
import { whichFrame, whichSession, type SessionOptions } from './which-session.ts';

export interface LogsQueryOptions extends SessionOptions {
  readonly limit: number;
  readonly json?: boolean;
  readonly ndjson?: boolean;
}

const PAGE = 500;
/** Rows looked at a read: the whole range is walked, page by page. */
const BUDGET = 200_000;

export async function logsQuery(text: string, options: LogsQueryOptions): Promise<number> {
  const filter = filterOf(text);
  const session = await whichSession(options.session, options);
  try {
    const rows = newestRows(session, whichFrame(session, options), filter, options.limit).toReversed();
    await write(rendered(rows, session, options));
    return 0;
  } finally {
    session.close();
  }
}

function filterOf(text: string): Filter | undefined {
  const parsed = parse(text);
  if (parsed.ok) return parsed.filter;
  throw new ObsError('USAGE', `${parsed.message}\n    ${text}\n    ${' '.repeat(parsed.at)}${'^'.repeat(parsed.length)}`);
}

/** Newest first, at most `limit`, inside the span. */
function newestRows(session: Session, frame: Frame, filter: Filter | undefined, limit: number): readonly LogRecord[] {
  const rows: LogRecord[] = [];
  // Strictly older than the end of the span: no row has a seq below 1.
  let from: Cursor | undefined = { at: frame.span.to, seq: 0 as Seq };
  while (from !== undefined && rows.length < limit) {
    const wanted = Math.min(PAGE, limit - rows.length);
    const page = session.logs(frame, { filter, from, direction: 'older', limit: wanted, budget: BUDGET });
    for (const row of page.rows) if (row.at >= frame.span.from) rows.push(row);
    const ended = page.reached === undefined || page.reached.at < frame.span.from || (page.complete && page.rows.length < wanted);
    from = ended ? undefined : page.reached;
  }
  return rows;
}

function rendered(rows: readonly LogRecord[], session: Session, options: LogsQueryOptions): string {
  if (options.json === true) return jsonDocument(rows, session.info().id);
  if (options.ndjson === true) return jsonLines(rows);
  return textLines(rows, options.utc === true ? 'utc' : 'local');
}

function write(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
