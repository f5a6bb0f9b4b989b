import { defineConfig } from 'vitest/config';

// Fault injection: real sockets are cut and restored in real time, so these take minutes and run one after another.
export default defineConfig({
  test: {
    include: ['test/faults/**/*.faults.test.ts'],
    pool: 'threads',
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
