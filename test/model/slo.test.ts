import { describe, expect, it } from 'vitest';
import { burnRate, sloState } from '../../src/model/slo.ts';
import { anSlo } from '../support/facts.ts';

describe('an SLO', () => {
  it.each([
    [0.999, 0.9995, 0.5], [0.999, 0.999, 1], [0.999, 0.99, 10], [0.999, 1, 0], [1, 1, 0], [1, 0.9, Infinity],
  ])('of %s that achieves %s burns %s of its budget', (target, achieved, burn) => {
    expect(burnRate({ target, achieved })).toBe(burn);
  });

  it('has the state its backend says, or else what the figures say', () => {
    expect(sloState(anSlo(0, { status: 'AT_RISK' }))).toBe('at risk');
    expect(sloState(anSlo(0, { status: 'purple' }))).toBe('met');
    expect(sloState(anSlo(0, { status: 'purple', achieved: 0.9 }))).toBe('missed');
    expect(sloState(anSlo(0, { status: 'purple', budget: { remainingPercent: 24 } }))).toBe('at risk');
  });
});
