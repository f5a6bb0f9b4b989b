import { describe, expect, it } from 'vitest';
import { coloursOf, isHardware, speaksUnicode } from '../../src/terminal/kind.ts';

describe('the characters of a terminal', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'de_DE.utf8', TERM: 'xterm-256color' }, true],
    [{ LANG: 'C' }, false],
    [{}, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'C.UTF-8' }, true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: '' }, true],
    [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, false],
  ])('with %j are UTF-8: %s', (env, expected) => {
    expect(speaksUnicode(env)).toBe(expected);
  });
});

describe('the colours of a terminal', () => {
  it.each([
    [{ TERM: 'xterm-256color' }, 'sixteen'],
    [{ TERM: 'screen' }, 'sixteen'],
    [{ TERM: 'linux' }, 'sixteen'],
    // A kind that nobody has heard of ignores what it does not know.
    [{ TERM: 'foot' }, 'sixteen'],
    [{ TERM: 'vt100' }, 'none'],
    [{ TERM: 'xterm-mono' }, 'none'],
    [{}, 'none'],
    [{ TERM: 'xterm', FORCE_COLOR: '0' }, 'none'],
    [{ TERM: 'vt100', FORCE_COLOR: '2' }, 'sixteen'],
  ])('with %j are %s', (env, expected) => {
    expect(coloursOf(env)).toBe(expected);
  });
});

describe('no more than of the oldest', () => {
  it.each([['xterm', false], ['tmux-256color', false], ['linux', true], ['vt220', true]])('is expected with TERM=%s: %s', (term, expected) => {
    expect(isHardware({ TERM: term })).toBe(expected);
  });
});
