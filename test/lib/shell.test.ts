import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/lib/shell.ts';
import { visible } from '../../src/lib/text.ts';
import { HOSTILE } from '../support/builders.ts';

const NASTY = [
  "it's", "'", "''", `"`, '`id`', '$(id)', '$HOME', '${x}', '!!', 'a!b', '\\', "\\'", 'a\\nb', '%s%n', '-rf', '--filter=x', '~', '~root', '*', '?[a-z]', '{a,b}', '#x', 'a;b', 'a|b', 'a&b', '<x', '>x',
  'msg~/a\\/b\'c"/', '"conn reset" -path:/health', 'level>=warn', ' ', '', 'é漢😀', 'a\tb', 'a\nb', '\r', '\u001b[31m', '\u202egnp', 'zero\u200bwidth', 'e\u0301\u0301\u0301\u0301\u0301\u0301', '=x', 'x=y z',
];

/** What arrives as arguments, shell by shell: NUL parts them, for no argument holds one. */
function arrived(shell: string, words: readonly string[]): readonly string[] {
  const out = execFileSync(shell, ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: '/nowhere', LANG: 'C.UTF-8' } });
  return out.split('\0').slice(0, -1);
}

describe('a word of a shell command', () => {
  it.each(['sh', 'bash'])('arrives in %s as the one argument that was meant, whatever it holds', (shell) => {
    const texts = [...NASTY, ...HOSTILE].filter((text) => shellWord(text) !== undefined);
    expect(texts.length).toBeGreaterThan(NASTY.length - 1);
    expect(arrived(shell, texts.map((text) => shellWord(text) ?? ''))).toEqual(texts);
  });

  it('arrives so for any text', () => {
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 20 }), { numRuns: 300, seed: 7 }).filter((text) => shellWord(text) !== undefined);
    expect(arrived('sh', texts.map((text) => shellWord(text) ?? ''))).toEqual(texts);
  });

  it('passes a clipboard unchanged', () => {
    for (const text of NASTY) {
      const word = shellWord(text) ?? '';
      expect(visible(word, word.length)).toBe(word);
    }
  });

  it('stays as it is where nothing in it is special, and is refused where no argument can hold it', () => {
    expect(['/var/log/app.log', 'logs', '2026-11-21T14:35:02.000000Z'].map(shellWord)).toEqual(['/var/log/app.log', 'logs', '2026-11-21T14:35:02.000000Z']);
    expect(['a\0b', 'a\u0007\n', '\ud800'].map(shellWord)).toEqual([undefined, undefined, undefined]);
  });
});
