// What shows a row of the story again: a filter, an expression or a trace, and the command that opens the file at the moment at which the
// row was known.
import { SECOND, type Micros } from '../../lib/micros.ts';
import { shellWord } from '../../lib/shell.ts';
import { visible, type SafeText } from '../../lib/text.ts';
import type { Filter } from '../../model/filter/ast.ts';
import { print } from '../../model/filter/print.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { Seq, SpanRecord } from '../../model/signal.ts';
import type { TimelineEntry, TimelineMaterial } from '../../model/timeline.ts';
import type { RowQuery } from './report.ts';

/** Characters of a message that are looked for: enough to find the row, short enough to read. */
const MOST_CHARS = 120;
const SCREENS = { log: 'logs', trace: 'traces', panel: 'metrics', alert: 'alerts', source: 'sources', check: 'health', none: 'timeline' } as const;

export function queryOf({ target, place, seq }: TimelineEntry, { alerts, panels }: TimelineMaterial): RowQuery | undefined {
  switch (target.kind) {
    case 'log':
      return target.message === '' ? undefined : { language: 'filter', text: visible(print(filterOf(target.message, place.service))) };
    case 'trace':
      return { language: 'trace', text: visible(target.traceId) };
    case 'panel': {
      const expr = panels.find(({ id }) => id === target.panel)?.expr;
      return expr === undefined ? undefined : { language: 'PromQL', text: visible(narrowed(expr, place.node)) };
    }
    case 'alert': {
      const expr = alerts.find((alert) => alert.seq === seq)?.expr;
      return expr === undefined ? undefined : { language: 'PromQL', text: visible(expr) };
    }
    case 'source':
    case 'check':
    case 'none':
      return undefined;
  }
}

function filterOf(message: string, service: string | undefined): Filter {
  const words: Filter = { op: 'text', text: (message.slice(0, MOST_CHARS).split('\n', 1)[0] ?? '').trimEnd() };
  return service === undefined ? words : { op: 'and', terms: [{ op: 'match', field: 'service', value: service }, words] };
}

/** A bare name is asked for on its node alone; of what is computed the whole is shown. */
function narrowed(expr: string, node: string | undefined): string {
  return node === undefined || !/^[a-zA-Z_:][\w:]*$/u.test(expr) || !/^[\w.-]+$/u.test(node) ? expr : `${expr}{node="${node}"}`;
}

export function commandOf(session: Session, frame: Frame, { seq, target, at }: TimelineEntry, spans: readonly SpanRecord[], file: string): SafeText {
  const learned = target.kind === 'trace' ? learnedOfTrace(session, frame, target.traceId, at, spans) : target.kind === 'log' ? learnedOfLog(session, frame, seq, at) : learnedOf(session, frame, seq, at);
  const second = Math.ceil(learned / SECOND) * 1_000;
  return visible(`obs-tui replay ${shellWord(file) ?? 'FILE'} --at ${new Date(second).toISOString().slice(0, 19)}Z --screen ${SCREENS[target.kind]}`);
}

function learnedOf(session: Session, frame: Frame, seq: Seq, at: Micros): Micros {
  return seq > frame.asked ? at : session.headOf(seq).learned;
}

/** What tells of a new log row is told again as more of them come: the row itself was known when its time had come. */
function learnedOfLog(session: Session, frame: Frame, seq: Seq, at: Micros): Micros {
  return session.headFor(at)?.learned ?? learnedOf(session, frame, seq, at);
}

function learnedOfTrace(session: Session, frame: Frame, traceId: string, at: Micros, spans: readonly SpanRecord[]): Micros {
  const read = spans.filter((span) => span.traceId === traceId);
  const newest = (read.length > 0 ? read : session.trace(frame, traceId)).toSorted((a, b) => a.seq - b.seq).at(-1);
  return newest === undefined ? at : learnedOf(session, frame, newest.seq, at);
}
