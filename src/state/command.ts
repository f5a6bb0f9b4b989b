// A key, a palette line, a footer hint and a row of docs/keys.md are one record: the command.
import type { Frame, Session } from '../model/session.ts';
import type { AppEvent, AppState } from './app.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Everything a panel may look at while it selects. Nothing here differs between live and replay. */
export interface PanelContext {
  readonly session: Session;
  readonly frame: Frame;
  /** Zone that times are shown in: 'local', 'utc' or an IANA name. */
  readonly zone: string;
  /** Event time shared by all screens, where one is set. */
  readonly cursor: number | undefined;
  /** False where the terminal cannot show box and block characters. */
  readonly unicode: boolean;
}

export interface CommandContext extends PanelContext {
  readonly app: AppState;
  /** Of the focused panel. */
  readonly size: Size;
  readonly monotonicMillis: number;
}

export type Scope = 'global' | `panel:${string}`;

export interface Command {
  /** `global.pause`, `logs.filter`. */
  readonly id: string;
  readonly scope: Scope;
  /** Imperative, at most 40 characters: "Filter logs". */
  readonly title: string;
  /** One sentence. */
  readonly help: string;
  /** Chords as keymap.ts writes them; the first one is shown. */
  readonly keys: readonly string[];
  /** Place in the footer, small first; absent keeps it out. */
  readonly footer?: number;
  /** Word for the footer, where the title is too long. */
  readonly short?: string;
  /** True, or the reason why not now. */
  readonly when?: (context: CommandContext) => true | string;
  /** Says what should happen; never does it. */
  readonly run: (context: CommandContext) => readonly AppEvent[];
}

export type PromptCheck =
  | { readonly ok: true; readonly note?: string }
  /** `at` and `length` place the caret under the text, in UTF-16 units; a note is shown before anything is typed too. */
  | { readonly ok: false; readonly message: string; readonly note?: string; readonly at?: number; readonly length?: number };

export interface PromptOption {
  readonly title: string;
  readonly detail?: string;
  readonly key?: string;
  readonly events: readonly AppEvent[];
}

export interface PromptDefinition {
  readonly id: string;
  /** What stands before the text: "filter", "search". */
  readonly label: string;
  /** A secret: bullets are shown instead of it, and it is taken as it is typed. */
  readonly masked?: true;
  readonly check: (text: string, context: CommandContext) => PromptCheck;
  readonly submit: (text: string, context: CommandContext) => readonly AppEvent[];
  /** Live preview: what every change of the text does at once. */
  readonly change?: (text: string, context: CommandContext) => readonly AppEvent[];
  /** Undoes the preview. */
  readonly cancel?: (context: CommandContext) => readonly AppEvent[];
  /** Words that Tab may put at the caret: whole texts, best first. */
  readonly complete?: (text: string, caret: number, context: CommandContext) => readonly string[];
  /** A list to choose from above the line; Enter then runs the chosen option instead of submit. */
  readonly options?: (text: string, context: CommandContext) => readonly PromptOption[];
}
