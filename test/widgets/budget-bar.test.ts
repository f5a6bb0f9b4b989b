import { describe, expect, it } from 'vitest';
import { budgetBar } from '../../src/widgets/budget-bar.ts';

describe('a budget', () => {
  it.each([
    [0, '░░░░░'], [0.001, '▓░░░░'], [0.5, '▓▓▓░░'], [0.999, '▓▓▓▓░'], [1, '▓▓▓▓▓'], [-3, '░░░░░'], [9, '▓▓▓▓▓'], [Number.NaN, '░░░░░'],
  ])('of which %s is left', (share, bar) => {
    expect(budgetBar(share, 5, true)).toBe(bar);
  });

  it('is drawn without blocks where the terminal has none, and in one cell', () => {
    expect(budgetBar(0.4, 5, false)).toBe('##---');
    expect(budgetBar(0.4, 1, true)).toBe('░');
  });
});
