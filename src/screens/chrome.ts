// The frame around every screen: two header rows that say where the playhead is and how the sources are, one footer row with the
// keys that work now. Pure: time comes from the frame.
import { bytes, byteRate, clockTime, count, duration, zoneName } from '../lib/format.ts';
import { BLANK, fitLine, justify, line, lineWidth, span, type Line, type Span } from '../lib/line.ts';
import { SECOND } from '../lib/micros.ts';
import { own, truncate, visible, wrapWords } from '../lib/text.ts';
import type { Frame, SessionInfo, SourceState } from '../model/session.ts';
import type { AppState } from '../state/app.ts';
import type { PanelContext } from '../state/command.ts';
import type { Registry } from '../state/registry.ts';
import { alertRows, firing } from './alert-rows.ts';
import { tabsLine } from './tabs.ts';

export interface ChromeFacts {
  /** No commit for three seconds while the session should grow. */
  readonly stalled: boolean;
  /** Why rows cannot be written now; undefined while all is well. */
  readonly trouble: string | undefined;
  /** Recording into a file that is kept. */
  readonly recording: boolean;
  /** While the file that is replayed is still being read and its seal checked; `share` is 0 to 1. */
  readonly loading?: { readonly share: number };
  /** What the screen sends the terminal, where the operator wants to see it. */
  readonly screen?: { readonly bytesPerSecond: number; readonly fps: number };
  /** Why the file that was being read is not to be trusted, in words. */
  readonly failure?: string;
}

export function headerLines(app: AppState, context: PanelContext, registry: Registry, facts: ChromeFacts, columns: number): readonly Line[] {
  const { session, frame } = context;
  const sources = session.sources(frame);
  const info = session.info();
  const left = line(...nameSpans(info.title, columns), ...attachedSpans(info), ...playheadSpans(app, context, facts));
  const totals = session.totals(frame);
  const kept = facts.recording ? span(own(`REC ${bytes(totals.bytes)} `), 'dim') : span(own('not kept '), 'warn');
  const fired = firing(alertRows(context)).length;
  const alarm = fired === 0 ? [] : [span(own(`▲ ${fired} firing  `), 'bad')];
  const right = sourcesLine(sources, frame, { alarm, kept: info.growing && info.attached !== true ? [kept] : [] }, { most: columns >= 120 ? 5 : 2, cells: columns - lineWidth(left) - 1 });
  const rate = sources.reduce((sum, source) => sum + source.bytesPerSecond, 0);
  const dropped = totals.shed > 0 ? span(own(`drop ${count(totals.shed)}  `), 'bad') : span(own('drop 0  '), 'dim');
  const screen = facts.screen === undefined ? [] : [span(own(`screen ${byteRate(facts.screen.bytesPerSecond)} ${facts.screen.fps.toFixed(1)} fps  `), 'accent')];
  // What was lost, and what was asked for, is said beside the screens; that nothing was lost may make way for them.
  const due = line(...screen, ...(totals.shed > 0 ? [dropped] : []));
  const tabs = tabsLine(registry.screens, app.screen, columns - lineWidth(due) - 1);
  const flow = [line(...screen, dropped, span(own(`${byteRate(rate)} `), 'dim')), line(...screen, dropped), due].find((one) => lineWidth(one) < columns - lineWidth(tabs));
  return [beforeAll(left, right, columns), flow === undefined ? tabs : justify(tabs, flow, columns)];
}

/** Where the playhead is must never be cut: what stands on the right makes way for it. */
function beforeAll(left: Line, right: Line, columns: number): Line {
  const room = columns - lineWidth(left) - 1;
  return room < 8 ? fitLine(left, columns) : justify(left, fitLine(right, room), columns);
}

/** The program and what it looks at; a narrow screen has no room for either. */
function nameSpans(title: string, columns: number): readonly Span[] {
  if (columns < 60) return [span(own(' '))];
  return [span(own(' obs-tui  '), 'title'), span(truncate(visible(title), 16), 'strong'), span(own('  '))];
}

/** Another program records, or did: nobody may think that leaving ends it, or that this one keeps anything. */
function attachedSpans({ attached, growing }: SessionInfo): readonly Span[] {
  if (attached !== true) return [];
  return [growing ? span(own('ATTACHED '), 'strong') : span(own('RECORDER ENDED '), 'warn')];
}

function playheadSpans(app: AppState, context: PanelContext, facts: ChromeFacts): readonly Span[] {
  const { session, frame, zone } = context;
  const clock = `${clockTime(frame.head.learned, zone, 'seconds')} ${zoneName(frame.head.learned, zone)}`;
  const { playhead } = app;
  const live = session.info().growing;
  if (facts.failure !== undefined) return [span(visible(` ✖ ALTERED: ${facts.failure} `, 100), 'bad')];
  if (facts.trouble !== undefined) return [span(visible(` ✖ ${facts.trouble} `, 60), 'bad')];
  if (playhead.mode === 'follow' && live) {
    if (facts.stalled) return [span(own(`✖ RECORDER STALLED  ${clock}`), 'bad')];
    return [span(own('● FOLLOWING'), 'good'), span(own(`  ${clock}`))];
  }
  if (playhead.mode === 'playing') return [span(own(` ▶ REPLAY ${readWords(facts) ?? ''}×${playhead.speed} ${clock} `), 'replay')];
  if (!live) return [span(own(` ▶ REPLAY ${readWords(facts) ?? '❚❚ '}${clock} `), 'replay')];
  const behind = session.totals({ ...frame, head: session.head() }).logs - session.totals(frame).logs;
  return [span(own(` ❚❚ PAUSED +${count(behind)} `), 'replay'), span(own(`  ${clock}`))];
}

/** Nothing that is shown is known to be true until all of it was read. */
function readWords({ loading }: ChromeFacts): string | undefined {
  return loading === undefined ? undefined : `VERIFYING ${Math.floor(100 * Math.max(0, Math.min(1, loading.share)))} % `;
}

/** What is said besides the sources. */
interface Beside {
  readonly alarm: readonly Span[];
  readonly kept: readonly Span[];
}

interface Room {
  /** Sources named at most. */
  readonly most: number;
  readonly cells: number;
}

/** As many sources by name as there is room for beside what must be said; the others are counted. */
function sourcesLine(sources: readonly SourceState[], frame: Frame, { alarm, kept }: Beside, { most, cells }: Room): Line {
  for (let named = Math.min(most, sources.length); named >= Math.min(1, sources.length); named -= 1) {
    const whole = line(...sourceSpans(sources, frame, named), ...alarm, ...kept);
    if (lineWidth(whole) <= cells) return whole;
  }
  // What fires stays longest, beside it the source that is worst; how much is recorded goes first.
  const first = sourceSpans(sources, frame, 1);
  return [line(...first, ...alarm), line(...alarm)].find((one) => alarm.length > 0 && lineWidth(one) <= cells) ?? line(...(alarm.length > 0 ? alarm : first));
}

function sourceSpans(sources: readonly SourceState[], frame: Frame, named: number): readonly Span[] {
  // Ill sources first: where the row is too short, it is the healthy ones that are counted instead of named.
  const ill = sources.filter((source) => source.health?.state !== 'ok' && source.health?.state !== 'ended');
  const well = sources.filter((source) => !ill.includes(source));
  const names = [...ill, ...well].slice(0, named);
  const rest = sources.length - names.length;
  const spans = names.flatMap((source) => [sourceSpan(source, frame), span(own('  '))]);
  return rest > 0 ? [...spans, span(own(`+${rest}  `), 'dim')] : spans;
}

/** A silent source shows its age only once it is longer silent than is ordinary, so that an idle screen stays still. */
const ORDINARY_SILENCE = 30 * SECOND;

function sourceSpan(source: SourceState, frame: Frame): Span {
  const name = truncate(visible(source.name), 14);
  const health = source.health;
  // Alerts, health and traces are told when there is something to tell: their silence means nothing.
  const flows = source.logs + source.samples > 0;
  const silent = source.lastLearned === undefined || !flows ? 0 : frame.head.learned - source.lastLearned;
  switch (health?.state) {
    case 'ok':
      return span(own(`✔ ${name}${silent > ORDINARY_SILENCE ? ` ${duration(silent)}` : ''}`), 'good');
    case 'ended':
      return span(own(`■ ${name} ended`), 'dim');
    case 'degraded':
      return span(own(`▲ ${name} degraded`), 'warn');
    case 'retrying':
      return span(own(`↻ ${name} try ${health.attempt ?? 1}`), 'warn');
    case 'refused':
      return span(own(`✖ ${name} ${truncate(visible(health.code?.replace('SOURCE_', '').toLowerCase() ?? 'refused'), 12)}`), 'bad');
    default:
      return span(own(`… ${name}`), 'dim');
  }
}

/** Bounds of the header and footer rows taken from every screen. */
export const CHROME_ROWS = 3;

/** What was just said, else the keys. What helps stands at the end of a message, so one that is too long goes on in a second line. */
export function footerLines(app: AppState, hints: readonly { readonly key: string; readonly word: string }[], columns: number): readonly Line[] {
  if (app.toast === undefined) return [hintsLine(hints)];
  const { text, tone } = app.toast;
  const parts = wrapWords(visible(text, MOST_TOAST_LINES * columns), columns - 1, MOST_TOAST_LINES);
  return parts.map((part) => line(span(own(' ')), span(part, TOAST_STYLE[tone])));
}

const MOST_TOAST_LINES = 3;

function hintsLine(hints: readonly { readonly key: string; readonly word: string }[]): Line {
  const spans = hints.flatMap(({ key, word }) => [span(own(` ${key}`), 'key'), span(own(` ${word} `), 'dim')]);
  return spans.length === 0 ? BLANK : line(...spans);
}

const TOAST_STYLE = { plain: 'plain', good: 'good', warn: 'warn', bad: 'bad' } as const;

