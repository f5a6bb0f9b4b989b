// update(state, event) -> [state, effects]: the only way the application changes.
import { assertNever } from '../lib/invariant.ts';
import type { AppEvent, AppState, Effect, Updated } from './app.ts';
import type { CommandContext } from './command.ts';
import { DEFAULT_TIME } from './frame.ts';
import { editorWith } from './line-editor.ts';
import { FOLLOW } from './playhead.ts';
import type { Cursor } from '../model/session.ts';
import { screenOf, type Registry } from './registry.ts';

const MOST_TRAIL = 20;
/** A main pane and one beside it; where only one fits, it has the keys whatever the number is. */
const MOST_PANES = 2;

export function initialState(registry: Registry, screen: string): AppState {
  return {
    screen,
    trail: [],
    focus: 0,
    playhead: FOLLOW,
    time: DEFAULT_TIME,
    prompt: undefined,
    toast: undefined,
    quitting: false,
    panels: Object.fromEntries([...registry.panels].map(([id, panel]) => [id, panel.init])),
  };
}

/** `contextOf` gives the context of the state as it is by then: an event sees what the events before it did. */
export function updateAll(
  state: AppState,
  events: readonly AppEvent[],
  registry: Registry,
  contextOf: (state: AppState) => CommandContext,
): Updated {
  const effects: Effect[] = [];
  let next = state;
  for (const event of events) {
    const [changed, more] = update(next, event, registry, contextOf);
    next = changed;
    effects.push(...more);
  }
  return [next, effects];
}

function update(state: AppState, event: AppEvent, registry: Registry, contextOf: (state: AppState) => CommandContext): Updated {
  switch (event.type) {
    case 'show':
      return only(show(state, event.screen));
    case 'back':
      return only(back(state));
    case 'focus':
      return only({ ...state, focus: (state.focus + event.direction + MOST_PANES) % MOST_PANES });
    case 'playhead':
      return only({ ...state, playhead: event.playhead });
    case 'time':
      return only({ ...state, time: { ...state.time, ...event.time } });
    case 'panel':
      return only(updatePanel(state, event.panel, event.event, registry, contextOf));
    case 'reveal':
      return only(reveal(state, event.screen, event.row, registry, contextOf));
    case 'prompt':
      return only({ ...state, prompt: { id: event.open, editor: editorWith(event.text), option: 0, refused: undefined } });
    case 'prompt-state':
      return only({ ...state, prompt: event.prompt });
    case 'toast':
      return only({ ...state, toast: { text: event.text, tone: event.tone } });
    case 'ask-quit':
      return only({ ...state, quitting: true, toast: { text: 'Recording ends when obs-tui quits. q again quits, any other key stays.', tone: 'warn' } });
    case 'quiet':
      return only(state.toast === undefined && !state.quitting ? state : { ...state, toast: undefined, quitting: false });
    case 'effect':
      return [state, [event.effect]];
    default:
      return assertNever(event);
  }
}

function only(state: AppState): Updated {
  return [state, []];
}

function show(state: AppState, screen: string): AppState {
  if (screen === state.screen) return state;
  return { ...state, screen, focus: 0, trail: [...state.trail.filter((id) => id !== screen), state.screen].slice(-MOST_TRAIL) };
}

function back(state: AppState): AppState {
  const screen = state.trail.at(-1);
  return screen === undefined ? state : { ...state, screen, focus: 0, trail: state.trail.slice(0, -1) };
}

function updatePanel(
  state: AppState,
  id: string,
  event: unknown,
  registry: Registry,
  contextOf: (state: AppState) => CommandContext,
): AppState {
  const panel = registry.panels.get(id);
  if (panel === undefined) return state;
  const before = state.panels[id] ?? panel.init;
  const after = panel.update(before, event, contextOf(state));
  return after === before ? state : { ...state, panels: { ...state.panels, [id]: after } };
}

function reveal(
  state: AppState,
  screen: string,
  row: Cursor,
  registry: Registry,
  contextOf: (state: AppState) => CommandContext,
): AppState {
  const shown = show({ ...state, time: { ...state.time, cursor: row.at } }, screen);
  const panel = registry.panels.get(screenOf(registry, screen)?.main ?? '');
  if (panel === undefined) return shown;
  const after = panel.reveal(shown.panels[panel.id] ?? panel.init, row, contextOf(shown));
  return { ...shown, panels: { ...shown.panels, [panel.id]: after } };
}
