import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { followFrom } from '../../../../src/data/sources/follow/adapter.ts';
import type { Draft } from '../../../../src/model/signal.ts';
import { describeSource, type Outside } from '../../../conformance/source.ts';

interface Writing extends Outside {
  write(text: string | Buffer): Promise<void>;
  next: number;
  readonly directory: string;
}

function keyOf(draft: Draft): string | undefined {
  return draft.kind === 'log' && draft.message.startsWith('row ') ? draft.message : undefined;
}

function rows(on: Writing, count: number): string[] {
  return Array.from({ length: count }, () => `row ${on.next++}`);
}

/** JSON, logfmt and syslog in turn, all of them complete in one line. */
function lineOf(row: string, index: number): string {
  const at = '2026-11-21T01:02:03Z';
  const spellings = [`{"ts":"${at}","msg":"${row}"}`, `ts=${at} level=warn msg="${row}"`, `<131>1 ${at} vm app - - - ${row}`, `${at} ERROR ${row}`];
  return `${spellings[index % spellings.length]}\n`;
}

async function emit(on: Writing, count: number): Promise<readonly string[]> {
  const keys = rows(on, count);
  await on.write(keys.map(lineOf).join(''));
  return keys;
}

async function emitSplit(on: Writing, count: number): Promise<readonly string[]> {
  const keys = rows(on, count);
  const bytes = Buffer.from(keys.map((key) => `{"msg":"${key}","torn":"zweigeteilt: ü😀"}\n`).join(''));
  for (let from = 0; from < bytes.length; from += 7) await on.write(bytes.subarray(from, from + 7));
  return keys;
}

const emitMalformed = (on: Writing): Promise<void> => on.write('{"ts":"2026-11-21T01:02:03Z","msg":"half a\n');

async function aFile(): Promise<Writing> {
  const directory = await mkdtemp(join(tmpdir(), 'follow-conformance-'));
  const path = join(directory, 'app.log');
  await writeFile(path, '');
  const adapter = followFrom(() => Readable.from([]));
  return {
    directory,
    next: 0,
    open: (deps) => adapter.open({ name: 'files', kind: 'follow', paths: [path] }, deps),
    write: (text) => appendFile(path, text),
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Descriptors of this process that lead into the directory. */
function openIn({ directory }: Writing): number {
  const targets = readdirSync('/proc/self/fd').map((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`);
    } catch {
      return '';
    }
  });
  return targets.filter((target) => target.startsWith(directory)).length;
}

describeSource('follow of a file', {
  start: aFile, keyOf, emit, emitSplit, emitMalformed, resumes: true,
  ...(process.platform === 'linux' ? { connections: openIn } : undefined),
});

interface Piped extends Writing {
  readonly stdin: PassThrough;
}

async function aPipe(): Promise<Piped> {
  const stdin = new PassThrough();
  const adapter = followFrom(() => stdin);
  return {
    directory: '',
    next: 0,
    stdin,
    open: (deps) => adapter.open({ name: 'stdin', kind: 'follow', paths: ['-'] }, deps),
    write: async (text) => void stdin.write(text),
    close: async () => void stdin.destroy(),
  };
}

/** Writes for as long as the reader makes room. */
function flood(on: Piped): () => number {
  let written = 0;
  const write = (): void => {
    for (let more = true; more && !on.stdin.destroyed;) {
      const line = lineOf(`row ${on.next++}`, 0);
      written += line.length;
      more = on.stdin.write(line);
    }
  };
  on.stdin.on('drain', write);
  write();
  return () => written;
}

describeSource<Piped>('follow of standard input', {
  start: aPipe, keyOf, emit, emitSplit, emitMalformed, flood,
  connections: ({ stdin }) => (stdin.destroyed ? 0 : 1),
});
