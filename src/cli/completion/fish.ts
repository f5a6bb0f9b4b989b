// Completion for fish 3 and later.
import type { CommandTree, Level } from './tree.ts';

export function fishScript({ levels, values }: CommandTree): string {
  const paths = levels.map(({ path }) => path).filter((path) => path !== '');
  const choicesOf = new Map(values.map(({ option, choices }) => [option, choices]));
  return `# fish completion for obs-tui. Keep it in ~/.config/fish/completions/obs-tui.fish
function __obs_tui_at --description 'The command typed so far is this one'
    set -l at ''
    set -l skip no
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
            continue
        end
        switch $word
            case ${values.map(({ option }) => option).join(' ')}
                set skip yes
            case '-*'
            case '*'
                contains -- (string trim -- "$at $word") ${paths.map(quoted).join(' ')}; or break
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end
${levels.flatMap((level) => linesOf(level, choicesOf)).join('\n')}
`;
}

function linesOf(level: Level, choicesOf: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const start = `complete -c obs-tui -n ${quoted(`__obs_tui_at ${quoted(level.path)}`)}`;
  const words = [...level.commands, ...level.choices.map((text) => ({ text, help: '' }))];
  return [
    ...(level.takesFiles ? [] : [`${start} -f`]),
    ...words.map(({ text, help }) => `${start} -f -a ${text}${help === '' ? '' : ` -d ${quoted(help)}`}`),
    ...level.options.map(({ text, help }) => `${start} -l ${text.slice(2)}${valueOf(choicesOf.get(text))} -d ${quoted(help)}`),
  ];
}

/** -r asks for a value, which may be a file; -x for one of the words and nothing else. */
function valueOf(choices: readonly string[] | undefined): string {
  if (choices === undefined) return '';
  return choices.length === 0 ? ' -r -F' : ` -x -a ${quoted(choices.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
