// The context of a state at one moment: what commands, panels and prompts see of it.
import type { Clock } from '../lib/clock.ts';
import type { Session } from '../model/session.ts';
import type { AppState } from '../state/app.ts';
import type { CommandContext, Size } from '../state/command.ts';
import { resolveFrame } from '../state/frame.ts';
import type { Registry } from '../state/registry.ts';
import { paneSizes } from './compose.ts';

export interface Surroundings {
  readonly session: Session;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly unicode: boolean;
}

/** `size` is that of the whole screen. */
export function contextFor(app: AppState, { session, registry, clock, unicode }: Surroundings, size: Size): CommandContext {
  const monotonicMillis = clock.monotonicMillis();
  const sizes = paneSizes(registry, app.screen, session, size);
  return {
    app,
    session,
    frame: resolveFrame(app.playhead, app.time, session, monotonicMillis),
    zone: app.time.zone,
    cursor: app.time.cursor,
    unicode,
    size: sizes[app.focus % sizes.length] ?? size,
    monotonicMillis,
  };
}
