import { linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newSessionPath } from '../../../src/data/session/files.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import { removeSession } from '../../../src/data/retention/remove.ts';
import { aLog, at, from, tempFolder } from '../../support/session.ts';

function closedSession(folder: string, seconds: number): { readonly path: string; readonly changedAt: number } {
  const writer = openWriter(newSessionPath(folder, at(seconds)), { title: 'x' });
  writer.append(from(1, aLog(seconds)), at(seconds));
  writer.finalise();
  return { path: writer.path, changedAt: statSync(writer.path).mtimeMs };
}

describe('removing a session', () => {
  it('takes everything that stands beside it, and nothing of its neighbours', () => {
    const folder = tempFolder();
    const [old, other] = [closedSession(folder, 0), closedSession(folder, 60)];
    for (const suffix of ['-wal', '-shm']) writeFileSync(old.path + suffix, '');
    writeFileSync(`${old.path}.txt`, 'mine');
    removeSession(folder, old);
    expect(readdirSync(folder).toSorted()).toEqual(['20261121T140000Z.db.txt', '20261121T140100Z.db']);
    expect(statSync(other.path).size).toBeGreaterThan(0);
  });

  it('refuses what lies elsewhere, whatever the way there is called', () => {
    const folder = tempFolder();
    const inside = join(folder, 'sessions');
    mkdirSync(inside);
    const outside = closedSession(folder, 0);
    for (const path of [outside.path, join(inside, '..', '20261121T140000Z.db'), `${inside}/../20261121T140000Z.db`]) {
      expect(() => removeSession(inside, { ...outside, path })).toThrow(expect.objectContaining({ code: 'SESSION_MISSING' }));
    }
    expect(statSync(outside.path).size).toBeGreaterThan(0);
  });

  it('touches neither links nor what they name', () => {
    const [folder, elsewhere] = [tempFolder(), tempFolder()];
    const target = closedSession(elsewhere, 0);
    symlinkSync(target.path, join(folder, '20261121T140000Z.db'));
    expect(() => removeSession(folder, { ...target, path: join(folder, '20261121T140000Z.db') })).toThrow(expect.objectContaining({ code: 'SESSION_MISSING' }));
    const own = closedSession(folder, 60);
    writeFileSync(join(elsewhere, 'precious'), 'x');
    symlinkSync(join(elsewhere, 'precious'), `${own.path}-shm`);
    removeSession(folder, own);
    expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('x');
    expect(lstatSync(`${own.path}-shm`).isSymbolicLink()).toBe(true);
    expect(statSync(target.path).size).toBeGreaterThan(0);
  });

  it('leaves another name of the same file alone', () => {
    const folder = tempFolder();
    const own = closedSession(folder, 0);
    linkSync(own.path, join(folder, 'kept.db'));
    removeSession(folder, own);
    expect(readdirSync(folder)).toEqual(['kept.db']);
  });

  it('refuses while it is recorded, after it was written again, and where rows wait in its log', () => {
    const folder = tempFolder();
    const own = closedSession(folder, 0);
    const writer = openWriter(own.path, { title: 'x' });
    onTestFinished(() => writer.close());
    expect(() => removeSession(folder, own)).toThrow(expect.objectContaining({ code: 'SESSION_BUSY' }));
    writer.append(from(1, aLog(1)), at(1));
    writer.finalise();
    utimesSync(own.path, 1, 1);
    expect(() => removeSession(folder, own)).toThrow(expect.objectContaining({ code: 'SESSION_BUSY' }));
    writeFileSync(`${own.path}-wal`, 'rows');
    expect(() => removeSession(folder, { path: own.path, changedAt: 1_000 })).toThrow(expect.objectContaining({ code: 'SESSION_BUSY' }));
    expect(readdirSync(folder).toSorted()).toEqual(['20261121T140000Z.db', '20261121T140000Z.db-wal']);
  });
});
