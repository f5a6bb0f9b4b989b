import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEED } from './runs.ts';

it('property tests begin with the seed of the run, which a failure names', () => {
  expect(fc.readConfigureGlobal()).toEqual({ seed: SEED });
  expect(() => fc.assert(fc.property(fc.integer(), () => false))).toThrow(`seed: ${SEED}`);
});
