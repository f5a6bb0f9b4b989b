// The documents of a file: the whole file, or one to a line. Bounded: one document is held in memory at a time.
import { open, type FileHandle } from 'node:fs/promises';
import { fromMillis, micros, type Micros } from '../../../lib/micros.ts';
import { SourceError } from '../../../model/errors.ts';
import { isSpanTreeText } from '../decode/span-tree-text.ts';
import { problemOf } from '../follow/problem.ts';

const MOST_BYTES = 64 * 1_024 * 1_024;
const CHUNK_BYTES = 262_144;
const HEAD = 4_096;

export interface FileDocument {
  /** `tree` where it is text in the form of a printed tree, `broken` where it is no JSON. */
  readonly content: { readonly json: unknown } | { readonly tree: string } | { readonly broken: string };
  /** 1 for the first line; absent where the document is the whole file. */
  readonly line?: number;
  readonly bytes: number;
  /** When the file was written last: the start of traces that tell none. */
  readonly written: Micros;
}

/** Throws SourceError SOURCE_FILE where there is no file that can be read, or a document is too large. */
export async function* documentsOf(path: string, most = MOST_BYTES): AsyncGenerator<FileDocument, void> {
  const file = await orProblem(path, () => open(path, 'r'));
  try {
    const stat = await orProblem(path, () => file.stat());
    if (!stat.isFile()) throw unreadable(`${path} is no regular file`);
    const written = stat.mtimeMs > 0 ? fromMillis(stat.mtimeMs) : micros(0);
    const whole = stat.size <= most ? await wholeDocument(file, path) : undefined;
    if (whole !== undefined) yield { ...whole, written };
    else for await (const line of lines(file, path, most)) yield { ...line, written };
  } finally {
    await file.close();
  }
}

type Found = Omit<FileDocument, 'written'>;

/** Undefined where the file is a document to a line. */
async function wholeDocument(file: FileHandle, path: string): Promise<Found | undefined> {
  const buffer = await orProblem(path, () => file.readFile());
  const text = buffer.toString('utf8').replace(/^\uFEFF/, '');
  if (isSpanTreeText(text.slice(0, HEAD))) return { content: { tree: text }, bytes: buffer.length };
  const content = contentOf(text);
  if ('json' in content || !('json' in contentOf(firstLine(text)))) return { content, bytes: buffer.length };
  return undefined;
}

function firstLine(text: string): string {
  return /\S[^\n]*/.exec(text)?.[0] ?? '';
}

/** Blank lines are left out. */
async function* lines(file: FileHandle, path: string, most: number): AsyncGenerator<Found, void> {
  let number = 0;
  for await (const bytes of rawLines(file, path, most)) {
    number += 1;
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '').trim();
    if (text !== '') yield { content: contentOf(text), line: number, bytes: bytes.length };
  }
}

async function* rawLines(file: FileHandle, path: string, most: number): AsyncGenerator<Buffer, void> {
  let pieces: Buffer[] = [];
  let held = 0;
  for (let position = 0; ; ) {
    const { buffer, bytesRead } = await orProblem(path, () => file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position));
    if (bytesRead === 0) break;
    position += bytesRead;
    const chunk = buffer.subarray(0, bytesRead);
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      yield Buffer.concat([...pieces, chunk.subarray(from, end)]);
      pieces = [];
      held = 0;
      from = end + 1;
    }
    pieces.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > most) throw unreadable(`${path} holds a document of more than ${most / 1_048_576} MiB: split it, or write one document to a line`);
  }
  if (held > 0) yield Buffer.concat(pieces);
}

function contentOf(text: string): FileDocument['content'] {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return { broken: text.slice(0, HEAD) };
    throw error;
  }
}

async function orProblem<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unreadable(problemOf(error, path).text, error);
  }
}

function unreadable(message: string, cause?: unknown): SourceError {
  return new SourceError('SOURCE_FILE', message, { retry: false, cause });
}
