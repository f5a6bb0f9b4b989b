// One shell command that opens what is looked at again: the same file at the same moment, or, where no file stays, the same sources.
import { DAY, HOUR, MILLI, MINUTE, SECOND, toRfc3339 } from '../lib/micros.ts';
import { shellWord } from '../lib/shell.ts';
import type { SourceState } from '../model/session.ts';
import type { CommandContext } from './command.ts';
import { windowOf } from './frame.ts';

export type Shared =
  | { readonly ok: true; readonly command: string; /** False where only the sources are named: the moment is not kept. */ readonly moment: boolean }
  | { readonly ok: false; readonly why: string };

/** `filter` is the text of the filter of the Logs screen. */
export function share(context: CommandContext, filter: string | undefined): Shared {
  const { path, incident } = context.session.info();
  if (path === undefined && incident !== undefined) return { ok: false, why: 'it is not known which incident file this was read from' };
  return path === undefined ? sharedSources(context.session.sources(context.frame)) : sharedMoment(context, path, filter);
}

function sharedMoment({ app, frame, session }: CommandContext, path: string, filter: string | undefined): Shared {
  const { cursor } = app.time;
  // What an incident file opens with by itself must be said otherwise, where it is otherwise now.
  const view = session.info().incident?.view;
  const window = app.time.window === 'auto' && view?.window !== undefined ? windowOf(frame) : app.time.window;
  const text = filter ?? (view?.filter === undefined ? undefined : '');
  const [file, screen, query] = [path, app.screen, text ?? ''].map(shellWord);
  if (file === undefined) return { ok: false, why: 'the name of the session file cannot stand in a shell command' };
  if (query === undefined) return { ok: false, why: 'the filter cannot stand in a shell command' };
  const words = [
    `obs-tui replay ${file} --at ${toRfc3339(frame.head.learned)} --screen ${screen}`,
    ...(window === 'auto' ? [] : [`--window ${lengthText(window)}`]),
    ...(cursor === undefined ? [] : [`--cursor ${toRfc3339(cursor)}`]),
    // Joined, because a filter may begin with the sign of an option.
    ...(text === undefined ? [] : [`--filter=${query}`]),
  ];
  return { ok: true, command: words.join(' '), moment: true };
}

const UNITS = [['d', DAY], ['h', HOUR], ['m', MINUTE], ['s', SECOND], ['ms', MILLI], ['us', 1]] as const;

/** Exact, in the largest unit that is whole. */
function lengthText(length: number): string {
  const [unit, size] = UNITS.find(([, each]) => length % each === 0) ?? ['us', 1];
  return `${length / size}${unit}`;
}

const CONNECTABLE = /^(?:https?|wss?):$/;
const FILES: readonly string[] = ['follow', 'trace-file'];

/** What is known of a source is free of secrets, and so is the command. */
function sharedSources(sources: readonly SourceState[]): Shared {
  if (sources.length === 0) return { ok: false, why: 'nothing is recorded here' };
  const fromFiles = sources.every(({ kind }) => FILES.includes(kind));
  const targets = [...new Set(sources.flatMap(({ target }) => (fromFiles ? target.split(', ') : [target])))];
  const stray = fromFiles ? targets.find((target) => target === 'standard input') : targets.find((target) => !isAddress(target));
  if (stray !== undefined) return { ok: false, why: `this session is not kept, and no command alone opens "${stray}" again` };
  const words = targets.map(shellWord);
  if (words.includes(undefined)) return { ok: false, why: 'this session is not kept, and the name of a source cannot stand in a shell command' };
  return { ok: true, command: `obs-tui ${fromFiles ? 'follow' : 'connect'} -- ${words.join(' ')}`, moment: false };
}

function isAddress(target: string): boolean {
  return URL.canParse(target) && CONNECTABLE.test(new URL(target).protocol);
}
