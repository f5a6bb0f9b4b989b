import { describe, expect, it } from 'vitest';
import { terminal } from '../../src/cli/doctor/machine.ts';
import { settleColour } from '../../src/cli/terminal.ts';

describe('colour', () => {
  it.each([
    ['is left to the terminal where nobody says anything', {}, undefined, {}],
    ['is off with NO_COLOR', { NO_COLOR: '1' }, undefined, { FORCE_COLOR: '0' }],
    ['is off with NO_COLOR even where auto was asked for', { NO_COLOR: '1' }, 'auto', { FORCE_COLOR: '0' }],
    ['is not touched by an empty NO_COLOR, as its specification says', { NO_COLOR: '' }, undefined, { NO_COLOR: '' }],
    ['is off with --color never', { TERM: 'xterm' }, 'never', { TERM: 'xterm', FORCE_COLOR: '0' }],
    ['is on with --color always, NO_COLOR or not', { NO_COLOR: '1' }, 'always', { FORCE_COLOR: '2' }],
    ['keeps what FORCE_COLOR said where nothing else is said', { FORCE_COLOR: '3' }, 'auto', { FORCE_COLOR: '3' }],
  ] as const)('%s', (_, env, wish, expected) => {
    const changed = { ...env };
    settleColour(changed, wish);
    expect(changed).toEqual(expected);
  });
});

describe('what the doctor says of a terminal', () => {
  const says = (env: NodeJS.ProcessEnv, output: object): readonly string[] => terminal(env, output).map(({ check, state }) => `${check} ${state}`);
  const TTY = { isTTY: true, columns: 120, rows: 40 };

  it('is all right on a common one', () => {
    expect(says({ TERM: 'xterm-256color', LANG: 'C.UTF-8' }, TTY)).toEqual(['terminal ok', 'characters ok']);
  });

  it.each([
    ['a pipe', { LANG: 'C.UTF-8' }, {}, 'terminal note'],
    ['TERM=dumb', { TERM: 'dumb', LANG: 'C.UTF-8' }, TTY, 'terminal note'],
    ['a small one', { TERM: 'xterm', LANG: 'C.UTF-8' }, { ...TTY, columns: 79 }, 'terminal note'],
    ['a locale without UTF-8', { TERM: 'xterm', LANG: 'C' }, TTY, 'characters note'],
    ['NO_COLOR', { TERM: 'xterm', LANG: 'C.UTF-8', NO_COLOR: '1' }, TTY, 'colour note'],
    ['tmux', { TERM: 'xterm', LANG: 'C.UTF-8', TMUX: '/tmp/x,1,0' }, TTY, 'tmux note'],
  ])('notes %s', (_, env, output, expected) => {
    expect(says(env, output)).toContain(expected);
  });
});
