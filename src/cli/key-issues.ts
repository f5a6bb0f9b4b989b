// Whether the operator's own keys name commands that exist, can be typed, and leave no key to two commands of one place.
import { issueAt, type Issue } from '../data/config/issue.ts';
import { nearest } from '../lib/nearest.ts';
import { buildRegistry } from '../screens/index.ts';
import type { Command } from '../state/command.ts';
import { chordProblem, withOverrides } from '../state/keymap.ts';

export function keyIssues(keys: Readonly<Record<string, readonly string[]>>): readonly Issue[] {
  if (Object.keys(keys).length === 0) return [];
  const { commands } = withOverrides(buildRegistry({}).commands, keys);
  return Object.entries(keys).flatMap(([id, chords]) => {
    const command = commands.find((one) => one.id === id);
    if (command === undefined) return [unknown(id, commands)];
    return chords.flatMap((chord, index) => {
      const problem = chordProblem(chord) ?? taken(chord, command, commands);
      return problem === undefined ? [] : [issueAt(['keys', id, index], problem)];
    });
  });
}

function unknown(id: string, commands: readonly Command[]): Issue {
  const near = nearest(id, commands.map((command) => command.id));
  return { path: ['keys', id], of: 'name', message: `there is no command "${id}"${near === undefined ? '; docs/keys.md lists them' : `; did you mean "${near}"?`}` };
}

function taken(chord: string, command: Command, commands: readonly Command[]): string | undefined {
  const other = commands.find((one) => one.id !== command.id && one.scope === command.scope && one.keys.includes(chord));
  return other === undefined ? undefined : `${chord} belongs to ${other.id} already`;
}
