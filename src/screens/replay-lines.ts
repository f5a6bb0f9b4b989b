// The rows that make a replay unmistakable: a rule that says what is replayed, where there is room for one, and the bar over the whole
// recording. A session that grows has neither.
import { clockTime, count, dateTime } from '../lib/format.ts';
import { fitLine, line, lineWidth, span, type Line, type Span } from '../lib/line.ts';
import { DAY, MINUTE } from '../lib/micros.ts';
import { own, visible } from '../lib/text.ts';
import type { IncidentInfo } from '../model/incident.ts';
import type { Session } from '../model/session.ts';
import type { PanelContext, Size } from '../state/command.ts';
import { SCRUB_SIGNS, scrubBar } from '../widgets/scrub-bar.ts';
import { scrubCounts, selectScrub, type ScrubCounts } from './scrub.ts';

/** Below this the screen needs every row it has. */
const LEAST_FOR_BAR = 16;
/** From here on what is replayed has a row of its own. */
const LEAST_FOR_RULE = 30;
/** The bar is worth its row from this width on. */
const LEAST_CELLS = 10;
/** Cells of the rule at both ends. */
const EDGE = 2;

export interface ReplayRows {
  /** 0 or 1. */
  readonly rule: number;
  readonly bar: number;
}

export function replayRows(session: Session, { rows }: Size): ReplayRows {
  if (session.info().growing || rows < LEAST_FOR_BAR) return { rule: 0, bar: 0 };
  return { rule: rows >= LEAST_FOR_RULE ? 1 : 0, bar: 1 };
}

export function ruleLine(context: PanelContext, columns: number): Line {
  const { session, zone, unicode } = context;
  const { title, incident, first } = session.info();
  const name = visible(incident?.title ?? title, 120);
  const said = incident === undefined ? [`recorded ${dateTime(first.learned, zone, 'minutes')}`] : incidentWords(incident, zone);
  const left = [...edge(EDGE), span(own(' REPLAY '), 'replay'), ...edge(EDGE), span(own(' ')), span(name, 'strong'), span(own(`${name === '' ? '' : ' · '}`), 'dim'), span(visible(said.join(' · '), 400)), span(own(' '))];
  const counts = scrubCounts(context);
  const room = columns - lineWidth(line(...left)) - EDGE;
  // What stands in the recording makes way for what it is.
  const legend = [legendSpans(counts, unicode, true), legendSpans(counts, unicode, false)].find((spans) => lineWidth(line(...spans)) <= room) ?? [];
  return fitLine(line(...left, ...edge(room - lineWidth(line(...legend))), ...legend, ...edge(EDGE)), columns);
}

function edge(cells: number): readonly Span[] {
  return cells <= 0 ? [] : [span(own('━'.repeat(cells)), 'warn')];
}

function incidentWords(incident: IncidentInfo, zone: string): readonly string[] {
  const by = incident.by === '' ? '' : ` by ${incident.by}`;
  return [incident.severity, `saved ${dateTime(incident.savedAt, zone, 'minutes')}${by}`, trustWords(incident), ...(incident.raw ? ['not redacted'] : [])].filter((word) => word !== '');
}

/** A seal without a signature says that nothing was altered since somebody sealed it, not who did. */
function trustWords({ root, signedBy }: IncidentInfo): string {
  if (root === undefined) return '';
  return signedBy === undefined ? 'verified, unsigned' : 'verified, signed';
}

/** With words, or signs and numbers alone. */
function legendSpans(counts: ScrubCounts, unicode: boolean, named: boolean): readonly Span[] {
  const told = [
    ['rise', counts.fired, 'fired'], ['fall', counts.resolved, 'ended'], ['mark', counts.note + counts.pin, 'marked'], ['missing', counts.gap, counts.gap === 1 ? 'gap' : 'gaps'],
    ['loud', counts.error, counts.error === 1 ? 'error' : 'errors'],
  ] as const;
  return told
    .filter(([, number]) => number > 0)
    .flatMap(([look, number, word]) => {
      const { glyph, ascii, style } = SCRUB_SIGNS[look];
      const sign = unicode ? glyph : ascii;
      return named ? [span(own(` ${sign}`), style), span(own(` ${count(number)} ${word} `), 'dim')] : [span(own(sign), style), span(own(`${count(number)} `), 'dim')];
    });
}

/** `named` where no rule says already that this is a replay. */
export function scrubLine(context: PanelContext, columns: number, named: boolean): Line {
  const { session, zone, unicode } = context;
  const { incident, first } = session.info();
  const words = incident === undefined || columns < 70 ? [] : [incident.severity, trustWords(incident)].filter((word) => word !== '');
  const name = named ? [span(own(' REPLAY '), 'replay'), span(visible(words.length === 0 ? '' : ` ${words.join(' · ')} `, 40))] : [];
  const last = session.head().learned;
  const length = last - first.learned;
  const time = (at: typeof last): string => (length >= DAY ? dateTime(at, zone, 'minutes').slice(5) : clockTime(at, zone, length < 10 * MINUTE ? 'seconds' : 'minutes'));
  const before = [...name, span(own(` ${time(first.learned)} `), 'dim')];
  const after = span(own(` ${time(last)} `), 'dim');
  const cells = columns - lineWidth(line(...before, after));
  if (cells < LEAST_CELLS) return line(...name, ...scrubBar(selectScrub(context, Math.max(1, columns - lineWidth(line(...name)))).bar, unicode));
  return line(...before, ...scrubBar(selectScrub(context, cells).bar, unicode), after);
}
