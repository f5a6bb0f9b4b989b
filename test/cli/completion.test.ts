// The scripts are run by the shells themselves. zsh and fish are not on every machine; where one is missing, its tests say so loudly.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/session.ts';

const TREE_WORDS = ['incident', 'demo', 'connect', 'follow', 'attach', 'replay', 'record', 'frame', 'logs', 'trace', 'alert', 'slo', 'sql', 'correlate', 'status', 'lab', 'config', 'retention', 'doctor', 'completion'];

/** Words that a shell offers behind what was typed; the last word may be empty. */
type Offers = (script: string, typed: readonly string[]) => readonly string[];

const bash: Offers = (script, typed) => {
  const words = typed.map((word) => `'${word}'`).join(' ');
  const program = `. "$1"; COMP_WORDS=(obs-tui ${words}); COMP_CWORD=${typed.length}; _obs_tui 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf('bash', ['--norc', '-c', program, 'bash', script]);
};

const fish: Offers = (script, typed) => {
  const program = `source ${script}; complete -C "obs-tui ${typed.join(' ')}"`;
  return linesOf('fish', ['--no-config', '-c', program]).map((line) => line.split('\t', 1)[0] ?? '');
};

/** The completion system of zsh needs a terminal; here its functions are replaced by ones that print what they are given. */
const zsh: Offers = (script, typed) => {
  const program = `compdef() { :; }
    _describe() { [[ $1 == -o ]] && shift; local name=$2; print -rl -- "\${(@)\${(@P)name}%%:*}"; }
    _files() { :; }
    compadd() { shift; print -rl -- "$@"; }
    . "$1"; words=(obs-tui ${typed.map((word) => `'${word}'`).join(' ')}); CURRENT=${typed.length + 1}; _obs-tui`;
  const last = typed.at(-1) ?? '';
  return linesOf('zsh', ['-f', '-c', program, 'zsh', script]).filter((word) => word.startsWith(last));
};

function linesOf(shell: string, argv: readonly string[]): readonly string[] {
  const { stdout, status, stderr } = spawnSync(shell, argv, { encoding: 'utf8', cwd: tempFolder(), timeout: 60_000 });
  expect(stderr).toBe('');
  expect(status).not.toBeNull();
  return stdout.split('\n').filter((line) => line !== '');
}

async function scriptFor(shell: string): Promise<string> {
  const { code, out, err } = await runCli(['completion', shell]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const path = join(tempFolder(), shell);
  writeFileSync(path, out);
  return path;
}

function isInstalled(shell: string): boolean {
  const found = spawnSync(shell, ['--version']).error === undefined;
  if (!found) process.stderr.write(`\n!!! ${shell} is not installed: its completion script is NOT TESTED\n`);
  return found;
}

const SHELLS = [['bash', bash, '-n'], ['zsh', zsh, '-n'], ['fish', fish, '--no-execute']] as const;
const missing = SHELLS.map(([shell]) => shell).filter((shell) => !isInstalled(shell));

// Nothing is left out in silence: a missing shell has this test, and the message above.
it.each(missing)('completion in %s could not be tried, because the shell is not installed', async (shell) => {
  expect((await runCli(['completion', shell])).out).toContain(`${shell} completion for obs-tui`);
});

describe.each(SHELLS.filter(([shell]) => !missing.includes(shell)))('completion in %s', (shell, offers, check) => {
  it('has no mistake of syntax', async () => {
    expect(spawnSync(shell, [check, await scriptFor(shell)], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['the commands', [''], TREE_WORDS],
    ['the commands that begin so', ['d'], ['demo', 'doctor']],
    ['the commands below a command', ['logs', ''], ['query']],
    ['the commands below a command, options before them or not', ['--config', 'logs', 'config', ''], ['check', 'show', 'schema']],
    ['the words an argument may be', ['completion', ''], ['bash', 'zsh', 'fish']],
    ['the options of a command', ['logs', 'query', '--js'], ['--json']],
    ['the options of the program behind a command', ['demo', '--ut'], ['--utc']],
    ['the values of an option', ['--color', ''], ['auto', 'never', 'always']],
    ['the values of an option behind a command', ['lab', '--generation', ''], ['1', '2']],
    ['no command behind an argument', ['follow', 'demo', '-'], ['--config', '--help']],
  ])('offers %s', async (_, typed, expected) => {
    const offered = offers(await scriptFor(shell), typed);
    expect(offered.filter((word) => expected.includes(word)).toSorted()).toEqual([...expected].toSorted());
    const exact = expected.every((word) => !word.startsWith('--'));
    expect(exact ? offered.filter((word) => !expected.includes(word)) : []).toEqual([]);
  });
});

describe('completion in bash', () => {
  it('takes --color=n apart as bash does', async () => {
    expect(bash(await scriptFor('bash'), ['--color', '=', 'n'])).toEqual(['never']);
    expect(bash(await scriptFor('bash'), ['--color', '='])).toEqual(['auto', 'never', 'always']);
  });

  it('offers nothing of its own for a file, so that bash offers files', async () => {
    expect(bash(await scriptFor('bash'), ['replay', 'x'])).toEqual([]);
    expect(bash(await scriptFor('bash'), ['--config', 'x'])).toEqual([]);
  });
});

it('completion names every shell it can be made for', async () => {
  expect(await runCli(['completion', 'powershell'])).toMatchObject({ code: 2, err: expect.stringContaining('bash, zsh, fish') });
});
