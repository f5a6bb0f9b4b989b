import { describe, expect, it } from 'vitest';
import { LEVEL_LETTER, levelOfRank, levelOfWord, levelRank, LEVELS } from '../../src/model/level.ts';

describe('levelOfWord', () => {
  it.each([
    ['INFO', 'info'], ['Warning', 'warn'], ['WRN', 'warn'], ['err', 'error'], ['SEVERE', 'error'], ['CRITICAL', 'fatal'], ['emerg', 'fatal'], ['panic', 'fatal'],
    ['notice', 'info'], ['informational', 'info'], ['dbg', 'debug'], ['FINEST', 'trace'], ['  warn ', 'warn'], ['I', 'info'],
  ])('reads %s as %s', (word, level) => {
    expect(levelOfWord(word)).toBe(level);
  });

  it.each(['', ' ', 'infos', 'loud', '3', 'constructor', '__proto__', 'warn'.repeat(10_000)])('knows no level for %.20s', (word) => {
    expect(levelOfWord(word)).toBeUndefined();
  });

  it('reads every level\'s own name and letter', () => {
    for (const level of LEVELS) {
      expect(levelOfWord(level)).toBe(level);
      expect(levelOfWord(LEVEL_LETTER[level])).toBe(level);
    }
  });
});

describe('ranks', () => {
  it('go from trace to fatal and back', () => {
    expect(LEVELS.map(levelRank)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(LEVELS.map((level) => levelOfRank(levelRank(level)))).toEqual([...LEVELS]);
  });

  it('stay on the ladder for any number', () => {
    expect([-1, 0.9, 5.9, 99, Number.NEGATIVE_INFINITY].map(levelOfRank)).toEqual(['trace', 'trace', 'fatal', 'fatal', 'trace']);
    expect(levelOfRank(Number.NaN)).toBe('info');
  });
});
