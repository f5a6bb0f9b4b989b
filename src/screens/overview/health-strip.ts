// The last line of the overview: what the systems say of their own health and how the SLOs stand, the worst first. No line where no
// source tells of either.
import { justify, line, lineWidth, span, type Line, type Span } from '../../lib/line.ts';
import { own, truncate, visible } from '../../lib/text.ts';
import type { CheckState } from '../../model/fact.ts';
import type { FactRecord } from '../../model/signal.ts';
import { sloState } from '../../model/slo.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { budgetBar } from '../../widgets/budget-bar.ts';
import { checkLook } from '../check-look.ts';
import { leftWords, shareWords, shortSloId, sloLook, worstSlosFirst } from '../slo-look.ts';

interface NamedCheck {
  readonly name: string;
  readonly state: CheckState;
}

export interface HealthStrip {
  readonly checks: readonly NamedCheck[];
  readonly slos: readonly FactRecord<'slo'>[];
}

/** A lower screen has no row to spare for it. */
const LEAST_ROWS = 10;

/** Undefined where there is nothing to say, or no row for it. */
export function healthStrip({ session, frame }: PanelContext, size: Size): HealthStrip | undefined {
  if (size.rows < LEAST_ROWS) return undefined;
  const checks = Map.groupBy(session.latest(frame, 'check'), ({ source }) => source);
  const slos = worstSlosFirst(session.latest(frame, 'slo'));
  if (checks.size === 0 && slos.length === 0) return undefined;
  const named = session.sources(frame).flatMap(({ id, name }) => toldBy(name, checks.get(id) ?? []));
  return { checks: named.toSorted((a, b) => checkLook(a.state).rank - checkLook(b.state).rank), slos };
}

/** The rows that are left beside the line. */
export function besideStrip(strip: HealthStrip | undefined, size: Size): Size {
  return strip === undefined ? size : { ...size, rows: size.rows - 1 };
}

/** The checks of a system by name. Whether it lives, is ready and is well as a whole is said only where no check says as much. */
function toldBy(source: string, told: readonly FactRecord<'check'>[]): readonly NamedCheck[] {
  const checks = told.filter(({ part }) => part === 'check').toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const explained = checks.some(({ state }) => state !== 'ok');
  const others = told.filter(({ part, state }) => {
    if (part === 'check') return false;
    if (part !== 'overall') return state !== 'ok';
    return state === 'ok' ? checks.length === 0 : !explained;
  });
  return [...checks.map(({ name, state }) => ({ name, state })), ...others.map(({ part, state }) => ({ name: part === 'overall' ? source : `${source} ${part}`, state }))];
}

const WIDE = 100;
/** Below this there is room for one of the two only. */
const LEAST_FOR_BOTH = 70;
const BETWEEN = 2;
const MOST_CHECK_NAME = 24;
const BAR_CELLS = 9;
const HEALTH = span(own(' health  '), 'strong');
const SLO = span(own('slo  '), 'strong');

/** At most `columns` wide; what found no room is counted. */
export function healthStripLine({ checks, slos }: HealthStrip, columns: number, unicode: boolean): Line {
  const told = slos.map((slo) => sloSpans(slo, columns, unicode));
  if (checks.length === 0) return filled([span(own(' ')), SLO], told, columns);
  if (told.length === 0 || columns < LEAST_FOR_BOTH) return filled([HEALTH], checks.map(checkSpans), columns);
  // The worst SLO is always seen; the checks have the room beside it, the other SLOs what the checks leave.
  const least = lineWidth(filled([SLO], told, 0)) + BETWEEN;
  const left = filled([HEALTH], checks.map(checkSpans), columns - least);
  return justify(left, filled([SLO], told, columns - lineWidth(left) - BETWEEN), columns);
}

function checkSpans({ name, state }: NamedCheck): readonly Span[] {
  const { mark, word, style } = checkLook(state);
  const shown = truncate(visible(name, 100), MOST_CHECK_NAME);
  return state === 'ok' ? [span(own(`${shown} `)), span(own(word), style)] : [span(own(`${mark} ${shown} ${word}`), style)];
}

function sloSpans(slo: FactRecord<'slo'>, columns: number, unicode: boolean): readonly Span[] {
  const { mark, style } = sloLook(slo);
  const name = truncate(visible(shortSloId(slo.id), 200), columns < WIDE ? 18 : 30);
  const state = sloState(slo) === 'met' ? '' : `${mark} `;
  const left = leftWords(slo);
  const bar = slo.budget === undefined || columns < WIDE ? [] : [span(own(' ')), span(budgetBar(slo.budget.remainingPercent / 100, BAR_CELLS, unicode), style)];
  const budget = left === undefined ? [] : [...bar, span(own(`${bar.length === 0 ? '  ' : ' '}${left} left`))];
  return [span(own(`${state}${name} ${shareWords(slo.achieved)}`), state === '' ? 'plain' : style), ...budget];
}

/** As many of the pieces as fit into `cells`, one at least, two cells between them; the rest is counted. */
function filled(head: readonly Span[], pieces: readonly (readonly Span[])[], cells: number): Line {
  for (let shown = pieces.length; shown > 1; shown -= 1) {
    const whole = joined(head, pieces, shown);
    if (lineWidth(whole) <= cells) return whole;
  }
  return joined(head, pieces, 1);
}

function joined(head: readonly Span[], pieces: readonly (readonly Span[])[], shown: number): Line {
  const hidden = pieces.length - shown;
  const rest = hidden === 0 ? [] : [span(own(`  +${hidden}`), 'dim')];
  return line(...head, ...pieces.slice(0, shown).flatMap((piece, index) => (index === 0 ? piece : [span(own('  ')), ...piece])), ...rest);
}
