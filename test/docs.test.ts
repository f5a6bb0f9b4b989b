// What is written about the program is true: generated pages are fresh, links lead somewhere, commands and configurations are
// understood, and the code of the worked examples compiles against the tree.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommanderError } from 'commander';
import { describe, expect, it, onTestFinished } from 'vitest';
import about from '../package.json' with { type: 'json' };
import { firstDifference } from '../scripts/docs/difference.ts';
import { generatedPages } from '../scripts/docs/pages.ts';
import { keyIssues } from '../src/cli/key-issues.ts';
import { loadConfig } from '../src/data/config/load.ts';
import { parseOnly, wordsOf } from './support/command-line.ts';
import { LAYERS } from './support/layers.ts';
import { blocksOf, codeLines, deadLinks, pageText, ROOT, writtenPages } from './support/markdown.ts';

const pages = writtenPages();

describe('a generated page', () => {
  it.each(generatedPages().map((page) => [page.file, page.text] as const))('%s is fresh (npm run docs)', (file, text) => {
    const now = existsSync(ROOT + file) ? pageText(file) : '';
    expect(now === text ? '' : firstDifference(now, text)).toBe('');
  });

  it('is told with its first difference where it is stale', () => {
    expect(firstDifference('a\nb\nc\n', 'a\nB\nc\n')).toBe('  line 2:\n  - b\n  + B\n  4 lines before, 4 now\n');
    expect(firstDifference('', 'a\n')).toContain('line 1:');
    expect(firstDifference('a\nb\n', 'a\n')).toContain('3 lines before, 2 now');
  });
});

describe('a written page', () => {
  it.each(pages)('%s has no link that leads nowhere', (page) => {
    expect(deadLinks(page)).toEqual([]);
  });

  it.each(pages)('%s names commands of the program that it understands', async (page) => {
    const lines = codeLines(pageText(page)).filter((line) => /(?:^|\| |\$ )(?:bin\/)?obs-tui(?: |$)/.test(line));
    const refused: string[] = [];
    for (const line of lines) {
      const words = wordsOf(line).filter((word) => word !== 'COMMAND');
      await parseOnly(words).catch((error: unknown) => isMention(error) || refused.push(`${line}: ${String(error)}`));
    }
    expect(refused).toEqual([]);
  });

  it.each(pages)('%s names scripts of npm that exist', (page) => {
    const named = codeLines(pageText(page)).flatMap((line) => /^npm (?:run )?([\w:]+)/.exec(line)?.[1] ?? []);
    expect(named.filter((name) => !Object.hasOwn(about.scripts, name))).toEqual([]);
  });

  it.each(pages)('%s shows configurations that can be used', (page) => {
    const configurations = blocksOf(pageText(page)).filter(({ language, text }) => language === 'yaml' && /^sources:/m.test(text));
    const problems = configurations.map(({ text }) => loadConfig(text, keyIssues)).filter(({ ok }) => !ok);
    expect(problems).toEqual([]);
  });

  it('has seen the pages that matter', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/adding/a-source.md', 'docs/config.md']));
  });
});

/** Help is no mistake, and running text names a command without what it needs. */
function isMention(error: unknown): boolean {
  return error instanceof CommanderError && ['commander.helpDisplayed', 'commander.missingArgument'].includes(error.code);
}

describe('the architecture', () => {
  const text = pageText('docs/architecture.md');

  it('shows the table of imports that is in force', () => {
    const rows = [...text.matchAll(/^\| (\w+) \| ([\w, /]+) \|$/gm)].map(([, from = '', may = '']) => [from, may === 'nothing' ? [] : may.split(', ')] as const);
    const shown = Object.fromEntries(rows.filter(([from]) => Object.hasOwn(LAYERS, from)));
    expect(shown).toEqual(Object.fromEntries(Object.entries(LAYERS).map(([from, { layers }]) => [from, layers])));
  });

  it('shows a tree of places that exist', () => {
    const places = [...text.matchAll(/^ {4}((?:bin|scripts|docs|src|test|bench)\/\S*)/gm)].map(([, place = '']) => place);
    expect(places.length).toBeGreaterThan(15);
    expect(places.filter((place) => !existsSync(ROOT + place))).toEqual([]);
  });
});

describe('the decisions', () => {
  it('are all in their list', () => {
    const files = readdirSync(`${ROOT}docs/decisions`).filter((name) => /^\d{4}-/.test(name));
    const listed = [...pageText('docs/decisions/README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(([, file]) => file);
    expect(listed).toEqual(files.toSorted());
  });

  it('give a reason for every package that the program runs with', () => {
    const text = pageText('docs/decisions/0004-dependencies.md');
    const named = Object.keys(about.dependencies).filter((name) => text.includes(name.startsWith('@lezer/') ? '@lezer/' : name));
    expect(named).toEqual(Object.keys(about.dependencies));
  });
});

describe('the worked examples', () => {
  it('compile where they say that they belong', () => {
    const files = ['a-source', 'a-panel', 'a-command', 'an-export'].flatMap((name) => blocksOf(pageText(`docs/adding/${name}.md`)));
    const named = files.flatMap(({ text }) => (/^\/\/ (\S+\.ts)\n/.exec(text)?.[1] === undefined ? [] : [{ path: /^\/\/ (\S+)/.exec(text)?.[1] ?? '', text }]));
    expect(named).toHaveLength(files.filter(({ language }) => language === 'ts').length);
    expect(compiled(named)).toBe('');
  });
});

/** What the compiler says of these files, laid over the tree as if they were in it. */
function compiled(files: readonly { readonly path: string; readonly text: string }[]): string {
  mkdirSync(`${ROOT}.tmp`, { recursive: true });
  const folder = mkdtempSync(`${ROOT}.tmp/examples-`);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const include = [...files.map(({ path }) => path), '../../src/**/*.d.ts'];
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: { rootDirs: ['../..', '.'] }, include }));
  try {
    execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '-p', folder], { encoding: 'utf8', timeout: 60_000 });
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
