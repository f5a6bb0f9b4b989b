// A program of its own that opens a session, for tests of what happens between processes: `node session-child.ts MODE PATH`.
// Its umask allows everything, so that rights are what the session gives them.
//   open   opens a writer and closes it; prints `ok` or the error's code
//   hold   opens a writer, prints `held`, and keeps it until killed
//   contend  for a third of a second at least opens and closes writers; prints how often it was alone, or that it was not
//   write  commits batch after batch as fast as it can; after each commit prints the highest number that is safe now; kills itself
//          so many milliseconds after the start as a third argument says
import { mkdirSync, rmdirSync, writeSync } from 'node:fs';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { micros, SECOND } from '../../src/lib/micros.ts';
import { ObsError } from '../../src/model/errors.ts';
import { dieAfter } from './die-after.ts';
import { numbered } from './numbered-rows.ts';

const [, , mode = '', path = '', alive = '0'] = process.argv;
/** Straight into the pipe: an acknowledgement that waits in a buffer would be lost with the process. */
const say = (line: string | number): void => void writeSync(1, `${line}\n`);

function writeForever(): void {
  const writer = openWriter(path, { title: 'kill -9' });
  const source = writer.addSource({ name: 'numbers', kind: 'test', target: 'none' });
  const resumed = writer.head() === undefined ? 0 : newestNumber();
  say('ready');
  dieAfter(Number(alive));
  for (let last = resumed, batch = 1; ; batch = (batch * 7) % 211) {
    const rows = Array.from({ length: batch }, (_, index) => ({ source, draft: numbered(last + 1 + index) }));
    last += batch;
    writer.append(rows, micros(1_795_269_600 * SECOND + last * 1_000));
    say(last);
  }
}

function newestNumber(): number {
  const session = openSession(path);
  const head = session.head();
  const page = session.logs({ head, asked: head.seq, span: { from: micros(0), to: head.latest } }, { direction: 'older', limit: 1 });
  session.close();
  return Number(page.rows[0]?.rowId ?? 0);
}

function contend(): void {
  let alone = 0;
  const begin = performance.now();
  const passed = (): number => performance.now() - begin;
  // Longer on a machine so busy that the others had all the turns.
  while (passed() < 330 || (alone === 0 && passed() < 20_000)) {
    try {
      const writer = openWriter(path, { title: 'contended' });
      mkdirSync(`${path}.inside`);
      rmdirSync(`${path}.inside`);
      writer.close();
      alone += 1;
    } catch (error) {
      if (!(error instanceof ObsError) || error.code !== 'SESSION_BUSY') throw error;
    }
  }
  say(`alone ${alone}`);
}

try {
  process.umask(0);
  if (mode === 'write') writeForever();
  if (mode === 'contend') {
    contend();
    process.exit();
  }
  const writer = openWriter(path, { title: 'child' });
  if (mode === 'hold') {
    say('held');
    setInterval(() => writer.head(), 1_000);
  } else {
    writer.close();
    say('ok');
  }
} catch (error) {
  say(error instanceof ObsError ? `${error.code} ${error.message}` : String(error));
}
