import { describe, expect, it } from 'vitest';
import { curve } from '../../src/lab/curve.ts';
import { trouble } from '../../src/lab/trouble.ts';

describe('a curve', () => {
  const ramp = curve([10, 2], [20, 4]);

  it('is flat outside its knots and straight between them', () => {
    expect([0, 10, 15, 20, 99].map(ramp.value)).toEqual([2, 2, 3, 4, 4]);
  });

  it('has the exact area under it, on both sides of its knots', () => {
    expect(ramp.area(20) - ramp.area(10)).toBe(30);
    expect(ramp.area(10) - ramp.area(5)).toBe(10);
    expect(ramp.area(25) - ramp.area(20)).toBe(20);
  });
});

describe('trouble', () => {
  const told = trouble(1, curve([100, 0], [200, 1], [900, 1], [1_000, 0]), 100, 1_000);

  it('has an area that is the sum of its heights', () => {
    let sum = 0;
    for (let second = 0; second < 1_200; second += 0.1) sum += told.value(second + 0.05) * 0.1;
    expect(told.area(1_200) - told.area(0)).toBeCloseTo(sum, 1);
  });

  it('never lets its area fall, and keeps it still before and after the pressure', () => {
    for (let second = 0; second < 1_200; second += 0.7) expect(told.area(second + 0.7)).toBeGreaterThanOrEqual(told.area(second));
    expect(told.area(99)).toBe(told.area(0));
    expect(told.area(1_001)).toBe(told.area(5_000));
  });

  it('comes in bursts', () => {
    const heights = new Set(Array.from({ length: 70 }, (_, index) => told.value(205 + index * 9)));
    expect(heights).toEqual(new Set([2.2, 0.354]));
  });
});
