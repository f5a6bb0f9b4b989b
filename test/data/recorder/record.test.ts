import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSession } from '../../../src/data/session/reader.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import { startLab } from '../../../src/lab/index.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { micros } from '../../../src/lib/micros.ts';
import { ObsError } from '../../../src/model/errors.ts';
import type { Cursor, Frame, Session, SourceState } from '../../../src/model/session.ts';
import { httpLoopback, tcpLoopback } from '../../support/loopback.ts';
import { until } from '../../support/processes.ts';
import { record } from '../../support/recording.ts';
import { aReader, at, tempFolder } from '../../support/session.ts';
import { PROMPT_MILLIS } from '../../support/timing.ts';

function newFile(): string {
  return join(tempFolder(), 'session.db');
}

function now(session: Session): Frame {
  const head = session.head();
  return { head, asked: head.seq, span: { from: micros(0), to: head.learned } };
}

function source(session: Session, name: string): SourceState | undefined {
  return session.sources(now(session)).find((one) => one.name === name);
}

/** All of them, oldest first: rows of a tail that were just written may stand before those of a file, or behind. */
function messages(session: Session): readonly string[] {
  const found: string[] = [];
  for (let from: Cursor | undefined; ; ) {
    const { rows, reached } = session.logs(now(session), { direction: 'newer', from, limit: 500 });
    if (rows.length === 0) return found;
    found.push(...rows.map((row) => row.message));
    from = reached;
  }
}

function filesBeside(file: string): readonly string[] {
  return readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file, '.db')));
}

/** A server that answers every request alike; closed when the test is over. */
async function answering(status: number, body = ''): Promise<string> {
  const server = await httpLoopback((_, response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(body));
  onTestFinished(() => server.close());
  return server.url().href;
}

describe('a recording', () => {
  it('takes files, a tail and metrics side by side, and goes on without the source that refuses', async () => {
    const lab = await startLab({ rate: 50 });
    onTestFinished(() => lab.close());
    const log = join(tempFolder(), 'app.log');
    writeFileSync(log, '2026-11-21T14:00:00Z ERROR disk is full\n');
    const file = newFile();
    const refused = { name: 'closed', kind: 'scrape', targets: [{ url: await answering(401) }] };
    const { finish } = record(
      file,
      refused,
      { name: 'files', kind: 'follow', paths: [log] },
      { name: 'tail', kind: 'logs-tail', url: lab.url },
      { name: 'metrics', kind: 'scrape', interval: '250ms', targets: [{ url: `${lab.url}/metrics` }] },
    );
    const session = aReader(file);
    await until(() => source(session, 'closed')?.health?.state === 'refused', 'the refusal');
    appendFileSync(log, '2026-11-21T14:00:01Z INFO disk was cleaned\n');
    await until(() => (source(session, 'files')?.logs ?? 0) >= 2 && (source(session, 'tail')?.logs ?? 0) > 0 && (source(session, 'metrics')?.samples ?? 0) > 0, 'rows of every source');
    expect(session.panels(now(session)).every((panel) => panel.source === 'metrics')).toBe(true);
    expect(session.panels(now(session)).length).toBeGreaterThan(0);
    await finish();
    const closed = aReader(file);
    expect(closed.info()).toMatchObject({ title: 'a test', growing: false });
    expect(messages(closed)).toEqual(expect.arrayContaining(['disk is full', 'disk was cleaned']));
    expect(source(closed, 'closed')?.health).toMatchObject({ state: 'refused', code: 'SOURCE_AUTH' });
  });

  it('ends as one file with every row that came', async () => {
    const log = join(tempFolder(), 'app.log');
    writeFileSync(log, Array.from({ length: 5_000 }, (_, index) => `2026-11-21T14:00:00Z INFO row ${index}\n`).join(''));
    const file = newFile();
    const { finish } = record(file, { name: 'files', kind: 'follow', paths: [log] });
    const reader = openSession(file);
    await until(() => reader.totals(now(reader)).logs === 5_000, '5000 rows');
    reader.close();
    await finish();
    expect(filesBeside(file)).toEqual(['session.db']);
    const closed = aReader(file);
    expect(closed.totals(now(closed)).logs).toBe(5_000);
  });

  it('is readable from its first message on, before any source is up', async () => {
    const { messages: told } = record(newFile(), { name: 'metrics', kind: 'scrape', targets: [{ url: await answering(200, 'x 1\n') }] });
    expect(told[0]).toMatchObject({ type: 'ready' });
    const path = told[0]?.type === 'ready' ? told[0].path : '';
    expect(aReader(path).info().growing).toBe(true);
  });

  it('says that it has ended once no source is left, and stays open for notes', async () => {
    const file = newFile();
    const { recording, heard, finish } = record(file, ...(await Promise.all([401, 403].map(async (status) => ({ name: `s${status}`, kind: 'scrape', targets: [{ url: await answering(status) }] })))));
    await heard('ended');
    const session = aReader(file);
    expect(session.sources(now(session)).map(({ health }) => health?.state)).toEqual(['refused', 'refused']);
    recording.ask({ kind: 'note', at: at(1), text: 'both refuse' });
    expect(session.notes(now(session), { from: micros(0), to: at(2) }).map(({ text }) => text)).toEqual(['both refuse']);
    await finish();
  });

  it('closes at once while it is still connecting', async () => {
    const silent = await tcpLoopback((socket) => socket.resume());
    onTestFinished(() => silent.close());
    const file = newFile();
    const url = `http://127.0.0.1:${silent.port}`;
    const { finish } = record(file, { name: 'tail', kind: 'logs-tail', url }, { name: 'metrics', kind: 'scrape', targets: [{ url }] }, { name: 'prom', kind: 'prometheus', url });
    await until(() => silent.sockets() > 0, 'a connection');
    const begin = performance.now();
    await finish();
    expect(performance.now() - begin).toBeLessThan(PROMPT_MILLIS);
    expect(filesBeside(file)).toEqual(['session.db']);
    expect(aReader(file).info().growing).toBe(false);
    await until(() => silent.sockets() === 0, 'the sockets to close');
  });

  it('closes once, however often it is told to', async () => {
    const file = newFile();
    const { recording, finish } = record(file, { name: 'files', kind: 'follow', paths: [join(tempFolder(), 'none.log')] });
    recording.close();
    recording.close();
    await finish();
    expect(aReader(file).info().growing).toBe(false);
  });

  it('into a session that is there continues it, and says how long nobody recorded', async () => {
    const file = newFile();
    const before = openWriter(file, { title: 'first' });
    const lastLearned = micros(systemClock.now() - 60_000_000);
    before.append([{ source: before.addSource({ name: 'app', kind: 'follow', target: 'x' }), draft: { kind: 'log', at: lastLearned, level: 'info', message: 'before' } }], lastLearned);
    before.finalise();
    const { finish } = record(file);
    const session = aReader(file);
    await until(() => session.gaps(now(session), { from: micros(0), to: session.head().learned }).length > 0, 'the gap');
    expect(session.gaps(now(session), { from: micros(0), to: session.head().learned })).toMatchObject([{ at: lastLearned, reason: 'recorder-stopped', source: 0 }]);
    expect([session.info().title, messages(session)]).toEqual(['first', ['before']]);
    await finish();
  });
});

describe('a recording that cannot begin', () => {
  function refusal(start: () => unknown): string | undefined {
    try {
      start();
      return undefined;
    } catch (error) {
      return error instanceof ObsError ? `${error.code} ${error.message}` : String(error);
    }
  }

  it.each([
    [{ name: 'x', kind: 'carrier-pigeon' }, 'CONFIG no kind of source is called "carrier-pigeon"'],
    [{ name: 'x' }, 'CONFIG no kind of source is called ""'],
    ['follow', 'CONFIG no kind of source is called ""'],
    [null, 'CONFIG no kind of source is called ""'],
  ])('names the kind of source it does not know: %j', (entry, expected) => {
    const file = newFile();
    expect(refusal(() => record(file, entry))).toBe(expected);
    expect(filesBeside(file)).toEqual([]);
  });

  it('names the other writer of the session, and leaves that in peace', async () => {
    const file = newFile();
    const { finish } = record(file);
    expect(refusal(() => record(file))).toMatch(/^SESSION_BUSY /);
    await finish();
    expect(aReader(file).info().growing).toBe(false);
  });

  it('says that a place cannot be written', () => {
    expect(refusal(() => record('/dev/null/session.db'))).toMatch(/^SESSION_UNWRITABLE /);
  });
});
