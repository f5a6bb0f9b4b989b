// The Ink application: the only reader of keys, the only tick. Everything it draws comes from composeScreen.
import { useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect, useLayoutEffect, useReducer, useSyncExternalStore } from 'react';
import type { Clock } from '../lib/clock.ts';
import type { Frame, Surface } from '../lib/surface.ts';
import type { Session } from '../model/session.ts';
import type { Size } from '../state/command.ts';
import { settle } from '../state/playhead.ts';
import { paste, press } from '../state/press.ts';
import type { Registry } from '../state/registry.ts';
import type { Store } from '../state/store.ts';
import { Rows } from '../widgets/Rows.tsx';
import type { ChromeFacts } from './chrome.ts';
import { composeScreen } from './compose.ts';
import { contextFor } from './context.ts';
import { keyPresses, splitFirst } from './keys.ts';

export interface AppOptions {
  readonly session: Session;
  readonly registry: Registry;
  readonly store: Store;
  readonly clock: Clock;
  /** Frames a second at most; nothing is drawn while nothing changed. */
  readonly fps: number;
  /** The same for what only follows new data. */
  readonly dataFps: number;
  /** Who paints; Ink itself where there is none. */
  readonly surface: Surface | undefined;
  readonly unicode: boolean;
  /** Facts about the recorder that are no part of the session: it cannot record that it cannot record. */
  readonly facts: () => ChromeFacts;
  /** Told when the terminal's size changed, so that commands know the size of their panel. */
  readonly onSize: (size: Size) => void;
  /** Given how to hand the terminal to somebody else for a while: the screen is drawn anew when `during` returns. */
  readonly onSuspender: (suspend: (during: () => void) => Promise<void>) => void;
}

export function App(options: AppOptions) {
  const { registry, store } = options;
  const size = useWindowSize();
  useSyncExternalStore(store.subscribe, store.get);
  useFrameTick(options);

  const { suspendTerminal } = useApp();
  options.onSize(size);
  options.onSuspender(suspendTerminal);

  useInput((input, key) => {
    const { presses, pasted } = keyPresses(input, key);
    for (const one of presses) store.dispatch(press(one, contextFor(store.get(), options, size), registry, size.columns));
    if (pasted === '') return;
    // A key that opens a prompt, typed ahead of its text on a slow line, takes the text with it; nothing else runs a command.
    const before = store.get();
    const { first, rest } = splitFirst(pasted);
    const opening = before.prompt === undefined ? press(first, contextFor(before, options, size), registry, size.columns) : [];
    const opens = opening.some((event) => event.type === 'prompt');
    if (opens) store.dispatch(opening);
    store.dispatch(paste(opens ? rest : pasted, contextFor(store.get(), options, size), registry));
  });
  usePaste((text) => store.dispatch(paste(text, contextFor(store.get(), options, size), registry)));

  const frame: Frame = (area) => composeScreen(contextFor(store.get(), options, area), registry, options.facts(), area);
  return options.surface === undefined ? <Rows lines={frame(size)} columns={size.columns} /> : <Painted frame={frame} surface={options.surface} />;
}

/** Nothing that Ink would lay out: the surface is handed the newest frame after every change. */
function Painted({ frame, surface }: { readonly frame: Frame; readonly surface: Surface }) {
  useLayoutEffect(() => surface.draw(frame));
  return null;
}

/** Draws again when the head moved, the playhead plays, or a fact about the recorder changed; not otherwise. */
function useFrameTick({ session, store, clock, fps, dataFps, facts, surface }: AppOptions): void {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let seen = '';
    let drawnAt = 0;
    const timer = setInterval(() => {
      const { playhead } = store.get();
      const settled = settle(playhead, session, clock.monotonicMillis());
      if (settled !== playhead) store.dispatch([{ type: 'playhead', playhead: settled }]);
      const now = `${session.head().seq} ${JSON.stringify(facts())}`;
      const playing = settled.mode === 'playing';
      const since = clock.monotonicMillis() - drawnAt;
      if (surface?.due() === false || (!playing && (now === seen || since < 1_000 / dataFps))) return;
      draw();
      seen = now;
      drawnAt = clock.monotonicMillis();
    }, 1_000 / fps);
    return () => clearInterval(timer);
  }, [session, store, clock, fps, dataFps, facts, surface]);
}

