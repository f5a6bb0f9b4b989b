// A crash file is meant to be sent to whoever can mend the mistake.
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeCrashFile } from '../../src/cli/crash-file.ts';
import { at, tempFolder } from '../support/session.ts';
import { PLANTED } from '../support/secrets.ts';

describe('a crash file', () => {
  it('tells the error and its causes, to its owner alone', () => {
    const path = writeCrashFile(tempFolder(), new TypeError('no such row', { cause: new RangeError('seq 7') }), at(0), 'obs-tui 1');
    expect(readFileSync(path ?? '', 'utf8')).toMatch(/obs-tui 1[^]*TypeError: no such row[^]*caused by\nRangeError: seq 7/);
    expect(statSync(path ?? '').mode & 0o777).toBe(0o600);
  });

  it.each(PLANTED.map(({ rule, secret, text }, index) => [`${rule} (${index + 1})`, secret, text] as const))('holds no %s that a message quoted', (_, secret, text) => {
    const path = writeCrashFile(tempFolder(), new Error('could not connect', { cause: new Error(text) }), at(0), 'obs-tui 1');
    expect(readFileSync(path ?? '', 'utf8')).not.toContain(secret);
  });
});
