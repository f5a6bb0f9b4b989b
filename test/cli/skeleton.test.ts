import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addScreenCommands } from '../../src/cli/screen-commands.ts';
import { isForScreen, SCREEN_COMMANDS } from '../../src/cli/skeleton.ts';
import { FOR_SCREEN, NOT_FOR_SCREEN } from '../support/screen-words.ts';

describe('the words that ask for the full screen', () => {
  it('are those of its commands', () => {
    const program = new Command();
    addScreenCommands(program, () => undefined);
    expect(program.commands.map((command) => command.name()).toSorted()).toEqual([...SCREEN_COMMANDS].toSorted());
  });

  it.each(FOR_SCREEN)('are known: %j', (words) => {
    expect(isForScreen(words)).toBe(true);
  });

  it.each(NOT_FOR_SCREEN)('are not: %j', (words) => {
    expect(isForScreen(words)).toBe(false);
  });
});
