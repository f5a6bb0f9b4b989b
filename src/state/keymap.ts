// Chords are words: `j`, `G`, `ctrl+d`, `space`, `enter`, `shift+tab`. Scopes are tried innermost first; within one scope a chord
// belongs to one command (a test keeps it so).
import type { Command, Scope } from './command.ts';

/** Names that a chord may end in besides one printable character. */
export const NAMED_KEYS = [
  'space', 'enter', 'esc', 'tab', 'backspace', 'delete', 'up', 'down', 'left', 'right', 'home', 'end', 'pgup', 'pgdn',
] as const;

/** Chords no terminal delivers reliably, or that mean another key (libraries.md, section 13). */
const UNTYPABLE = new Set(['ctrl+h', 'ctrl+i', 'ctrl+m', 'ctrl+[', 'ctrl+j', 'ctrl+s', 'ctrl+q', 'ctrl+b', 'ctrl+a']);

/** Undefined when `chord` can be typed in any terminal, else the reason why not. */
export function chordProblem(chord: string): string | undefined {
  const parts = chord.length === 1 ? [chord] : chord.split('+');
  const key = parts.at(-1) ?? '';
  if (UNTYPABLE.has(chord)) return `${chord} does not arrive as a key of its own`;
  if ([...key].length !== 1 && !NAMED_KEYS.some((name) => name === key)) return `unknown key "${key}"`;
  const modifiers = parts.slice(0, -1);
  if (modifiers.some((word) => word !== 'ctrl' && word !== 'shift')) return `unknown modifier in "${chord}"`;
  if (modifiers.includes('shift') && key !== 'tab') return 'shift is reliable with tab only';
  return undefined;
}

/** The commands that claim `chord`, innermost scope first. */
export function commandsFor(chord: string, scopes: readonly Scope[], commands: readonly Command[]): readonly Command[] {
  return scopes.flatMap((scope) => commands.filter((command) => command.scope === scope && command.keys.includes(chord)));
}

/** Chords that two commands of one scope both claim; empty when all is well. */
export function conflicts(commands: readonly Command[]): readonly string[] {
  const owners = new Map<string, string>();
  const found: string[] = [];
  for (const command of commands) {
    for (const chord of command.keys) {
      const key = `${command.scope} ${chord}`;
      const owner = owners.get(key);
      if (owner !== undefined) found.push(`${chord}: ${owner} and ${command.id}`);
      owners.set(key, command.id);
    }
  }
  return found;
}

/** Gives commands the operator's own keys; an unknown id or an untypable chord is told back. */
export function withOverrides(
  commands: readonly Command[],
  overrides: Readonly<Record<string, readonly string[]>>,
): { readonly commands: readonly Command[]; readonly problems: readonly string[] } {
  const problems = Object.entries(overrides).flatMap(([id, keys]) => [
    ...(commands.some((command) => command.id === id) ? [] : [`unknown command "${id}"`]),
    ...keys.flatMap((chord) => chordProblem(chord) ?? []),
  ]);
  const changed = commands.map((command) => {
    const keys = Object.hasOwn(overrides, command.id) ? overrides[command.id] : undefined;
    return keys === undefined ? command : { ...command, keys };
  });
  return { commands: changed, problems };
}

const SHOWN: ReadonlyMap<string, string> = new Map([
  ['space', 'Space'], ['enter', 'Enter'], ['esc', 'Esc'], ['tab', 'Tab'], ['shift+tab', 'Shift+Tab'], ['backspace', 'Backspace'], ['delete', 'Delete'], ['pgup', 'PgUp'], ['pgdn', 'PgDn'],
  ['up', '↑'], ['down', '↓'], ['left', '←'], ['right', '→'], ['home', 'Home'], ['end', 'End'],
]);

/** How a chord is written for people. */
export function shownChord(chord: string): string {
  const known = SHOWN.get(chord);
  if (known !== undefined) return known;
  return chord.startsWith('ctrl+') ? `Ctrl+${chord.slice(5).toUpperCase()}` : chord;
}
