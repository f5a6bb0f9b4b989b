// Before each test file: property tests begin with the seed of the run.
import { configureGlobal } from 'fast-check';
import { SEED } from './runs.ts';

configureGlobal({ seed: SEED });
