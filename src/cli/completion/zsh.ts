// Completion for zsh. The file works from a directory of $fpath, where its name must be _obs-tui, and when it is sourced.
import type { CommandTree, Level, Values, Word } from './tree.ts';

export function zshScript({ levels, values }: CommandTree): string {
  const paths = levels.map(({ path }) => path).filter((path) => path !== '');
  return `#compdef obs-tui
# zsh completion for obs-tui. Keep it as _obs-tui in a directory of $fpath
_obs-tui() {
  # "path" is special in zsh.
  local at='' files='' i
  local -a choices options
  case $words[CURRENT-1] in
${values.map(valueCase).join('\n')}
  esac
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      (${values.map(({ option }) => option).join('|')}) ((i++)) ;;
      (-*) ;;
      (*)
        case "\${at:+$at }$words[i]" in
          (${paths.map((path) => `'${path}'`).join('|')}) at="\${at:+$at }$words[i]" ;;
          (*) break ;;
        esac ;;
    esac
  done
  case $at in
${levels.map(levelCase).join('\n')}
  esac
  if [[ $words[CURRENT] == -* ]]; then
    _describe -o option options
  else
    (( $#choices )) && _describe command choices
    [[ -n $files ]] && _files
  fi
}
if [[ $funcstack[1] == _obs-tui ]]; then _obs-tui "$@"; else compdef _obs-tui obs-tui; fi
`;
}

function valueCase({ option, choices }: Values): string {
  return `    (${option}) ${choices.length === 0 ? '_files' : `compadd -- ${choices.join(' ')}`}; return ;;`;
}

function levelCase({ path, commands, options, choices, takesFiles }: Level): string {
  const words = [...commands, ...choices.map((text) => ({ text, help: '' }))];
  return `    ('${path}') choices=(${words.map(described).join(' ')}); options=(${options.map(described).join(' ')})${takesFiles ? '; files=yes' : ''} ;;`;
}

function described({ text, help }: Word): string {
  const shown = help === '' ? text : `${text}:${help.replaceAll(':', '\\:')}`;
  return `'${shown.replaceAll("'", "'\\''")}'`;
}
