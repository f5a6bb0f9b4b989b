// A panel: its own state, one pure read of the session, lines out of the model, and its commands. definePanel hides the types of
// state and model behind the list of panels; only this file casts them back, and only to what the same definition put in.
import { fitLine, type Line } from '../lib/line.ts';
import type { Interval } from '../lib/micros.ts';
import type { Cursor } from '../model/session.ts';
import type { AppEvent, PanelId } from './app.ts';
import type { Command, CommandContext, PanelContext, PromptCheck, PromptDefinition, PromptOption, Size } from './command.ts';

export interface PanelLogic<S, M, E> {
  readonly id: PanelId;
  readonly title: string;
  readonly init: S;
  /** Pure. The context's size is the panel's own. */
  readonly update: (state: S, event: E, context: CommandContext) => S;
  /** Pure in its arguments: equal live and from the closed file. */
  readonly select: (context: PanelContext, state: S, size: Size) => M;
  /** As many lines as the size has rows, as wide as it has columns; what is more is cut. */
  readonly lines: (model: M, size: Size, focused: boolean) => readonly Line[];
  /** Puts the panel's cursor on a row that another screen opened; absent where the panel has no rows. */
  readonly reveal?: (state: S, row: Cursor, context: CommandContext) => S;
  /** Text of the filter in force, where the panel has one. */
  readonly filterText?: (state: S) => string | undefined;
  /** The stretch of time that the panel itself shows, where it has one of its own. */
  readonly window?: (state: S, context: PanelContext) => Interval;
  readonly commands: readonly PanelCommand<S, E>[];
  readonly prompts?: readonly PanelPrompt<S, E>[];
}

export interface PanelCommand<S, E> extends Omit<Command, 'scope' | 'when' | 'run'> {
  readonly when?: (state: S, context: CommandContext) => true | string;
  readonly run: (state: S, context: CommandContext, send: Send<E>) => readonly AppEvent[];
}

export interface PanelPrompt<S, E> {
  readonly id: string;
  readonly label: string;
  readonly masked?: true;
  readonly check: (text: string, context: CommandContext, state: S) => PromptCheck;
  readonly submit: (text: string, state: S, context: CommandContext, send: Send<E>) => readonly AppEvent[];
  readonly change?: (text: string, state: S, context: CommandContext, send: Send<E>) => readonly AppEvent[];
  readonly cancel?: (state: S, context: CommandContext, send: Send<E>) => readonly AppEvent[];
  readonly complete?: (text: string, caret: number, context: CommandContext) => readonly string[];
  readonly options?: (text: string, state: S, context: CommandContext, send: Send<E>) => readonly PromptOption[];
}

/** Wraps a panel's own event for the application. */
export type Send<E> = (event: E) => AppEvent;

export interface Panel {
  readonly id: PanelId;
  readonly title: string;
  readonly init: unknown;
  readonly update: (state: unknown, event: unknown, context: CommandContext) => unknown;
  readonly select: (context: PanelContext, state: unknown, size: Size) => unknown;
  /** At most size.rows lines of at most size.columns cells. */
  readonly lines: (model: unknown, size: Size, focused: boolean) => readonly Line[];
  readonly reveal: (state: unknown, row: Cursor, context: CommandContext) => unknown;
  readonly filterText: (state: unknown) => string | undefined;
  readonly window: (state: unknown, context: PanelContext) => Interval | undefined;
  readonly commands: readonly Command[];
  readonly prompts: readonly PromptDefinition[];
}

export function definePanel<S, M, E>(logic: PanelLogic<S, M, E>): Panel {
  const send: Send<E> = (event) => ({ type: 'panel', panel: logic.id, event });
  const stateOf = (context: CommandContext): S => (context.app.panels[logic.id] ?? logic.init) as S;
  return {
    id: logic.id,
    title: logic.title,
    init: logic.init,
    update: (state, event, context) => logic.update(state as S, event as E, context),
    select: (context, state, size) => logic.select(context, state as S, size),
    lines: (model, size, focused) => logic.lines(model as M, size, focused).slice(0, size.rows).map((row) => fitLine(row, size.columns)),
    reveal: (state, row, context) => (logic.reveal === undefined ? state : logic.reveal(state as S, row, context)),
    filterText: (state) => logic.filterText?.((state ?? logic.init) as S),
    window: (state, context) => logic.window?.((state ?? logic.init) as S, context),
    commands: logic.commands.map((command) => bindCommand(command, logic.id, stateOf, send)),
    prompts: (logic.prompts ?? []).map((prompt) => bindPrompt(prompt, stateOf, send)),
  };
}

function bindCommand<S, E>(command: PanelCommand<S, E>, panel: PanelId, stateOf: (c: CommandContext) => S, send: Send<E>): Command {
  const { when, run, ...rest } = command;
  return {
    ...rest,
    scope: `panel:${panel}`,
    ...(when === undefined ? {} : { when: (context: CommandContext) => when(stateOf(context), context) }),
    run: (context) => run(stateOf(context), context, send),
  };
}

function bindPrompt<S, E>(prompt: PanelPrompt<S, E>, stateOf: (c: CommandContext) => S, send: Send<E>): PromptDefinition {
  const { change, cancel, options, complete } = prompt;
  return {
    id: prompt.id,
    label: prompt.label,
    ...(prompt.masked === undefined ? {} : { masked: prompt.masked }),
    check: (text, context) => prompt.check(text, context, stateOf(context)),
    submit: (text, context) => prompt.submit(text, stateOf(context), context, send),
    ...(change === undefined ? {} : { change: (text: string, c: CommandContext) => change(text, stateOf(c), c, send) }),
    ...(cancel === undefined ? {} : { cancel: (c: CommandContext) => cancel(stateOf(c), c, send) }),
    ...(options === undefined ? {} : { options: (text: string, c: CommandContext) => options(text, stateOf(c), c, send) }),
    ...(complete === undefined ? {} : { complete }),
  };
}
