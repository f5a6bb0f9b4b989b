import { describe, expect, it } from 'vitest';
import { coloursOf, isSynchronized, speaksUnicode } from '../../src/terminal/kind.ts';

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

describe('the marks of a whole frame', () => {
  it.each([['xterm', true], ['tmux-256color', true], ['linux', false], ['vt220', false]])('with TERM=%s are sent: %s', (term, expected) => {
    expect(isSynchronized({ TERM: term })).toBe(expected);
  });
});
