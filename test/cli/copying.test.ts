import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copiedWords, copyRows, rowRedactor } from '../../src/cli/copying.ts';
import { FORBIDDEN, HOSTILE } from '../support/builders.ts';
import { tempFolder } from '../support/session.ts';

function terminal(): { write(chunk: string): void; pasted(): string } {
  let sent = '';
  return {
    write: (chunk) => void (sent += chunk),
    pasted: () => Buffer.from(/^\u001b\]52;c;([A-Za-z0-9+/]*={0,2})\u0007$/.exec(sent)?.[1] ?? '', 'base64').toString('utf8'),
  };
}

describe('copying rows', () => {
  it('gives them to the terminal and adds them to a private file, a line each', () => {
    const file = join(tempFolder(), 'state', 'copied.txt');
    const out = terminal();
    expect(copyRows(['one', 'two'], out, file)).toEqual({ cut: false, unwritten: undefined });
    copyRows(['three'], terminal(), file);
    expect(out.pasted()).toBe('one\ntwo');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  });

  it('makes harmless what would act where it is pasted or printed, line ends inside of a row among it', () => {
    const file = join(tempFolder(), 'copied.txt');
    const out = terminal();
    copyRows(HOSTILE, out, file);
    for (const text of [out.pasted(), readFileSync(file, 'utf8').slice(0, -1)]) {
      expect(text.split('\n')).toHaveLength(HOSTILE.length);
      expect(text.replaceAll('\n', '')).not.toMatch(FORBIDDEN);
    }
  });

  it('keeps nothing where nothing is to be kept', () => {
    const out = terminal();
    expect(copyRows(['x'], out, undefined)).toEqual({ cut: false, unwritten: undefined });
    expect(out.pasted()).toBe('x');
  });

  it('copies all the same where the file cannot be written, and never writes through a link', () => {
    const folder = tempFolder();
    const target = join(folder, 'target');
    writeFileSync(target, 'untouched');
    symlinkSync(target, join(folder, 'link'));
    mkdirSync(join(folder, 'directory'));
    for (const [name, code] of [['link', 'ELOOP'], ['directory', 'EISDIR'], ['target/below', 'EEXIST']] as const) {
      const out = terminal();
      expect(copyRows(['x'], out, join(folder, name))).toMatchObject({ unwritten: code });
      expect(out.pasted()).toBe('x');
    }
    expect(readFileSync(target, 'utf8')).toBe('untouched');
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  });

  it('keeps all of it in the file where the terminal takes only the beginning', () => {
    const file = join(tempFolder(), 'copied.txt');
    const rows = Array.from({ length: 3 }, () => 'a'.repeat(40_000));
    expect(copyRows(rows, terminal(), file)).toEqual({ cut: true, unwritten: undefined });
    expect(readFileSync(file, 'utf8')).toHaveLength(120_003);
  });

  it('says where the file is until the operator knows, and what went wrong every time', () => {
    const fine = { cut: false, unwritten: undefined };
    expect(copiedWords(fine, '/s/copied.txt', false)).toBe('Also in /s/copied.txt.');
    expect(copiedWords(fine, '/s/copied.txt', true)).toBeUndefined();
    expect(copiedWords(fine, undefined, false)).toBeUndefined();
    expect(copiedWords({ cut: true, unwritten: 'ENOSPC' }, '/s/copied.txt', true)).toBe('The terminal was given the beginning alone. It is not in /s/copied.txt (ENOSPC).');
  });
});

describe('what is copied', () => {
  const rows = ['login with password=hunter2', 'nothing', 'again password=hunter2 of a.b@example.org'];

  it('holds no secret: its marks are the same in every row, and the toast says how many', () => {
    const { rows: clean, places } = rowRedactor({ copy: true, ips: false, rules: [] })(rows);
    const [mark = ''] = /\[RED[^\]]*\]/.exec(clean[0] ?? '') ?? [];
    expect(clean.join()).not.toMatch(/hunter2|example/);
    expect(clean[2]).toContain(`password=${mark}`);
    expect(places).toBe(3);
    expect(copiedWords({ cut: false, unwritten: undefined }, undefined, false, places)).toBe('3 redacted.');
  });

  it('is as it was where redaction of copies is off', () => {
    expect(rowRedactor({ copy: false, ips: true, rules: [] })(rows)).toEqual({ rows, places: 0 });
  });
});
