// Completion for bash 3.2 and later.
import type { CommandTree, Level, Values } from './tree.ts';

export function bashScript({ levels, values }: CommandTree): string {
  const paths = levels.map(({ path }) => path).filter((path) => path !== '');
  return `# bash completion for obs-tui. Keep it in ~/.local/share/bash-completion/completions/obs-tui
_obs_tui() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path='' words='' options='' files='' i
  COMPREPLY=()
  # bash takes --color=never apart at the sign.
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case $prev in
${values.map(valueCase).join('\n')}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${values.map(({ option }) => option).join('|')}) ((i++)) ;;
      -*) ;;
      *)
        case "\${path:+$path }\${COMP_WORDS[i]}" in
          ${paths.map((path) => `'${path}'`).join('|')}) path="\${path:+$path }\${COMP_WORDS[i]}" ;;
          *) break ;;
        esac ;;
    esac
  done
  case $path in
${levels.map(levelCase).join('\n')}
  esac
  if [[ $cur == -* ]]; then words=$options; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ -z $files ]] && type compopt >/dev/null 2>&1; then compopt +o default; fi
}
complete -o default -F _obs_tui obs-tui
`;
}

function valueCase({ option, choices }: Values): string {
  const words = choices.length === 0 ? '' : `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$cur")); `;
  return `    ${option}) ${words}return ;;`;
}

function levelCase({ path, commands, options, choices, takesFiles }: Level): string {
  const words = [...commands.map(({ text }) => text), ...choices].join(' ');
  return `    '${path}') words='${words}' options='${options.map(({ text }) => text).join(' ')}'${takesFiles ? ' files=yes' : ''} ;;`;
}
