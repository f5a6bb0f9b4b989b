// The full screen on one session: joins reader, state, screens and Ink, and gives the terminal back on every way out.
import { render } from 'ink';
import { systemClock } from '../lib/clock.ts';
import type { Annotation, Ask } from '../model/ask.ts';
import { ObsError } from '../model/errors.ts';
import type { IncidentRequest } from '../model/incident.ts';
import { remembered } from '../model/remembered.ts';
import type { Session } from '../model/session.ts';
import type { Config } from '../data/config/schema.ts';
import type { RecorderHandle } from '../data/recorder/client.ts';
import { STALLED_AFTER } from '../data/recorder/silence.ts';
import { App, type AppOptions } from '../screens/App.tsx';
import type { ChromeFacts } from '../screens/chrome.ts';
import { contextFor } from '../screens/context.ts';
import { buildRegistry } from '../screens/index.ts';
import type { AppState, Effect } from '../state/app.ts';
import type { Size } from '../state/command.ts';
import { makeStore } from '../state/store.ts';
import { initialState } from '../state/update.ts';
import { InkStdout } from '../terminal/ink-stdout.ts';
import type { Outlet } from '../terminal/outlet.ts';
import type { ScreenWriter } from '../terminal/screen-writer.ts';
import { TrafficMeter } from '../terminal/traffic-meter.ts';
import { copiedWords, copyRows, rowRedactor } from './copying.ts';
import { tidyFirst } from './last-words.ts';
import { appPaths } from './paths.ts';
import { onSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';

export interface TuiOptions {
  readonly session: Session;
  /** Absent in a replay: nothing grows, nothing is recorded. */
  readonly recorder: RecorderHandle | undefined;
  readonly terminal: Terminal;
  readonly outlet: Outlet;
  /** Has the first frame on the screen. */
  readonly writer: ScreenWriter;
  readonly screen: string;
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly zone: 'local' | 'utc';
  /** What is redacted in copies; the built-in rules when absent. */
  readonly redact?: Config['redact'];
  /** The session file stays after the program ends. */
  readonly kept: boolean;
  readonly adjust?: (state: AppState) => AppState;
  /** Resolves with where to look once all of a file is read; taken unless the operator has gone elsewhere by then. */
  readonly later?: Promise<(state: AppState) => AppState>;
  /** How far an incident file was read, and what is wrong with it. */
  readonly facts?: () => Pick<ChromeFacts, 'loading' | 'failure'>;
  /** Adds a note or a pin to a session that is closed; throws an ObsError where it cannot. */
  readonly annotate?: (annotation: Annotation) => void;
  /** Carries out what is asked about incident files; `tell` gives a panel an event. Absent where there is no library. */
  readonly incidents?: (request: IncidentRequest, tell: (panel: string, event: unknown) => void) => void;
}

const REDRAWN_AFTER = ['SIGCONT', 'SIGWINCH'] as const;

/** What ended the screen: an exit code, or the wish for another session (start screen). */
export type TuiEnd =
  | { readonly kind: 'quit'; readonly code: number }
  | { readonly kind: 'launch'; readonly what: Extract<Effect, { kind: 'launch' }>['what']; readonly argument: string };

export async function runTui(options: TuiOptions): Promise<TuiEnd> {
  const { recorder, terminal, outlet, writer } = options;
  const session = remembered(options.session);
  const registry = buildRegistry(options.keys);
  const facts = (): ChromeFacts => ({
    stalled: (recorder !== undefined || session.info().attached === true) && systemClock.now() - session.head().learned > STALLED_AFTER,
    trouble: recorder?.trouble(),
    recording: options.kept,
    ...(meter === undefined ? {} : { screen: meter.rate() }),
    ...options.facts?.(),
  });
  let size: Size = { columns: terminal.stdout.columns, rows: terminal.stdout.rows };
  let end: TuiEnd = { kind: 'quit', code: 0 };
  const copiedFile = options.kept ? appPaths().copied : undefined;
  const redacted = rowRedactor(options.redact ?? { copy: true, ips: false, rules: [] });
  let toldOfFile = false;
  let meter: TrafficMeter | undefined;
  let suspend: ((during: () => void) => Promise<void>) | undefined;
  const first = initialState(registry, options.screen);
  const state = { ...first, time: { ...first.time, zone: options.zone } };
  const contextOf = (app: AppState) => contextFor(app, { session, registry, clock: systemClock, unicode: terminal.unicode }, size);
  const store = makeStore(options.adjust?.(state) ?? state, registry, contextOf, perform);

  const opened = store.get();
  options.later?.then((change) => store.get().playhead === opened.playhead && store.get().screen === opened.screen && store.replace(change), () => undefined);

  const inkStdout = new InkStdout(outlet, writer, terminal.stdout);
  const app: AppOptions = {
    session, registry, store, facts, fps: terminal.fps, dataFps: terminal.dataFps, surface: writer, clock: systemClock, unicode: terminal.unicode,
    onSize: (now) => {
      size = now;
    },
    onSuspender: (how) => {
      suspend = how;
    },
  };
  const ink = render(<App {...app} />, {
    // Ink asks of its streams what InputTap and InkStdout have, and types them as those of Node.
    stdin: terminal.stdin, stdout: inkStdout as unknown as NodeJS.WriteStream, alternateScreen: true, interactive: true,
    exitOnCtrlC: false, patchConsole: false, maxFps: 60,
  });
  const signalled = onSignals((code) => {
    end = { kind: 'quit', code };
    ink.unmount();
  });
  // Whoever stopped the program from outside may have written over its screen; and a size that was another one for a moment only, which
  // Node says nothing about, has made the terminal cut what it shows.
  const redrawn = (): void => writer.repaint();
  for (const signal of REDRAWN_AFTER) process.on(signal, redrawn);
  const calm = tidyFirst(() => ink.unmount());
  try {
    await ink.waitUntilExit();
  } finally {
    calm();
    signalled();
    for (const signal of REDRAWN_AFTER) process.off(signal, redrawn);
    inkStdout.destroy();
  }
  return end;

  function copy(rows: readonly string[]): void {
    const clean = redacted(rows);
    const said = copiedWords(copyRows(clean.rows, terminal.stdout, copiedFile), copiedFile, toldOfFile, clean.places);
    const toast = store.get().toast;
    if (said === undefined || toast === undefined) return;
    const text = `${toast.text} ${said}`;
    toldOfFile ||= text.length < size.columns;
    store.dispatch([{ type: 'toast', text, tone: toast.tone }]);
  }

  function ask(asked: Ask): void {
    if (recorder !== undefined) return recorder.ask(asked);
    if (asked.kind === 'act') return;
    try {
      options.annotate?.(asked);
    } catch (error) {
      if (!(error instanceof ObsError)) throw error;
      store.dispatch([{ type: 'toast', text: `Not kept: ${error.message} [${error.code}]`, tone: 'bad' }]);
    }
  }

  function perform(effect: Effect): void {
    switch (effect.kind) {
      case 'quit':
        end = { kind: 'quit', code: effect.code };
        ink.unmount();
        break;
      case 'launch':
        end = { kind: 'launch', what: effect.what, argument: effect.argument };
        ink.unmount();
        break;
      case 'ask':
        ask(effect.ask);
        break;
      case 'incident':
        options.incidents?.(effect.request, (panel, event) => store.dispatch([{ type: 'panel', panel, event }]));
        break;
      case 'copy':
        copy(typeof effect.text === 'string' ? [effect.text] : effect.text);
        break;
      case 'repaint':
        writer.repaint();
        break;
      case 'screen-rate':
        meter = meter === undefined ? new TrafficMeter(systemClock, () => writer.traffic) : undefined;
        break;
      case 'suspend':
        // The whole group stops, the launcher with it, so that the shell takes the terminal back.
        void suspend?.(() => void process.kill(0, 'SIGTSTP'));
        break;
    }
  }
}
