// Files on their way into the library: only whole ones, only files, never over another.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyInto } from '../../src/cli/incident/transfer.ts';
import { tempFolder } from '../support/session.ts';

describe('a copy', () => {
  it('is the same bytes', () => {
    const folder = tempFolder();
    const bytes = Buffer.alloc(3_000_000, 'abc');
    writeFileSync(join(folder, 'a'), bytes);
    copyInto(join(folder, 'a'), join(folder, 'b'));
    expect(readFileSync(join(folder, 'b')).equals(bytes)).toBe(true);
  });

  it('is made of files alone: not of devices without an end, folders or pipes that nobody writes', () => {
    const folder = tempFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const from of ['/dev/zero', folder, pipe]) expect(() => copyInto(from, join(folder, 'b'))).toThrow(/is no file|EISDIR/);
    expect(existsSync(join(folder, 'b'))).toBe(false);
  });

  it('never takes the place of another file, and leaves nothing where it cannot be made', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'a'), 'new');
    writeFileSync(join(folder, 'b'), 'old');
    expect(() => copyInto(join(folder, 'a'), join(folder, 'b'))).toThrow('is there already and is not written over');
    expect(() => copyInto(join(folder, 'none'), join(folder, 'c'))).toThrow(/none cannot be read/);
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('old');
  });
});
