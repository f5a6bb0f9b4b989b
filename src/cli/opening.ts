// Where a replay opens: where its incident was saved from, else at its end; what the command line says goes before either. What a file
// says is taken where it makes sense and ignored where not, what was typed must be right.
import { systemClock } from '../lib/clock.ts';
import { DAY, SECOND, type Micros } from '../lib/micros.ts';
import { ObsError } from '../model/errors.ts';
import type { Filter } from '../model/filter/ast.ts';
import { parse } from '../model/filter/parse.ts';
import type { View } from '../model/incident.ts';
import type { Session } from '../model/session.ts';
import type { Seq } from '../model/signal.ts';
import { contextFor } from '../screens/context.ts';
import { buildRegistry } from '../screens/index.ts';
import type { LogsEvent } from '../screens/logs/events.ts';
import type { AppEvent, AppState } from '../state/app.ts';
import type { CommandContext, Size } from '../state/command.ts';
import { goTo } from '../state/go-to.ts';
import { FOLLOW, isBeingRead, pausedAt, playingFrom, type Playhead } from '../state/playhead.ts';
import { updateAll } from '../state/update.ts';
import { isScreen, knownScreen } from './known-screen.ts';
import { timeOption } from './time-option.ts';

export interface OpeningOptions {
  readonly at?: string;
  readonly speed?: number;
  readonly screen?: string;
  /** Of the Logs screen. */
  readonly filter?: string;
  /** Microseconds. */
  readonly window?: number;
  readonly cursor?: string;
}

/** Throws USAGE for an option that makes no sense. `size` is that of the terminal. */
export function openingOf(session: Session, options: OpeningOptions, zone: string, size: Size): (state: AppState) => AppState {
  const view = session.info().incident?.view;
  const playhead = playheadOf(session, options, view, zone);
  const screen = options.screen === undefined ? viewScreen(view) : knownScreen(options.screen);
  const window = options.window ?? viewWindow(view);
  const cursor = options.cursor === undefined ? view?.cursor : timeOf('cursor', options.cursor, session, zone);
  const filter = filterOf(options.filter, view);
  return (state) => {
    const registry = buildRegistry({});
    const contextOf = (app: AppState): CommandContext => contextFor(app, { session, registry, clock: systemClock, unicode: true }, size);
    const start: AppState = { ...state, playhead, screen: screen ?? state.screen, time: { ...state.time, window: window ?? state.time.window } };
    const change = (app: AppState, events: readonly AppEvent[]): AppState => updateAll(app, events, registry, contextOf)[0];
    const filtered = filter === undefined ? start : change(start, [{ type: 'panel', panel: 'logs', event: filter }]);
    return cursor === undefined ? filtered : { ...change(filtered, lookAt(contextOf(filtered), cursor)), playhead };
  };
}

function lookAt(context: CommandContext, cursor: Micros): readonly AppEvent[] {
  return goTo(context, { at: cursor, seq: 0 as Seq, head: context.frame.head });
}

/** At --at, where the operator stood, or at the end; with --speed it plays at once, from there or from its beginning. */
function playheadOf(session: Session, options: OpeningOptions, view: View | undefined, zone: string): Playhead {
  const at = options.at === undefined ? undefined : timeOf('at', options.at, session, zone);
  const { first, growing } = session.info();
  if (options.speed !== undefined) return playingFrom(at === undefined ? first : session.headAt(at), options.speed, systemClock.monotonicMillis());
  // While a file is being read its newest commit moves: the playhead comes to rest where it was asked to, where the view is, or at the end.
  if (at !== undefined) return isBeingRead(session) ? { mode: 'waiting', learned: at } : pausedAt(session.headAt(at));
  if (view !== undefined) return { mode: 'paused', head: view.head };
  return growing || isBeingRead(session) ? FOLLOW : pausedAt(session.head());
}

function timeOf(name: string, text: string, session: Session, zone: string): Micros {
  const { incident } = session.info();
  // Of a file that is being read the newest commit is not known; what it holds is.
  return timeOption(name, text, incident !== undefined && isBeingRead(session) ? incident.range.to : session.head().learned, zone);
}

function viewScreen(view: View | undefined): string | undefined {
  return view !== undefined && isScreen(view.screen) ? view.screen : undefined;
}

function viewWindow(view: View | undefined): number | undefined {
  return view?.window === undefined ? undefined : Math.min(366 * DAY, Math.max(SECOND, view.window));
}

function filterOf(typed: string | undefined, view: View | undefined): LogsEvent | undefined {
  const text = typed ?? view?.filter;
  if (text === undefined) return undefined;
  const parsed = parse(text);
  if (parsed.ok) return parsed.filter === undefined ? undefined : filterEvent(text, parsed.filter);
  if (typed === undefined) return undefined;
  throw new ObsError('USAGE', `--filter: ${parsed.message}, at character ${parsed.at + 1} of "${text}"`);
}

function filterEvent(text: string, filter: Filter): LogsEvent {
  return { type: 'filter', filter: { text, filter }, preview: false };
}
