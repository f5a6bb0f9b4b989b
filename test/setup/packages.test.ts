import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const { packagesMatch } = createRequire(import.meta.url)('../../scripts/setup/packages.cjs') as { packagesMatch: (root: string) => boolean };

interface Entry {
  readonly version: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly peer?: boolean;
}

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'obs-tui-packages-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const A: Entry = { version: '1.0.0', integrity: 'sha512-a' };

function locked(packages: Readonly<Record<string, Entry>>): void {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
}

function installed(packages: Readonly<Record<string, Entry>>): void {
  for (const place of ['node_modules', ...Object.keys(packages)]) mkdirSync(join(root, place), { recursive: true });
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

describe('packagesMatch', () => {
  it('says no where nothing is installed', () => {
    locked({ 'node_modules/a': A });
    expect(packagesMatch(root)).toBe(false);
  });

  it('says yes where everything is as locked', () => {
    locked({ 'node_modules/a': A });
    installed({ 'node_modules/a': A });
    expect(packagesMatch(root)).toBe(true);
  });

  it.each([
    ['another version', { ...A, version: '1.0.1' }],
    ['another content', { ...A, integrity: 'sha512-b' }],
  ])('says no where a package has %s', (_, other) => {
    locked({ 'node_modules/a': A });
    installed({ 'node_modules/a': other });
    expect(packagesMatch(root)).toBe(false);
  });

  it('says no where the folder of a package was deleted', () => {
    locked({ 'node_modules/a': A });
    installed({ 'node_modules/a': A });
    rmSync(join(root, 'node_modules/a'), { recursive: true });
    expect(packagesMatch(root)).toBe(false);
  });

  it('says no where the note of what is installed is damaged', () => {
    locked({ 'node_modules/a': A });
    installed({ 'node_modules/a': A });
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages":');
    expect(packagesMatch(root)).toBe(false);
  });

  it.each(['optional', 'peer'])('does not ask for a package that is %s and absent', (kind) => {
    locked({ 'node_modules/a': A, 'node_modules/b': { ...A, [kind]: true } });
    installed({ 'node_modules/a': A });
    expect(packagesMatch(root)).toBe(true);
  });
});
