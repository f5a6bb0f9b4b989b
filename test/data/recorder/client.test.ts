// The recorder on its thread, as the program runs it.
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRecorder, type RecorderHandle } from '../../../src/data/recorder/client.ts';
import type { RecorderPlan } from '../../../src/data/recorder/protocol.ts';
import { micros } from '../../../src/lib/micros.ts';
import { ObsError } from '../../../src/model/errors.ts';
import type { Frame, Session } from '../../../src/model/session.ts';
import { httpLoopback } from '../../support/loopback.ts';
import { until } from '../../support/processes.ts';
import { aReader, at, tempFolder } from '../../support/session.ts';

const WORKER = new URL('../../../src/data/recorder/worker.ts', import.meta.url);

async function started(place: RecorderPlan['place'], ...sources: readonly unknown[]): Promise<RecorderHandle> {
  const recorder = await startRecorder(WORKER, { place, title: 'a test', sources });
  onTestFinished(async () => void (await recorder.close()));
  return recorder;
}

/** A worker that does what this program says. */
function worker(program: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; const tell = (message) => parentPort.postMessage(message); ${program}`)}`);
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'nothing failed';
  } catch (error) {
    return error instanceof ObsError ? `${error.code} ${error.message}` : String(error);
  }
}

function now(session: Session): Frame {
  const head = session.head();
  return { head, asked: head.seq, span: { from: micros(0), to: head.learned } };
}

const PLAN: RecorderPlan = { place: { file: 'unused' }, title: '', sources: [] };

describe('the recorder of a session', () => {
  it('is there once the session can be read, takes notes, and leaves one file', async () => {
    const folder = tempFolder();
    const log = join(tempFolder(), 'app.log');
    writeFileSync(log, '2026-11-21T14:00:00Z ERROR disk is full\n');
    const recorder = await started({ folder }, { name: 'files', kind: 'follow', paths: [log] });
    const session = aReader(recorder.path);
    expect(session.info().growing).toBe(true);
    recorder.ask({ kind: 'note', at: at(0), text: 'seen' });
    await until(() => session.notes(now(session), { from: micros(0), to: at(1) }).length === 1 && session.totals(now(session)).logs === 1, 'the note and the row');
    session.close();
    expect(await recorder.close()).toBeUndefined();
    expect(readdirSync(folder)).toEqual([basename(recorder.path)]);
    expect(recorder.trouble()).toBeUndefined();
  });

  it('has a file of its own even where several begin in the same second', async () => {
    const folder = tempFolder();
    const recorders = await Promise.all(Array.from({ length: 4 }, () => started({ folder })));
    expect(new Set(recorders.map(({ path }) => path)).size).toBe(4);
    await Promise.all(recorders.map((recorder) => recorder.close()));
    expect(readdirSync(folder).toSorted()).toEqual(recorders.map(({ path }) => basename(path)).toSorted());
  });

  it('says when no source is left', async () => {
    const server = await httpLoopback((_, response) => response.writeHead(403).end());
    onTestFinished(() => server.close());
    const recorder = await started({ folder: tempFolder() }, { name: 'x', kind: 'scrape', targets: [{ url: server.url().href }] });
    await recorder.ended;
    const session = aReader(recorder.path);
    expect(session.sources(now(session))[0]?.health).toMatchObject({ state: 'refused', code: 'SOURCE_FORBIDDEN' });
  });

  it('may be closed by several that do not know of each other', async () => {
    const recorder = await started({ folder: tempFolder() });
    expect(await Promise.all([recorder.close(), recorder.close()])).toEqual([undefined, undefined]);
    expect(await recorder.close()).toBeUndefined();
  });
});

describe('a recorder that cannot begin', () => {
  it('says that another one writes the session, which goes on', async () => {
    const begin = performance.now();
    const first = await started({ file: join(tempFolder(), 'session.db') });
    const alone = performance.now() - begin;
    expect(await failure(started({ file: first.path }))).toMatch(new RegExp(`^SESSION_BUSY .*${process.pid}`));
    // No wait for the other one: both started, after one another.
    expect(performance.now() - begin).toBeLessThan(2 * alone + 4_000);
    const session = aReader(first.path);
    const before = session.head().seq;
    await until(() => session.head().seq > before, 'another tick');
  });

  it('says what is wrong with a source', async () => {
    expect(await failure(started({ folder: tempFolder() }, { name: 'x', kind: 'pigeon' }))).toBe('CONFIG no kind of source is called "pigeon"');
  });

  it('says that a folder cannot be written', async () => {
    expect(await failure(started({ folder: '/dev/null/sessions' }))).toMatch(/^SESSION_UNWRITABLE /);
  });

  it('says so where its program is broken or missing', async () => {
    expect(await failure(startRecorder(new URL('./none.js', import.meta.url), PLAN))).toMatch(/^RECORDER the recorder broke: Cannot find module/);
    expect(await failure(startRecorder(worker('throw new TypeError("no");'), PLAN))).toBe('RECORDER the recorder broke: no');
    expect(await failure(startRecorder(worker('process.exit(3);'), PLAN))).toBe('RECORDER the recorder ended before its time');
    expect(await failure(startRecorder(worker(''), PLAN))).toBe('RECORDER the recorder ended before its time');
  });
});

describe('a recorder in trouble', () => {
  const READY = `tell({ type: 'ready', path: 'x.db' });`;

  it('says why rows wait and how many, once, and that they are written again', async () => {
    const heard: (string | undefined)[] = [];
    const program = worker(`${READY}
      const trouble = (code, held) => tell({ type: 'trouble', code, detail: code === undefined ? '' : 'the disk is full', held });
      parentPort.on('message', ({ type }) => { if (type === 'ask') trouble(undefined, 0); else process.exit(0); });
      trouble('SESSION_UNWRITABLE', 5); trouble('SESSION_UNWRITABLE', 900);`);
    const recorder = await startRecorder(program, PLAN, (trouble) => heard.push(trouble));
    await until(() => recorder.trouble() === 'the disk is full · 900 rows held', 'the trouble');
    recorder.ask({ kind: 'note', at: at(0), text: 'make room' });
    await until(() => recorder.trouble() === undefined, 'the end of the trouble');
    expect(heard).toEqual(['the disk is full · 5 rows held', undefined]);
    expect(await recorder.close()).toBeUndefined();
  });

  it('that failed in the middle says so for good, to the screen and when it is closed', async () => {
    const program = worker(`${READY} setTimeout(() => { tell({ type: 'failed', code: 'SESSION_UNWRITABLE', detail: '7 rows could not be written before the end' }); parentPort.close(); }, 20); parentPort.on('message', () => {});`);
    const recorder = await startRecorder(program, PLAN);
    await recorder.ended;
    expect(recorder.trouble()).toBe('RECORDER STOPPED · 7 rows could not be written before the end');
    expect(await recorder.close()).toMatchObject({ code: 'SESSION_UNWRITABLE', message: '7 rows could not be written before the end' });
    recorder.ask({ kind: 'note', at: at(0), text: 'nobody hears this' });
  });

  it('that broke in the middle does not take the program with it', async () => {
    const recorder = await startRecorder(worker(`${READY} setTimeout(() => { throw new RangeError('out of paper'); }, 20);`), PLAN);
    await recorder.ended;
    expect(recorder.trouble()).toBe('RECORDER STOPPED · the recorder broke: out of paper');
    expect(await recorder.close()).toMatchObject({ code: 'RECORDER' });
  });

  it('that does not end is ended, and that is said', async () => {
    const recorder = await startRecorder(worker(`${READY} for (;;);`), PLAN);
    expect(await recorder.close(100)).toMatchObject({ code: 'RECORDER', message: 'it did not end within 100 ms' });
  });
});
