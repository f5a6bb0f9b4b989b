import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/data/session/reader.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import { ObsError } from '../../../src/model/errors.ts';
import { sessionChild } from '../../support/child.ts';
import { aLog, aReader, at, aWriter, frameAt, from, tempFolder } from '../../support/session.ts';
import { PROMPT_MILLIS } from '../../support/timing.ts';

function refusal(act: () => unknown): ObsError {
  try {
    act();
  } catch (error) {
    if (error instanceof ObsError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

function place(): string {
  return join(tempFolder(), 'session.db');
}

describe('opening what is no session', () => {
  it('says that a missing file is missing', () => {
    expect(refusal(() => openSession(place())).code).toBe('SESSION_MISSING');
  });

  it('calls garbage damaged, for the reader and for the writer, and leaves it alone', () => {
    const path = place();
    writeFileSync(path, 'this is no database, whatever its name says. '.repeat(400));
    expect(refusal(() => openSession(path)).code).toBe('SESSION_DAMAGED');
    expect(refusal(() => openWriter(path, { title: 'x' })).code).toBe('SESSION_DAMAGED');
    expect(statSync(path).size).toBe(18_000);
  });

  it('calls an empty file and the database of another program damaged', () => {
    const empty = place();
    writeFileSync(empty, '');
    expect(refusal(() => openSession(empty)).code).toBe('SESSION_DAMAGED');
    const foreign = place();
    new Database(foreign).exec('CREATE TABLE person(name)').close();
    expect(refusal(() => openSession(foreign)).code).toBe('SESSION_DAMAGED');
    expect(refusal(() => openWriter(foreign, { title: 'x' })).code).toBe('SESSION_DAMAGED');
  });

  it('calls a truncated session damaged instead of answering from half of it', () => {
    const path = place();
    const writer = openWriter(path, { title: 'x' });
    for (let batch = 0; batch < 20; batch += 1) writer.append(from(1, ...Array.from({ length: 100 }, (_, row) => aLog(batch + row / 100))), at(batch));
    writer.finalise();
    truncateSync(path, statSync(path).size / 2);
    expect(refusal(() => readAll(path)).code).toBe('SESSION_DAMAGED');
  });

  it('refuses a session of a later format by name, to read and to write', () => {
    const path = place();
    const writer = openWriter(path, { title: 'x' });
    writer.tick(at(0));
    writer.finalise();
    const db = new Database(path);
    db.pragma('user_version = 3');
    db.close();
    expect(refusal(() => openSession(path)).code).toBe('SESSION_NEWER');
    expect(refusal(() => openWriter(path, { title: 'x' })).code).toBe('SESSION_NEWER');
  });

  it('says that a session without its first commit is not there yet, and a writer begins in it', () => {
    const path = place();
    openWriter(path, { title: 'x' }).close();
    expect(refusal(() => openSession(path)).code).toBe('SESSION_MISSING');
    aWriter(path).tick(at(0));
    expect(aReader(path).head().seq).toBe(1);
  });
});

function readAll(path: string): void {
  const session = openSession(path);
  try {
    const frame = frameAt(session.head());
    session.logs(frame, { direction: 'older', limit: 500 });
    session.logs(frame, { direction: 'newer', limit: 500 });
    session.density(frame, frame.span, 100);
  } finally {
    session.close();
  }
}

describe('rights', () => {
  it('gives files 0600 and new folders 0700 even where the umask would allow everything', async () => {
    const folder = join(tempFolder(), 'state', 'sessions');
    expect(await sessionChild('hold', join(folder, 'session.db')).said).toBe('held');
    for (const name of readdirSync(folder)) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(readdirSync(folder).toSorted()).toEqual(['session.db', 'session.db-shm', 'session.db-wal', 'session.db.lock']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, '..')).mode & 0o777).toBe(0o700);
  });

  it('does not follow a symbolic link to a place that the link names', () => {
    const folder = tempFolder();
    symlinkSync(join(folder, 'elsewhere.db'), join(folder, 'session.db'));
    expect(refusal(() => openWriter(join(folder, 'session.db'), { title: 'x' })).code).toBe('SESSION_UNWRITABLE');
    expect(existsSync(join(folder, 'elsewhere.db'))).toBe(false);
  });

  it('says that a folder cannot be written', async () => {
    const folder = tempFolder();
    chmodSync(folder, 0o555);
    const child = sessionChild('open', join(folder, 'session.db'), true);
    expect(await child.said).toMatch(/^SESSION_UNWRITABLE .*session\.db cannot be written/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that a path through a file, and a folder in its place, cannot be written', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'session.db'));
    expect(refusal(() => openWriter(join(folder, 'file', 'session.db'), { title: 'x' })).code).toBe('SESSION_UNWRITABLE');
    expect(refusal(() => openWriter(join(folder, 'session.db'), { title: 'x' })).code).toBe('SESSION_UNWRITABLE');
  });

  it('reads from a private copy where no file can be put beside the session', () => {
    const path = place();
    const writer = openWriter(path, { title: 'x' });
    writer.append(from(1, aLog(1), aLog(2)), at(2));
    writer.close();
    mkdirSync(`${path}-shm`);
    const session = aReader(path);
    expect(session.logs(frameAt(session.head()), { direction: 'newer', limit: 5 }).rows.map((row) => row.message)).toEqual(['message 1', 'message 2']);
  });
});

/** Of three, so that a busy machine does not count. */
function quickestRefusal(path: string): number {
  const millis = [1, 2, 3].map(() => {
    const started = performance.now();
    refusal(() => openWriter(path, { title: 'x' }));
    return performance.now() - started;
  });
  return Math.min(...millis);
}

describe('one writer', () => {
  it('refuses a second writer of the same program at once and names the process', () => {
    const writer = aWriter();
    const error = refusal(() => openWriter(writer.path, { title: 'x' }));
    expect(quickestRefusal(writer.path)).toBeLessThan(PROMPT_MILLIS);
    expect([error.code, error.message]).toEqual(['SESSION_BUSY', `${writer.path} is being written by process ${process.pid}`]);
    writer.append(from(1, aLog(0)), at(0));
  });

  it('refuses a second writer of another program, and lets it in once the first was killed', async () => {
    const path = place();
    const child = sessionChild('hold', path);
    expect(await child.said).toBe('held');
    const error = refusal(() => openWriter(path, { title: 'x' }));
    expect(quickestRefusal(path)).toBeLessThan(PROMPT_MILLIS);
    expect(error.message).toContain(`process ${child.process.pid}`);
    await child.kill();
    expect(aWriter(path).tick(at(0)).seq).toBe(1);
  });

  it('keeps the lock when nothing but the lock itself remembers the writer', async () => {
    const path = place();
    openWriter(path, { title: 'forgotten' });
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    for (let round = 0; round < 4; round += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await sessionChild('open', path).said).toMatch(/^SESSION_BUSY/);
  });

  it('never lets two programs in that come and go at the same moment', async () => {
    const path = place();
    const children = [1, 2, 3].map(() => sessionChild('contend', path));
    const counts = await Promise.all(children.map((child) => child.said));
    for (const count of counts) expect(count).toMatch(/^alone [1-9]/);
  });

  it('continues a session only where that is meant', () => {
    const path = place();
    openWriter(path, { title: 'x' }).close();
    expect(refusal(() => openWriter(path, { title: 'x', fresh: true })).code).toBe('SESSION_BUSY');
    aWriter(path);
  });

  it('is not kept out by a damaged lock file', () => {
    const path = place();
    writeFileSync(`${path}.lock`, 'no lock at all '.repeat(100));
    expect(aWriter(path).tick(at(0)).seq).toBe(1);
  });
});
