// `obs-tui trace show`: the waterfall of the Traces screen with every row of it, or the trace as JSON.
import { dateTime } from '../../lib/format.ts';
import { line, span } from '../../lib/line.ts';
import { own, visible } from '../../lib/text.ts';
import type { Frame, Session } from '../../model/session.ts';
import { loadTrace } from '../../screens/traces/loaded.ts';
import { selectTraces } from '../../screens/traces/select.ts';
import { INITIAL, opened } from '../../screens/traces/state.ts';
import { waterfallLines } from '../../screens/traces/waterfall-lines.ts';
import { answerFrom, columnsOf, panelContext, textOf, zoneOf, type TraceOptions } from './open.ts';
import { traceJson } from './trace-json.ts';
import { whichTrace, type FoundTrace } from './which-trace.ts';

export function traceShow(wanted: string, options: TraceOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const found = whichTrace(session, frame, wanted);
    return options.json === true ? traceJson(found, session.info().id) : drawn(session, frame, found, options);
  });
}

/** Head, axis and legend take at most this many lines beside the rows. */
const CHROME_LINES = 5;

function drawn(session: Session, frame: Frame, { traceId, spans }: FoundTrace, options: TraceOptions): string {
  const context = panelContext(session, frame, options);
  const open = opened(traceId, false);
  const rows = loadTrace(context, traceId)?.rows.visible(open.toggled).length ?? 0;
  const size = { columns: columnsOf(), rows: Math.max(12, rows + CHROME_LINES) };
  const model = selectTraces(context, { ...INITIAL, open }, size);
  const begin = spans[0]?.at;
  const first = line(span(own(' trace '), 'dim'), span(visible(traceId, 200), 'accent'), span(own(begin === undefined ? '' : `  began ${dateTime(begin, zoneOf(options), 'millis')}`), 'dim'));
  const lines = model.kind === 'waterfall' ? waterfallLines(model, size) : [];
  return textOf([first, ...lines.filter(({ spans: pieces }) => pieces.some(({ text }) => text.trim() !== ''))], options);
}
