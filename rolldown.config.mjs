// One bundle for the program plus one file for each worker and child process it starts. An entry is built as soon as its source exists.
// CommonJS, which Node loads without waiting: as modules the same code costs a third of a bare start of Node more.
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

/** For its debugging mode Ink waits at its top level, which `require` cannot load: that mode, which needs a browser, is left out. */
const withoutDevtools = {
  name: 'without-devtools',
  transform: {
    filter: { id: /ink\/build\/reconciler\.js$/ },
    handler: (code) => ({ code: code.replaceAll(/await (?:import\('\.\/devtools\.js'\)|loadPackageJson\(\))|import\.meta\.resolve\(.*\)/g, '{}'), map: { mappings: '' } }),
  },
};

/** The package is a module, and so would be what lies in dist/. */
const commonJs = {
  name: 'common-js',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
  },
};

/** With what each of them needs, in this order: few files are found and compiled quickly. Ink comes after the first frame. */
const PARTS = [
  { name: 'program', test: /src\/cli\/main\.ts$/, priority: 3 },
  { name: 'first-frame', test: /src\/cli\/(?:launch|live)\.ts$/, priority: 2 },
  { name: 'session', test: /src\/cli\/(?:replay|attach|record-and-show)\.ts$/, priority: 1 },
  { name: 'ink', test: /src\/cli\/tui\.tsx$/ },
];

const built = ([name, source]) => ({
  input: { [name]: here(source) },
  platform: 'node',
  // A native addon: it stays a package, and its users install it from the registry.
  external: ['better-sqlite3'],
  plugins: [withoutDevtools, commonJs],
  resolve: {
    // Slow to begin: each stand-in says why.
    alias: { 'string-width': here('scripts/setup/string-width.cjs'), 'yoga-layout': here('scripts/setup/yoga.mjs') },
  },
  transform: {
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  },
  output: {
    dir: 'dist',
    format: 'cjs',
    minify: true,
    sourcemap: true,
    // Everything lies flat in dist/: `new URL('./recorder-worker.js', import.meta.url)` then holds in entries and their parts alike.
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: { groups: PARTS },
  },
});

/** Each entry has all of its own: a thread or a child that starts loads nothing that only the screen needs. */
export default Object.entries(ENTRIES).filter(([, source]) => existsSync(here(source))).map(built);
