import { defineConfig } from 'vitest/config';

// Suite with real programs from PATH: servers on loopback ports (prometheus, prometheus-node-exporter, prometheus-alertmanager), terminals
// inside terminals (tmux, screen). A test whose program is not installed says so in its name and on standard error instead of failing.
export default defineConfig({
  test: {
    include: ['test/real/**/*.real.test.ts'],
    // Processes are children of a fork, so that none outlives it.
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
