// The screens that the program shows of a session, composed here without Ink and without a terminal.
import { systemClock } from '../src/lib/clock.ts';
import type { Line } from '../src/lib/line.ts';
import type { Session } from '../src/model/session.ts';
import { composeScreen, paneSizes } from '../src/screens/compose.ts';
import { buildRegistry } from '../src/screens/index.ts';
import type { AppState } from '../src/state/app.ts';
import type { CommandContext, Size } from '../src/state/command.ts';
import { resolveFrame } from '../src/state/frame.ts';
import type { KeyPress } from '../src/state/key-press.ts';
import { press } from '../src/state/press.ts';
import { initialState, updateAll } from '../src/state/update.ts';

export interface Composed {
  press(key: KeyPress): void;
  lines(): readonly Line[];
}

export function composed(session: Session, screen: string, size: Size): Composed {
  const registry = buildRegistry({});
  const facts = { stalled: false, trouble: undefined, recording: true };
  let app = initialState(registry, screen);
  const contextOf = (state: AppState): CommandContext => {
    const monotonicMillis = systemClock.monotonicMillis();
    return {
      app: state,
      session,
      frame: resolveFrame(state.playhead, state.time, session, monotonicMillis),
      zone: 'utc',
      cursor: state.time.cursor,
      unicode: true,
      size: paneSizes(registry, screen, session, size)[0] ?? size,
      monotonicMillis,
    };
  };
  return {
    press: (key) => {
      [app] = updateAll(app, press(key, contextOf(app), registry, size.columns), registry, contextOf);
    },
    lines: () => composeScreen(contextOf(app), registry, facts, size),
  };
}
