// The rules of the tree as data: which part may import what, and which few files own the outside world. docs/architecture.md says why.

export interface Layer {
  /** Other layers it may import; its own files always. `part/file` allows that file or folder alone. */
  readonly layers: readonly string[];
  /** Packages it may import. `node:*` stands for every module of Node, `node:crypto` for hashes alone. */
  readonly packages: readonly string[];
}

/** Folder below src/ -> what it may import. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  lib: { layers: [], packages: ['string-width'] },
  model: { layers: ['lib'], packages: ['node:crypto'] },
  promql: { layers: ['lib', 'model'], packages: ['@lezer/common', '@lezer/lr', '@prometheus-io/lezer-promql'] },
  analysis: { layers: ['lib', 'model'], packages: [] },
  state: { layers: ['lib', 'model', 'promql/syntax'], packages: [] },
  data: { layers: ['lib', 'model', 'promql', 'analysis'], packages: ['age-encryption', 'better-sqlite3', 'undici', 'ws', 'yaml', 'zod', 'node:*'] },
  widgets: { layers: ['lib'], packages: ['asciichart', 'ink', 'ink-table', 'react'] },
  terminal: { layers: ['lib'], packages: ['node:*'] },
  screens: { layers: ['lib', 'model', 'analysis', 'state', 'widgets', 'promql/syntax'], packages: ['ink', 'react'] },
  lab: { layers: ['lib', 'model'], packages: ['ws', 'node:*'] },
};

/** Files and folders that join the parts: they may import anything. */
export const ENTRIES: readonly string[] = ['src/main.tsx', 'src/cli/', 'src/data/recorder/worker.ts', 'src/data/jobs/child.ts'];

/** Folders of screens/ that are no panels: any panel may import them. */
export const SHARED_SCREENS: readonly string[] = [];

/** Exceptions still owed, as `importer -> imported`. It is empty, and a test keeps it so. */
export const DEBT: readonly string[] = [];

/** Packages that only the folder that wraps them may import, entries included. */
export const PACKAGE_OWNERS: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['src/data/session/'],
  undici: ['src/data/'],
  'age-encryption': ['src/data/incident/'],
  ws: ['src/data/sources/', 'src/lab/'],
  'ink-table': ['src/widgets/', 'src/cli/'],
  asciichart: ['src/widgets/'],
};

export interface OwnedName {
  readonly what: string;
  readonly pattern: RegExp;
  readonly owners: readonly string[];
}

/** What reaches outside the program by a global name, and the files that may. Everything else is handed it as an argument. */
export const OWNED_NAMES: readonly OwnedName[] = [
  { what: 'the keyboard', pattern: /\buseInput\b/, owners: ['src/screens/App.tsx'] },
  { what: 'wall time', pattern: /\bDate\.now\b|\bnew Date\(\)/, owners: ['src/lib/clock.ts'] },
  { what: 'monotonic time', pattern: /\bperformance\.now\b/, owners: ['src/lib/clock.ts'] },
  { what: 'timers', pattern: /\b(?:setTimeout|setInterval|setImmediate)\(/, owners: ['src/lib/clock.ts', 'src/screens/App.tsx', 'src/terminal/input-tap.ts', 'src/data/recorder/client.ts', 'src/cli/'] },
  { what: 'randomness', pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, owners: [...ENTRIES] },
  { what: 'the environment', pattern: /\bprocess\.env\b/, owners: [...ENTRIES, 'src/data/sources/http/environment.ts'] },
  { what: 'the console', pattern: /\bconsole\.\w/, owners: ['src/cli/'] },
];

/** Forms the style guide bans everywhere, tests included. */
export const BANNED: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'the type any', pattern: /(?:[:<|&]|\bas)\s*any\b(?!\s*[:(.=])|\bany\[\]/ },
  { what: 'the non-null sign', pattern: /[\w)\]'"`]!(?=[.,;)\]}[]|\s*$|\s+(?:as|\)|\}))(?!=)/ },
  { what: 'an enum', pattern: /^\s*(?:export\s+)?(?:const\s+)?enum\s/ },
  { what: 'a default export', pattern: /^\s*export\s+default\b/ },
  { what: 'an empty catch', pattern: /\bcatch\s*(?:\([^)]*\)\s*)?\{\s*\}/ },
  { what: 'a suppressed error of the compiler', pattern: /@ts-(?:ignore|nocheck|expect-error)/ },
];

/** Words of work left over. */
export const UNFINISHED = /\b(?:TODO|FIXME|XXX|HACK)\b|\b[Nn]ot implemented\b|\b[Ff]or now\b/;

/** Lines a file may have, and the length to aim at for half of them. */
export const MOST_LINES = 400;
export const MEDIAN_LINES = 120;
