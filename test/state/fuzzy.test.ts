import { describe, expect, it } from 'vitest';
import { fuzzyScore } from '../../src/state/fuzzy.ts';

function best(query: string, ...texts: readonly string[]): string | undefined {
  return texts.toSorted((a, b) => fuzzyScore(query, b) - fuzzyScore(query, a))[0];
}

describe('fuzzyScore', () => {
  it('is 0 where the letters do not stand there in their order', () => {
    expect(fuzzyScore('xyz', 'Filter rows')).toBe(0);
    expect(fuzzyScore('wor', 'Filter rows')).toBe(0);
    expect(fuzzyScore('ff', 'Filter rows')).toBe(0);
    expect(fuzzyScore('a', '')).toBe(0);
  });

  it('fits everything alike where nothing is asked', () => {
    expect(fuzzyScore('', 'Filter rows')).toBeGreaterThan(0);
    expect(fuzzyScore('  ', '')).toBeGreaterThan(0);
  });

  it('knows no case and no spaces', () => {
    expect(fuzzyScore('FR', 'filter rows')).toBe(fuzzyScore('f r', 'Filter Rows'));
  });

  it('prefers starts of words and letters that stand together', () => {
    expect(best('fr', 'Find a command of rows', 'Filter rows')).toBe('Filter rows');
    expect(best('pau', 'Palette of us', 'Pause or go on')).toBe('Pause or go on');
    expect(best('next', 'Name extra text', 'Next error')).toBe('Next error');
  });

  it('prefers the shorter of two equal fits', () => {
    expect(best('quit', `Quit ${'and much more '.repeat(9)}`, 'Quit')).toBe('Quit');
  });
});
