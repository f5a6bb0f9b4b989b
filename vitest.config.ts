import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** The files that take longest, longest first: begun last, they would leave one of two cores idle at the end. */
const LONG = ['screens/conformance', 'report/story', 'watch/node-hour', 'properties/replay', 'incident/lines', 'recorder/client', 'alert/confirm', 'screens/compose', 'properties/session', 'setup/dev-command'];

class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const long = LONG.flatMap((name) => files.filter(({ moduleId }) => moduleId.includes(`${name}.test.`)));
    return Promise.resolve([...new Set([...long, ...files])]);
  }
}

// Unit suite: quick, no network beyond loopback. Long suites have configurations of their own under test/.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/real/**', 'test/faults/**', 'node_modules/**'],
    pool: 'threads',
    maxWorkers: 2,
    // The files of a worker share what they import, which halves the time of the suite; what a test changes for itself is taken back.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/support/temporary-files.ts'],
    setupFiles: ['test/support/seed.ts'],
    // Limits are for what hangs, not for what is slow: a machine may have other work.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
