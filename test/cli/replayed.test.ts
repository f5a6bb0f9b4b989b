import { describe, expect, it } from 'vitest';
import { soundPath } from '../../src/cli/replayed.ts';

describe('saving from a file that is replayed', () => {
  it('is from its own session once it was read to its seal', () => {
    expect(soundPath({ path: '/staging/s.db', facts: () => ({}) })).toBe('/staging/s.db');
  });

  it.each([
    [{ loading: { share: 0.5 } }, 'still being read'],
    [{ failure: 'line 3 is not the one that was sealed' }, 'what was altered is not saved again'],
  ])('is refused while it is not known to be sound: %j', (facts, reason) => {
    expect(() => soundPath({ path: '/staging/s.db', facts: () => facts })).toThrow(reason);
  });
});
