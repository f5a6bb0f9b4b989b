import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSession, listSessions, newSessionPath } from '../../../src/data/session/files.ts';
import { openSession } from '../../../src/data/session/reader.ts';
import { recover } from '../../../src/data/session/recover.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import { sessionChild } from '../../support/child.ts';
import { aLog, at, aWriter, from, tempFolder } from '../../support/session.ts';

describe('the folder of sessions', () => {
  it('holds none where it does not exist', () => {
    expect(listSessions(join(tempFolder(), 'nowhere'))).toEqual([]);
  });

  it('names a session by the moment it begins, and never gives one name twice', () => {
    const folder = join(tempFolder(), 'sessions');
    expect(basename(newSessionPath(folder, at(1.9)))).toBe('20261121T140001Z.db');
    const names = [1, 2, 3].map(() => {
      const writer = createSession(folder, at(1), 'x');
      onTestFinished(() => writer.close());
      writer.tick(at(1));
      return basename(writer.path);
    });
    expect(names).toEqual(['20261121T140001Z.db', '20261121T140001Z-2.db', '20261121T140001Z-3.db']);
  });

  it('tells growing, unfinished and closed sessions apart, newest first', async () => {
    const folder = tempFolder();
    const path = (seconds: number): string => newSessionPath(folder, at(seconds));
    const closed = openWriter(path(1), { title: 'closed' });
    closed.append(from(1, aLog(1)), at(1));
    closed.finalise();
    const child = sessionChild('hold', path(2));
    await child.said;
    await child.kill();
    aWriter(path(3)).tick(at(3));
    aWriter(join(folder, 'by-hand.db')).tick(at(4));
    writeFileSync(join(folder, 'empty.db'), '');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    expect(listSessions(folder).map(({ id, state, startedAt }) => [id, state, startedAt])).toEqual([
      ['20261121T140003Z', 'growing', at(3)],
      ['20261121T140002Z', 'unfinished', at(2)],
      ['20261121T140001Z', 'closed', at(1)],
      ['by-hand', 'growing', undefined],
    ]);
    expect(listSessions(folder)[2]?.bytes).toBe(statSync(closed.path).size);
  });
});

describe('recovering', () => {
  it('refuses while the session is written', () => {
    const writer = aWriter();
    writer.tick(at(0));
    expect(() => recover(writer.path)).toThrow(expect.objectContaining({ code: 'SESSION_BUSY' }));
  });

  it('says that a missing session is missing, and makes no file of that name', () => {
    const path = join(tempFolder(), 'none.db');
    expect(() => recover(path)).toThrow(expect.objectContaining({ code: 'SESSION_MISSING' }));
    expect(listSessions(join(path, '..'))).toEqual([]);
  });

  it('finds damage inside a page that opening does not see, and leaves the file as it is', () => {
    const path = join(tempFolder(), 'session.db');
    const writer = openWriter(path, { title: 'x' });
    writer.append(from(1, ...Array.from({ length: 500 }, (_, index) => aLog(index))), at(500));
    writer.finalise();
    const bytes = readFileSync(path);
    const row = bytes.indexOf('message 250');
    bytes.fill(0xff, row - 600, row);
    writeFileSync(path, bytes);
    openSession(path).close();
    expect(() => recover(path)).toThrow(expect.objectContaining({ code: 'SESSION_DAMAGED' }));
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});
