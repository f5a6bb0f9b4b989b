import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { keyPresses, splitFirst } from '../../src/screens/keys.ts';

const NONE: Key = {
  upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageDown: false, pageUp: false, home: false, end: false, return: false,
  escape: false, ctrl: false, shift: false, tab: false, backspace: false, delete: false, meta: false, super: false, hyper: false, capsLock: false, numLock: false,
};

function chords(input: string, key: Partial<Key> = {}): readonly string[] {
  return keyPresses(input, { ...NONE, ...key }).presses.map(({ chord }) => chord);
}

describe('a key', () => {
  it.each([
    ['', { return: true }, 'enter'], ['', { escape: true }, 'esc'], ['', { tab: true }, 'tab'], ['', { tab: true, shift: true }, 'shift+tab'], ['', { backspace: true }, 'backspace'],
    ['', { upArrow: true }, 'up'], ['', { pageDown: true }, 'pgdn'], ['', { home: true }, 'home'], ['d', { ctrl: true }, 'ctrl+d'], ['P', { ctrl: true }, 'ctrl+p'],
    ['j', {}, 'j'], ['G', { shift: true }, 'G'], [' ', {}, 'space'], ['+', {}, '+'], ['é', {}, 'é'],
  ] satisfies readonly (readonly [string, Partial<Key>, string])[])('%j %j is %s', (input, key, chord) => {
    expect(chords(input, key)).toEqual([chord]);
  });

  it('types its text where it is printable, and nothing where it is a name', () => {
    expect(keyPresses(' ', NONE).presses).toEqual([{ chord: 'space', text: ' ' }]);
    expect(keyPresses('', { ...NONE, return: true }).presses).toEqual([{ chord: 'enter', text: undefined }]);
  });

  it('that no terminal can name is nothing', () => {
    expect(chords('')).toEqual([]);
  });
});

describe('keys that arrive together over a slow line', () => {
  it('are pressed one after the other, Enter and Tab among them', () => {
    expect(chords('jjk')).toEqual(['j', 'j', 'k']);
    expect(chords('ab\rc\t ')).toEqual(['a', 'b', 'enter', 'c', 'tab', 'space']);
  });

  it('may be Ctrl with a letter, which types nothing', () => {
    expect(chords('\u0015ab\u0001\r\n\u001a')).toEqual(['ctrl+u', 'a', 'b', 'ctrl+a', 'enter', 'ctrl+z']);
    expect(keyPresses('\u0000\u0015', NONE).presses.map(({ text }) => text)).toEqual([undefined, undefined]);
  });

  it('are never cut inside a character', () => {
    expect(chords('e\u0301👨‍👩‍👧漢')).toEqual(['e\u0301', '👨‍👩‍👧', '漢']);
  });

  it('may begin with Esc, which the terminal glues to the next key', () => {
    expect(chords('f', { meta: true })).toEqual(['esc', 'f']);
  });

  it('are a paste when they are many, and press nothing', () => {
    expect(keyPresses('Q'.repeat(17), NONE)).toEqual({ presses: [], pasted: 'Q'.repeat(17) });
    expect(chords('Q'.repeat(16)).length).toBe(16);
  });

  it.each([']52;c;Zm9v\u0007', 'P1$r0m', '[?1;2c', '_Gi=31;OK', '^x1'])('are an answer of the terminal when they look like one: %j', (input) => {
    expect(keyPresses(input, NONE)).toEqual({ presses: [], pasted: input });
  });

  it('are keys where one of them alone only begins like an answer', () => {
    expect(chords(']')).toEqual([']']);
    expect(chords('P')).toEqual(['P']);
  });
});

describe('a pasted text', () => {
  it('is parted after its first whole character', () => {
    expect(splitFirst('/needle')).toEqual({ first: { chord: '/', text: '/' }, rest: 'needle' });
    expect(splitFirst('👨‍👩‍👧x')).toEqual({ first: { chord: '👨‍👩‍👧', text: '👨‍👩‍👧' }, rest: 'x' });
    expect(splitFirst('').rest).toBe('');
  });
});
