// The prompts that work everywhere: the palette, the jump to a time, the note.
import { shift } from '../lib/micros.ts';
import { parseTime } from '../lib/parse-time.ts';
import type { Seq } from '../model/signal.ts';
import type { AppEvent } from './app.ts';
import type { Command, CommandContext, PromptDefinition, PromptOption } from './command.ts';
import { windowOf } from './frame.ts';
import { fuzzyScore } from './fuzzy.ts';
import { shownChord } from './keymap.ts';
import { pausedAt } from './playhead.ts';

/** `commands` is asked at each use, because the palette is one of the things the registry is built from. */
export function globalPrompts(commands: () => readonly Command[]): readonly PromptDefinition[] {
  return [palette(commands), jump, note];
}

function palette(commands: () => readonly Command[]): PromptDefinition {
  return {
    id: 'global.palette',
    label: 'command',
    check: (text) => ({ ok: false, message: `No command is called "${text}".` }),
    submit: () => [],
    options: (text, context) => paletteOptions(text, context, commands()),
  };
}

const MOST_OPTIONS = 400;

function paletteOptions(text: string, context: CommandContext, commands: readonly Command[]): readonly PromptOption[] {
  return commands
    .filter((command) => command.id !== 'global.palette')
    .map((command) => ({ command, score: fuzzyScore(text, command.title) }))
    .filter((entry) => entry.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_OPTIONS)
    .map(({ command }) => paletteOption(command, context, commands));
}

/** Its title, with its panel where another panel has a command of that name. */
function distinctTitle(command: Command, all: readonly Command[]): string {
  const panel = command.scope.slice('panel:'.length);
  const shared = command.scope !== 'global' && all.some((other) => other.title === command.title && other.scope !== command.scope);
  return shared ? `${command.title} · ${panel}` : command.title;
}

function paletteOption(command: Command, context: CommandContext, all: readonly Command[]): PromptOption {
  // A panel's command works on its own screen: the palette goes there first, so that what happens can be seen.
  const away = command.scope !== 'global' && command.scope !== `panel:${context.app.screen}`;
  const allowed = away ? true : (command.when?.(context) ?? true);
  const key = command.keys[0];
  const go: readonly AppEvent[] = away ? [{ type: 'show', screen: command.scope.slice('panel:'.length) }] : [];
  return {
    title: distinctTitle(command, all),
    detail: allowed === true ? command.help : `Not now: ${allowed}.`,
    ...(key === undefined ? {} : { key: shownChord(key) }),
    events: allowed === true ? [...go, ...command.run(context)] : [{ type: 'toast', text: `${command.title}: ${allowed}`, tone: 'warn' }],
  };
}

const jump: PromptDefinition = {
  id: 'global.jump',
  label: 'time',
  check: (text, context) =>
    parseTime(text, context.frame.span.to, context.zone) === undefined
      ? { ok: false, message: 'Write a time as 14:35, 14:35:02, -15m, 2026-11-21 14:35 or RFC 3339.' }
      : { ok: true },
  submit: (text, context) => {
    const at = parseTime(text, context.frame.span.to, context.zone);
    if (at === undefined) return [];
    const head = context.session.headFor(at);
    return [
      { type: 'time', time: { cursor: at, end: shift(at, windowOf(context.frame) / 2) } },
      ...(head === undefined ? [] : [{ type: 'playhead' as const, playhead: pausedAt(head) }]),
      // No row has seq 0: the first one of that moment, or after it, stands for it.
      { type: 'reveal', screen: context.app.screen, row: { at, seq: 0 as Seq } },
    ];
  },
};

const note: PromptDefinition = {
  id: 'global.note',
  label: 'note',
  check: (text) => (text.trim() === '' ? { ok: false, message: 'Write some words, or Esc.' } : { ok: true }),
  submit: (text, context) => [
    { type: 'effect', effect: { kind: 'ask', ask: { kind: 'note', at: context.app.time.cursor ?? context.frame.head.learned, text: text.trim() } } },
    { type: 'toast', text: 'Note recorded.', tone: 'good' },
  ],
};
