// Runs a program under strace and reads what it did to the files of one folder, in order, with what it said on its output in between.
// Only the main thread is traced: that is where sessions and incident files are written.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Paths are relative to the traced folder; the folder itself is ''. */
export type DiskEvent =
  | { readonly kind: 'open'; readonly fd: number; readonly path: string; readonly create: boolean; readonly truncate: boolean }
  | { readonly kind: 'close' | 'sync'; readonly fd: number }
  | { readonly kind: 'write'; readonly fd: number; readonly bytes: Buffer; readonly at: number | undefined }
  | { readonly kind: 'size'; readonly fd: number; readonly bytes: number }
  | { readonly kind: 'name'; readonly from: string; readonly to: string; readonly keep: boolean }
  | { readonly kind: 'folder' | 'remove'; readonly path: string }
  | { readonly kind: 'said'; readonly line: string };

const CALLS = 'openat,close,write,pwrite64,fsync,fdatasync,ftruncate,link,rename,unlink,rmdir,mkdir';
/** Calls that change files too, but that nothing uses so far: the harness would be blind to them. */
const UNREAD = 'writev,pwritev,pwritev2,linkat,renameat,renameat2,unlinkat,mkdirat,truncate,fallocate,copy_file_range,sendfile,sync_file_range,open,creat';
const CALL = /^(\w+)\((.*)\) += (-?\d+)(?:<|$)/;

export function canTrace(): boolean {
  return spawnSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0;
}

/** Throws where the program fails, or does what is not understood. */
export function traced(script: string, args: readonly string[], folder: string): readonly DiskEvent[] {
  const own = mkdtempSync(join(tmpdir(), 'obs-tui-trace-'));
  try {
    const trace = join(own, 'trace');
    const run = spawnSync('strace', ['-y', '-xx', '-s', '100000000', '-o', trace, '-e', `trace=${CALLS},${UNREAD}`, process.execPath, script, ...args], { encoding: 'utf8', timeout: 60_000 });
    if (run.status !== 0) throw new Error(`the traced program ended with ${run.status}: ${run.stdout} ${run.stderr}`);
    return readFileSync(trace, 'latin1').split('\n').flatMap((line) => eventOf(line, folder) ?? []);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function eventOf(line: string, folder: string): DiskEvent | undefined {
  const [, call = '', rest = '', result = ''] = CALL.exec(line) ?? [];
  if (call === '' || Number(result) < 0) return undefined;
  const fd = Number.parseInt(rest, 10);
  const [first = '', second = ''] = quoted(rest);
  const inside = [first, second].map((bytes) => insideOf(bytes.toString(), folder));
  const [path, other] = inside;
  if (call === 'openat') return opened(Number(result), rest, path);
  if (call === 'close') return { kind: 'close', fd };
  if (call === 'write' && fd === 1) return { kind: 'said', line: first.toString().trim() };
  const there = insideOf(decoded(/^\d+<([^>]*)>/.exec(rest)?.[1] ?? ''), folder) !== undefined;
  if (there && (call === 'write' || call === 'pwrite64')) return { kind: 'write', fd, bytes: whole(Buffer.from(first), Number(result)), at: call === 'write' ? undefined : lastNumber(rest) };
  if (there && (call === 'fsync' || call === 'fdatasync')) return { kind: 'sync', fd };
  if (there && call === 'ftruncate') return { kind: 'size', fd, bytes: lastNumber(rest) };
  if (path === undefined && other === undefined && !there) return undefined;
  if (path !== undefined && other !== undefined && (call === 'link' || call === 'rename')) return { kind: 'name', from: path, to: other, keep: call === 'link' };
  if (path !== undefined && call === 'mkdir') return { kind: 'folder', path };
  if (path !== undefined && (call === 'unlink' || call === 'rmdir')) return { kind: 'remove', path };
  throw new Error(`the harness does not know ${line.slice(0, 200)}`);
}

/** A descriptor of anything else frees its number. */
function opened(fd: number, rest: string, path: string | undefined): DiskEvent {
  if (path === undefined) return { kind: 'close', fd };
  return { kind: 'open', fd, path, create: rest.includes('O_CREAT'), truncate: rest.includes('O_TRUNC') };
}

/** strace writes every byte as \xNN. */
function quoted(text: string): readonly Buffer[] {
  return [...text.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => Buffer.from(hex.replaceAll('\\x', ''), 'hex'));
}

function decoded(hex: string): string {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString();
}

function insideOf(path: string, folder: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const inner = relative(folder, path);
  return inner.startsWith('..') ? undefined : inner;
}

function lastNumber(rest: string): number {
  return Number(/(\d+)$/.exec(rest)?.[1]);
}

function whole(bytes: Buffer, written: number): Buffer {
  return bytes.subarray(0, written);
}
