import { defineConfig } from 'vitest/config';

// Unit suite: quick, no network beyond loopback. Long suites have configurations of their own under test/.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/real/**', 'test/faults/**', 'node_modules/**'],
    pool: 'threads',
    maxWorkers: 2,
    setupFiles: ['test/support/seed.ts'],
    // Limits are for what hangs, not for what is slow: a machine may have other work.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
