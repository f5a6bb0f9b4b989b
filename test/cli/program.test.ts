import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/cli/examples.ts';
import { wholeProgram } from '../../src/cli/whole-program.ts';
import { parseOnly, wordsOf } from '../support/command-line.ts';
import { runCli } from '../support/run-cli.ts';

const nothing = (): void => undefined;

function paths(command: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  return [path, ...command.commands.flatMap((child) => paths(child, [...path, child.name()]))];
}

describe('help', () => {
  it.each(paths(wholeProgram(nothing)).map((path) => [path.join(' ') || 'the program itself', path] as const))('is there for %s', async (_, path) => {
    const ran = await runCli([...path, '--help']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(`Usage: ${['obs-tui', ...path].join(' ')}`);
    expect(ran.out).toContain('--no-record');
    expect(ran.out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('is asked for with a word as well', async () => {
    expect((await runCli(['help', 'record'])).out).toContain('Usage: obs-tui record');
  });

  it('ends with examples, each of which is understood', async () => {
    const known = paths(wholeProgram(nothing)).map((path) => path.join(' '));
    expect(Object.keys(EXAMPLES).filter((path) => !known.includes(path))).toEqual([]);
    for (const line of Object.values(EXAMPLES).flat()) await parseOnly(wordsOf(line));
  });

  it('of a command without one of its own is on stderr, with the code of a usage error', async () => {
    const ran = await runCli(['logs']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('obs-tui logs [options] [command]');
  });
});

describe('--version', () => {
  it('names the program, Node, SQLite and the platform', async () => {
    const { code, out } = await runCli(['--version']);
    expect(code).toBe(0);
    expect(out).toMatch(/^obs-tui \d+\.\d+\.\d+\nNode\.js v\d+.*\n\w+ \w+\nSQLite 3\.\d+\.\d+\n$/);
    expect((await runCli(['-V'])).out).toBe(out);
  });
});

describe('a command line that cannot be understood', () => {
  it.each([
    ['a mistyped command', ['demmo'], 'there is no command "demmo"; did you mean "demo"?'],
    ['a mistyped command with an option of its own', ['recrod', '--duration', '5s'], 'did you mean "record"?'],
    ['a word that is near to nothing', ['xyzzy'], 'the commands are demo, connect, '],
    ['a bare address', ['http://localhost:9090'], 'did you mean `obs-tui connect http://localhost:9090`?'],
    ['a bare file', ['package.json'], 'did you mean `obs-tui follow package.json`?'],
    ['a mistyped command below another', ['logs', 'qurey'], "unknown command 'qurey' (Did you mean query?)"],
    ['a mistyped option', ['--colr', 'always', 'demo'], "unknown option '--colr' (Did you mean --color?)"],
    ['an argument too few', ['frame'], "missing required argument 'session'"],
    ['a word that is none of the choices', ['--color', 'sometimes', 'doctor'], "option '--color <when>' argument 'sometimes' is invalid"],
    ['another word that is none of the choices', ['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish'],
    ['two forms of output', ['logs', 'query', '--json', '--ndjson'], "option '--json' cannot be used with option '--ndjson'"],
    ['no frames at all', ['--fps', '0', 'demo'], 'Give a whole number from 1 to 30'],
    ['a speed of zero', ['demo', '--speed', '0'], 'Give a number above 0, at most 3600'],
    ['a rate that is a word', ['lab', '--rate', 'fast'], 'Give a number up to 50000, or max'],
    ['a port that is none', ['lab', '--port', '65536'], 'Give a whole number from 0 to 65535'],
    ['a length without a unit', ['record', '--duration', '90'], 'Give a length of time such as 90s'],
    ['a length of nothing', ['logs', 'query', '--last', '0s'], 'Give a length of time such as 90s'],
    ['a frame without rows', ['frame', 'x.db', '--size', '80x0'], 'Give COLUMNSxROWS such as 120x40'],
    ['a frame larger than any screen', ['frame', 'x.db', '--size', '9999x9999'], 'each from 1 to 1000'],
    ['a screen that is none', ['frame', 'x.db', '--screen', 'lgos'], '--screen: there is no "lgos"; did you mean "logs"?'],
    ['nothing to record', ['record'], 'there is nothing to record: name an address, or configure sources'],
    ['a recording longer than a timer', ['record', '--duration', '30d'], '--duration: at most 24 days'],
    ['an address that is none', ['record', 'app.log'], '"app.log" is not an address'],
    ['a start that is no time', ['lab', '--start', 'noon'], '--start: "noon" is not a time'],
  ])('says so and ends with 2 for %s', async (_, argv, words) => {
    const ran = await runCli(argv);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(words);
    expect(ran.err).toMatch(/^obs-tui: .* \[USAGE\]\n {2}Read `obs-tui --help`.*\n$/s);
  });

  it('never sends what was typed to the terminal as it is', async () => {
    for (const argv of [['\u001b[31mdemo'], ['--\u001b]0;x\u0007'], ['logs', 'query', '--last', '\u009b1m']]) {
      expect((await runCli(argv)).err).not.toMatch(/[\u001b\u0007\u009b]/);
    }
  });
});
