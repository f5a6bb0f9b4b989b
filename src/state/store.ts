// The application's state as an external store for React: get, subscribe, dispatch. No library is needed for this much.
import type { AppEvent, AppState, Effect } from './app.ts';
import type { CommandContext } from './command.ts';
import type { Registry } from './registry.ts';
import { updateAll } from './update.ts';

export interface Store {
  get(): AppState;
  dispatch(events: readonly AppEvent[]): void;
  /** Puts another state in the place of this one: what a file says of where to look, once it is read. */
  replace(change: (state: AppState) => AppState): void;
  subscribe(listener: () => void): () => void;
}

export function makeStore(
  initial: AppState,
  registry: Registry,
  contextOf: (state: AppState) => CommandContext,
  perform: (effect: Effect) => void,
): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(events) {
      const [next, effects] = updateAll(state, events, registry, contextOf);
      const before = state;
      state = next;
      if (next !== before) for (const listener of listeners) listener();
      for (const effect of effects) perform(effect);
    },
    replace(change) {
      state = change(state);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
