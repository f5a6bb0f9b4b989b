// The source files of the project, read once.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf, readSource } from './source-text.ts';

export interface SourceFile {
  /** From the root of the project: `src/lib/clock.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments and contents of strings. */
  readonly code: string;
  /** Resolved: `src/…` for files of the project, else the name of a package. */
  readonly imports: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(entry.parentPath.slice(ROOT.length), entry.name))
    .toSorted();
}

export function sourceFiles(folder: string): readonly SourceFile[] {
  return filesBelow(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(`${ROOT}${path}`, 'utf8');
      return { path, text, code: readSource(text).code, imports: importsOf(text).map((name) => resolved(path, name)) };
    });
}

/** `better-sqlite3`, `@lezer/common`, `node:crypto`, or the path of a file of the project. */
function resolved(from: string, name: string): string {
  if (name.startsWith('.')) return posix.join(posix.dirname(from), name);
  if (name.startsWith('node:')) return name;
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

/** Each ring of imports once, as the paths along it. */
export function cyclesOf(files: readonly SourceFile[]): readonly string[] {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'open') cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (state.has(path) || !imports.has(path)) return;
    state.set(path, 'open');
    for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of imports.keys()) visit(path, []);
  return cycles;
}
