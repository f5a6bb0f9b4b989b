import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/lib/nearest.ts';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

describe('nearest', () => {
  it.each([['warm', 'warn'], ['ERORR', 'error'], ['inof', 'info'], ['rtace', 'trace'], ['debugg', 'debug'], ['zebra', undefined], ['', undefined]])('for %s offers %s', (word, candidate) => {
    expect(nearest(word, LEVELS)).toBe(candidate);
  });

  it('has nothing to offer when there are no candidates', () => {
    expect(nearest('warn', [])).toBeUndefined();
  });
});
