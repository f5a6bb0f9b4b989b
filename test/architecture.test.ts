// The shape of the tree, checked against the tables in support/layers.ts. A new direction between parts is a decision: change the
// table together with a record in docs/decisions/.
import { describe, expect, it } from 'vitest';
import { BANNED, DEBT, ENTRIES, LAYERS, MEDIAN_LINES, MOST_LINES, OWNED_NAMES, PACKAGE_OWNERS, SHARED_SCREENS, UNFINISHED } from './support/layers.ts';
import { linesWith } from './support/source-text.ts';
import { cyclesOf, filesBelow, sourceFiles, type SourceFile } from './support/tree.ts';

const source = sourceFiles('src');
const tests = sourceFiles('test');
const scripts = [...sourceFiles('scripts'), ...sourceFiles('bench')];

describe('imports', () => {
  it('are seen at all: the files of the tree name each other and their packages', () => {
    const imported = new Set(source.flatMap((file) => file.imports));
    expect(source.length).toBeGreaterThan(50);
    expect(imported).toContain('src/lib/micros.ts');
    expect(imported).toContain('zod');
  });

  it('name files that exist', () => {
    const known = new Set(source.map((file) => file.path));
    const missing = source.flatMap((file) => file.imports.filter((name) => name.startsWith('src/') && !known.has(name)).map((name) => `${file.path} -> ${name}`));
    expect(missing).toEqual([]);
  });

  it('follow the table of layers', () => {
    expect(source.filter((file) => !isEntry(file.path)).flatMap(outsideItsLayer)).toEqual(DEBT);
  });

  it('owe nothing', () => {
    expect(DEBT).toEqual([]);
  });

  it('form no ring', () => {
    expect(cyclesOf(source)).toEqual([]);
  });

  it('never lead from one panel to another', () => {
    const crossing = source.flatMap((file) => {
      const own = panelOf(file.path);
      const others = file.imports.filter((name) => own !== undefined && panelOf(name) !== undefined && panelOf(name) !== own);
      return others.map((name) => `${file.path} -> ${name}`);
    });
    expect(crossing).toEqual([]);
  });

  it.each(Object.entries(PACKAGE_OWNERS))('of %s stay with those who wrap it', (name, owners) => {
    expect(source.filter((file) => file.imports.includes(name) && !isOneOf(file.path, owners)).map((file) => file.path)).toEqual([]);
  });
});

describe('the outside world', () => {
  it.each(OWNED_NAMES)('$what belongs to the files that own it', ({ pattern, owners }) => {
    expect(source.filter((file) => !isOneOf(file.path, owners)).flatMap((file) => places(file, pattern))).toEqual([]);
  });
});

describe('style', () => {
  it.each(BANNED)('$what is nowhere', ({ pattern }) => {
    expect([...source, ...tests, ...scripts].filter((file) => !mayBreakStyle(file.path)).flatMap((file) => places(file, pattern))).toEqual([]);
  });

  it('knows no unfinished business', () => {
    const files = [...source, ...tests, ...scripts].filter((file) => !mayBreakStyle(file.path));
    const marks = files.flatMap((file) => linesWith(UNFINISHED, file.text).map((line) => `${file.path}:${line}`));
    expect(marks).toEqual([]);
  });

  it(`keeps every file within ${MOST_LINES} lines, and half of them within ${MEDIAN_LINES}`, ({ annotate }) => {
    const lengths = source.map((file) => ({ path: file.path, lines: lineCount(file) })).toSorted((a, b) => a.lines - b.lines);
    const median = lengths[Math.floor(lengths.length / 2)]?.lines ?? 0;
    void annotate(`${lengths.length} files, median ${median} lines, longest ${lengths.at(-1)?.lines} (${lengths.at(-1)?.path})`);
    expect([...source, ...tests, ...scripts].filter((file) => lineCount(file) > MOST_LINES).map((file) => file.path)).toEqual([]);
    expect(median).toBeLessThanOrEqual(MEDIAN_LINES);
  });

  it('begins every source file with what it is for', () => {
    const silent = source.filter((file) => !/^(?:import [^\n]*\n)*\s*(?:\/\/|\/\*)/.test(file.text) && lineCount(file) > 40);
    expect(silent.map((file) => file.path)).toEqual([]);
  });
});

describe('tests', () => {
  const FOLDERS = [...Object.keys(LAYERS), 'cli', 'conformance', 'properties', 'frames', 'e2e', 'faults', 'real', 'setup', 'support', 'fixtures', 'bench', 'scripts'];

  it('lie where the suites look for them, under a name that a suite runs', () => {
    const odd = tests.map((file) => file.path).filter((path) => !isSaneTestPath(path, FOLDERS));
    expect(odd).toEqual([]);
  });

  it('are all run: none is skipped, singled out or left to be written', () => {
    const never = /\b(?:it|test|describe)\.(?:only|todo|fails)\b/;
    // Some machines lack the servers or the rights that two suites need, which they say loudly; some adapters lack an ability.
    const sometimes = /\b(?:it|test|describe)\.(?:skip|skipIf|runIf)\b/;
    const common = tests.filter((file) => !/^test\/(?:real|faults|conformance)\/|^test\/support\/real\.ts$/.test(file.path));
    expect([...tests.flatMap((file) => places(file, never)), ...common.flatMap((file) => places(file, sometimes))]).toEqual([]);
  });

  it('each hold an expectation', () => {
    // A conformance suite brings its expectations along.
    const shared = (file: SourceFile): boolean => file.imports.some((name) => name.startsWith('test/conformance/'));
    const empty = tests.filter((file) => /\.test\.tsx?$/.test(file.path) && !shared(file) && !/\bexpect|\bassert/.test(file.code));
    expect(empty.map((file) => file.path)).toEqual([]);
  });

  it('keep fixtures out of the way: no file but source, text and data lies in test/', () => {
    expect(filesBelow('test').filter((path) => !path.startsWith('test/fixtures/') && !/\.(?:tsx?|txt|json|md|snap)$/.test(path))).toEqual([]);
  });
});

function outsideItsLayer(file: SourceFile): readonly string[] {
  const name = file.path.split('/')[1] ?? '';
  const layer = LAYERS[name];
  if (layer === undefined) return [`${file.path} lies in no layer`];
  const allowed = (imported: string): boolean =>
    imported.startsWith('src/') ? isOneOf(imported, [name, ...layer.layers].map(asPrefix)) : layer.packages.includes(imported) || (imported.startsWith('node:') && layer.packages.includes('node:*'));
  return file.imports.filter((imported) => !allowed(imported)).map((imported) => `${file.path} -> ${imported}`);
}

/** `promql` is a folder; `promql/syntax` a folder or the file of that name. */
function asPrefix(layer: string): string {
  return layer.includes('/') ? `src/${layer}` : `src/${layer}/`;
}

function isEntry(path: string): boolean {
  return isOneOf(path, ENTRIES);
}

/** An owner that ends with a slash owns a folder. */
function isOneOf(path: string, owners: readonly string[]): boolean {
  return owners.some((owner) => path === owner || ((owner.endsWith('/') || !/\.tsx?$/.test(owner)) && path.startsWith(owner)));
}

function panelOf(path: string): string | undefined {
  const folder = /^src\/screens\/([^/]+)\//.exec(path)?.[1];
  return folder === undefined || SHARED_SCREENS.includes(folder) ? undefined : folder;
}

/** Vitest asks for a default export in a global set-up; the others name the banned forms in order to ban them. */
function mayBreakStyle(path: string): boolean {
  return path === 'test/e2e/built.ts' || path === 'test/support/layers.ts' || path === 'test/support/source-text.test.ts';
}

function isSaneTestPath(path: string, folders: readonly string[]): boolean {
  const [, folder = '', ...rest] = path.split('/');
  if (rest.length === 0) return /^[a-z][a-z-]*\.test\.ts$/.test(folder);
  const name = rest.at(-1) ?? '';
  const isNamed = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)(?:\.(?:e2e|faults?|real|prop))?(?:\.test)?\.tsx?$/.test(name);
  return folders.includes(folder) && isNamed && (folder !== 'e2e' || !name.includes('.test.') || name.includes('.e2e.test.'));
}

function places(file: SourceFile, pattern: RegExp): readonly string[] {
  return linesWith(pattern, file.code).map((line) => `${file.path}:${line}`);
}

function lineCount(file: SourceFile): number {
  return file.text.trimEnd().split('\n').length;
}
