// What the operator is looking at, as one immutable value, and the events that change it. Pure: effects are returned as data.
import type { Ask } from '../model/ask.ts';
import type { IncidentRequest } from '../model/incident.ts';
import type { Cursor } from '../model/session.ts';
import type { LineEditor } from './line-editor.ts';
import type { Playhead } from './playhead.ts';
import type { TimeView } from './frame.ts';

export type PanelId = string;
export type ScreenId = string;

export interface OpenPrompt {
  /** Id of its PromptDefinition. */
  readonly id: string;
  readonly editor: LineEditor;
  /** Which of the offered options is under the cursor; 0 is the first. */
  readonly option: number;
  /** Why the last Enter was refused. */
  readonly refused: string | undefined;
}

export type Tone = 'plain' | 'good' | 'warn' | 'bad';

export interface Toast {
  readonly text: string;
  readonly tone: Tone;
}

export interface AppState {
  readonly screen: ScreenId;
  /** Screens to go back to, the last one first to leave. */
  readonly trail: readonly ScreenId[];
  /** Which pane of the screen has the keys; 0 is the main one. */
  readonly focus: number;
  readonly playhead: Playhead;
  readonly time: TimeView;
  readonly prompt: OpenPrompt | undefined;
  /** Shown until the next key. */
  readonly toast: Toast | undefined;
  /** The operator was asked whether to quit; the next `q` does it. */
  readonly quitting: boolean;
  /** Every panel's own state by panel id; only that panel reads it. */
  readonly panels: Readonly<Record<PanelId, unknown>>;
}

export type AppEvent =
  | { readonly type: 'show'; readonly screen: ScreenId }
  | { readonly type: 'back' }
  | { readonly type: 'focus'; readonly direction: 1 | -1 }
  | { readonly type: 'playhead'; readonly playhead: Playhead }
  | { readonly type: 'time'; readonly time: Partial<TimeView> }
  | { readonly type: 'panel'; readonly panel: PanelId; readonly event: unknown }
  /** Shows a screen with its cursor on a row of the session. */
  | { readonly type: 'reveal'; readonly screen: ScreenId; readonly row: Cursor }
  | { readonly type: 'prompt'; readonly open: string; readonly text: string }
  | { readonly type: 'prompt-state'; readonly prompt: OpenPrompt | undefined }
  | { readonly type: 'toast'; readonly text: string; readonly tone: Tone }
  | { readonly type: 'ask-quit' }
  /** A key came: what the last one said is over. */
  | { readonly type: 'quiet' }
  | { readonly type: 'effect'; readonly effect: Effect };

/** What only the outside can do; interpreted by the composition root. */
export type Effect =
  | { readonly kind: 'quit'; readonly code: number }
  /** Goes to the recorder; does nothing where nothing is recorded. */
  | { readonly kind: 'ask'; readonly ask: Ask }
  /** Several texts become lines; a line end inside of one never does. */
  | { readonly kind: 'copy'; readonly text: string | readonly string[] }
  /** About incident files; what comes of it is told to the panels that show it. */
  | { readonly kind: 'incident'; readonly request: IncidentRequest }
  | { readonly kind: 'repaint' }
  /** Shows or hides what the screen sends the terminal. */
  | { readonly kind: 'screen-rate' }
  | { readonly kind: 'suspend' }
  /** The start screen's choices: the program goes on with other sources. */
  | { readonly kind: 'launch'; readonly what: 'demo' | 'connect' | 'follow' | 'replay'; readonly argument: string };

export type Updated = readonly [AppState, readonly Effect[]];
