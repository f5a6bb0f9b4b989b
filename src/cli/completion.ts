// Static completion scripts made from the command tree itself: pressing Tab starts no Node.js.
import type { Command } from 'commander';
import { ObsError } from '../model/errors.ts';

interface Words {
  /** Names from the program down: `['logs', 'query']`; empty for the program. */
  readonly path: readonly string[];
  readonly words: readonly { readonly text: string; readonly help: string }[];
}

export async function completion(shell: string, program: Command): Promise<number> {
  const tree = wordsOf(program, []);
  const writers: Readonly<Record<string, (tree: readonly Words[]) => string>> = { bash, zsh, fish };
  const writer = Object.hasOwn(writers, shell) ? writers[shell] : undefined;
  if (writer === undefined) throw new ObsError('USAGE', `"${shell}": completion is made for bash, zsh and fish`);
  process.stdout.write(writer(tree));
  return 0;
}

function wordsOf(command: Command, path: readonly string[]): readonly Words[] {
  const options = command.options.filter((option) => option.long !== undefined && !option.hidden).map((option) => ({ text: option.long ?? '', help: option.description }));
  const children = command.commands.map((child) => ({ text: child.name(), help: child.description() }));
  return [{ path, words: [...children, ...options, { text: '--help', help: 'show help' }] }, ...command.commands.flatMap((child) => wordsOf(child, [...path, child.name()]))];
}

function bash(tree: readonly Words[]): string {
  const cases = tree.map(({ path, words }) => `    '${path.join(' ')}') words='${words.map((word) => word.text).join(' ')}' ;;`);
  return `# bash completion for obs-tui: obs-tui completion bash > ~/.local/share/bash-completion/completions/obs-tui
_obs_tui() {
  local path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      -*) ;;
      ${[...new Set(tree.flatMap(({ path }) => path))].join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _obs_tui obs-tui
`;
}

function zsh(tree: readonly Words[]): string {
  const cases = tree.map(({ path, words }) => `    '${path.join(' ')}') choices=(${words.map((word) => `'${word.text}:${zshText(word.help)}'`).join(' ')}) ;;`);
  return `#compdef obs-tui
# zsh completion for obs-tui: put it into a file _obs-tui in a directory of $fpath
_obs_tui() {
  local path_='' word
  local -a choices
  local -a typed=("\${(@)=LBUFFER}")
  for word in "\${(@)typed[2,-1]}"; do
    case "$word" in
      ${[...new Set(tree.flatMap(({ path }) => path))].join('|')}) path_="\${path_:+$path_ }$word" ;;
    esac
  done
  case "$path_" in
${cases.join('\n')}
  esac
  _describe 'obs-tui' choices || _files
}
_obs_tui "$@"
`;
}

function zshText(text: string): string {
  return text.replaceAll("'", "'\\''").replaceAll(':', '\\:');
}

function fish(tree: readonly Words[]): string {
  const lines = tree.flatMap(({ path, words }) =>
    words.map(({ text, help }) => {
      const condition = path.length === 0 ? '__fish_use_subcommand' : path.map((name) => `__fish_seen_subcommand_from ${name}`).join('; and ');
      const word = text.startsWith('--') ? `-l ${text.slice(2)}` : `-a ${text}`;
      return `complete -c obs-tui -n '${condition}' ${word} -d '${help.replaceAll("'", "\\'")}'`;
    }),
  );
  return `# fish completion for obs-tui: obs-tui completion fish > ~/.config/fish/completions/obs-tui.fish\n${lines.join('\n')}\n`;
}
