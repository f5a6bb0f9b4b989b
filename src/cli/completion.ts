// Static completion scripts made from the command tree itself: pressing Tab starts no Node.js.
import type { Command } from 'commander';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { commandTree, type CommandTree } from './completion/tree.ts';
import { zshScript } from './completion/zsh.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

const WRITERS: Readonly<Record<Shell, (tree: CommandTree) => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

export function completion(shell: Shell, program: Command): number {
  process.stdout.write(WRITERS[shell](commandTree(program)));
  return 0;
}
