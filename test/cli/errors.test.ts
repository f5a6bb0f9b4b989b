import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeCrashFile } from '../../src/cli/crash-file.ts';
import { describeError, exitCodeOf } from '../../src/cli/errors.ts';
import { ERRORS, isErrorCode, ObsError, SourceError } from '../../src/model/errors.ts';
import { at, tempFolder } from '../support/session.ts';

const HOSTILE = 'a\u001b]52;c;eA==\u0007b\u009b31mc\rd';

describe('the last word of a command', () => {
  it('says what happened, with its code and what helps', () => {
    expect(describeError(new ObsError('SESSION_BUSY', 'x.db is being written by process 7'))).toBe(
      'obs-tui: x.db is being written by process 7 [SESSION_BUSY]\n  Close the other one, or record into another file.',
    );
  });

  it('keeps the rows of a message and shows every other control', () => {
    const told = describeError(new ObsError('USAGE', `one\n    two ${HOSTILE}`));
    expect(told.split('\n')).toHaveLength(3);
    expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('names the crash file of a mistake of our own, and shows no stack', () => {
    const told = describeError(new TypeError(`x is undefined ${HOSTILE}\nsecond row`), '/state/crashes/1.txt');
    expect(told).toMatch(/^obs-tui: a mistake of obs-tui itself: TypeError: x is undefined a.*\[BUG\]\n {2}Crash file: \/state\/crashes\/1\.txt\n {2}Please report it/);
    expect(told).not.toMatch(/\n\s+at /);
    expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it.each([['a text', 'text'], [undefined, 'undefined'], [null, 'null'], [{ code: 7 }, 'object']])('is found even where %s was thrown', (thrown, word) => {
    expect(describeError(thrown)).toContain(word);
    expect(describeError(thrown)).toContain('No crash file could be written.');
    expect(exitCodeOf(thrown)).toBe(70);
  });
});

describe('the exit code', () => {
  it.each([
    ['USAGE', 2], ['NO_TERMINAL', 2], ['CONFIG', 3], ['SOURCE_REFUSED', 4], ['SOURCE_AUTH', 4], ['SESSION_DAMAGED', 5], ['SESSION_MISSING', 5],
    ['SESSION_UNWRITABLE', 1], ['RECORDER', 1], ['BUG', 70],
  ] as const)('of %s is %i', (code, exit) => {
    expect(exitCodeOf(new ObsError(code, 'x'))).toBe(exit);
  });

  it('of every source error is 4', () => {
    const codes = Object.keys(ERRORS).filter((code) => code.startsWith('SOURCE_')).filter(isErrorCode);
    expect(codes.map((code) => exitCodeOf(new SourceError(code, 'x', { retry: true })))).toEqual(codes.map(() => 4));
  });
});

describe('a crash file', () => {
  it('holds the versions, the stack and every cause, for its owner alone', () => {
    const error = new TypeError('outer', { cause: new RangeError('inner', { cause: 'a text' }) });
    const path = writeCrashFile(join(tempFolder(), 'crashes'), error, at(1.5), 'obs-tui 1.2.3') ?? '';
    expect(path).toMatch(/crashes\/20261121T140001\.500000Z\.txt$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^2026-11-21T14:00:01\.500000Z\nobs-tui 1\.2\.3\n\nTypeError: outer\n\s+at /);
    expect(text).toMatch(/caused by\nRangeError: inner\n\s+at /);
    expect(text).toMatch(/caused by\nstring: a text\n$/);
  });

  it('ends where causes go round in a ring', () => {
    const error = new Error('a');
    error.cause = error;
    const path = writeCrashFile(tempFolder(), error, at(0), 'v') ?? '';
    expect(readFileSync(path, 'utf8').split('caused by')).toHaveLength(5);
  });

  it('never overwrites another, and is given up quietly where it cannot be written', () => {
    const folder = tempFolder();
    expect(writeCrashFile(folder, new Error('first'), at(0), 'v')).toBeDefined();
    expect(writeCrashFile(folder, new Error('second'), at(0), 'v')).toBeUndefined();
    writeFileSync(join(folder, 'file'), '');
    expect(writeCrashFile(join(folder, 'file', 'crashes'), new Error('x'), at(0), 'v')).toBeUndefined();
  });
});
