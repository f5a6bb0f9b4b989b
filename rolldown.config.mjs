// One bundle for the program plus one file for each worker and child process it starts. An entry is built as soon as its source exists.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Name in dist/ -> source. */
const ENTRIES = {
  main: 'src/main.tsx',
  'recorder-worker': 'src/data/recorder/worker.ts',
  'job-child': 'src/data/jobs/child.ts',
  'lab-child': 'src/cli/lab-child.ts',
};

export default {
  input: Object.fromEntries(Object.entries(ENTRIES).filter(([, source]) => existsSync(here(source)))),
  platform: 'node',
  // A native addon: it stays a package, and its users install it from the registry.
  external: ['better-sqlite3'],
  // Ink names it for a debugging mode that needs a browser; it is not installed.
  resolve: { alias: { 'react-devtools-core': here('scripts/setup/no-devtools.mjs') } },
  transform: {
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  },
  output: {
    dir: 'dist',
    format: 'esm',
    minify: true,
    sourcemap: true,
    // Everything lies flat in dist/: `new URL('./recorder-worker.js', import.meta.url)` then holds in entries and shared parts alike.
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
};
