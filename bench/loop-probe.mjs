// Loaded into the built program before anything of it (NODE_OPTIONS=--import): measures how late its event loop comes to its timers.
// At each SIGUSR2 the file named by OBS_TUI_BENCH_LOOP gets what was found since the one before, in milliseconds, and it begins anew.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env.OBS_TUI_BENCH_LOOP;
if (isMainThread && file !== undefined && process.argv[1]?.endsWith('main.cjs')) {
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();
  process.on('SIGUSR2', () => {
    const found = JSON.stringify({ p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 });
    writeFileSync(`${file}.new`, found);
    // Whoever waits for the file finds a whole one.
    renameSync(`${file}.new`, file);
    delay.reset();
  });
}
