import { defineConfig } from 'vitest/config';

// End-to-end suite: the built bundle in a real pseudo-terminal. `npm run test:e2e` builds first.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.test.ts'],
    globalSetup: ['test/e2e/built.ts'],
    // One terminal at a time: two programs that compete for two cores make every latency meaningless.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
