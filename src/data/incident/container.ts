// The bytes of an incident file: a zstd stream that any zstd can read, in frames of known length. Skippable frames, which decoders step
// over, say what the file is, how long each frame is, and at the end what the bytes before it hash to.
import { createHash, type Hash as Hasher } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { ObsxFault } from './fault.ts';

/** First bytes of the content of the first skippable frame; the last one is the version of the format. */
const NAME = Buffer.from('obsx\u0000\u0000\u0000', 'latin1');
const VERSION = 1;

const MAGIC = { head: 0x184d2a50, block: 0x184d2a51, tail: 0x184d2a52, zstd: 0xfd2fb528 } as const;
const HEAD_BYTES = 8 + NAME.length + 1;
const BLOCK_BYTES = 8 + 8;
const TAIL_BYTES = 8 + 32;
const LEVEL = 3;
/** A block holds at most so many bytes of lines: what a reader sets aside, whatever the file says. */
export const MOST_BLOCK_BYTES = 64 * 1_024 * 1_024;

export class ContainerWriter {
  readonly #write: (bytes: Buffer) => void;
  readonly #hasher: Hasher = createHash('sha256');

  /** `write` must have taken the bytes when it returns. */
  constructor(write: (bytes: Buffer) => void) {
    this.#write = write;
    this.#put(skippable(MAGIC.head, Buffer.concat([NAME, Buffer.from([VERSION])])));
  }

  block(lines: string): void {
    const plain = Buffer.from(lines, 'utf8');
    const frame = zstdCompressSync(plain, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 } });
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32LE(frame.length, 0);
    lengths.writeUInt32LE(plain.length, 4);
    this.#put(skippable(MAGIC.block, lengths));
    this.#put(frame);
  }

  end(): void {
    this.#write(skippable(MAGIC.tail, this.#hasher.digest()));
  }

  #put(bytes: Buffer): void {
    this.#hasher.update(bytes);
    this.#write(bytes);
  }
}

function skippable(magic: number, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** Gives `length` bytes from the place where the last call ended; fewer only at the end of the file. */
export type ReadBytes = (length: number) => Buffer;

/** The text of each block in turn. Throws ObsxFault at the first byte that is not as it was written, the hash of the whole included. */
export function* containerBlocks(read: ReadBytes): Generator<string, void> {
  const hasher = createHash('sha256');
  const take = (length: number, where: string): Buffer => {
    const bytes = read(length);
    if (bytes.length < length) throw new ObsxFault('truncated', `the file ends inside ${where}`);
    return bytes;
  };
  const head = read(HEAD_BYTES);
  if (head.length < HEAD_BYTES || head.readUInt32LE(0) !== MAGIC.head || head.readUInt32LE(4) !== HEAD_BYTES - 8 || !head.subarray(8, -1).equals(NAME)) throw new ObsxFault('foreign', 'this is no incident file');
  const version = head.at(-1) ?? 0;
  if (version > VERSION) throw new ObsxFault('newer', `a newer obs-tui wrote this file (format ${version}, known are those up to ${VERSION})`);
  if (version < 1) throw new ObsxFault('altered', 'the version of the format is none');
  hasher.update(head);
  for (let block = 1; ; block += 1) {
    const where = `block ${block}`;
    const start = take(8, where);
    const magic = start.readUInt32LE(0);
    if (magic === MAGIC.tail) return checkTail(start, take(TAIL_BYTES - 8, 'the closing hash'), hasher.digest(), read);
    if (magic !== MAGIC.block || start.readUInt32LE(4) !== BLOCK_BYTES - 8) throw new ObsxFault('altered', `${where} does not begin as a block does`);
    const lengths = take(BLOCK_BYTES - 8, where);
    const plainLength = lengths.readUInt32LE(4);
    const frameLength = lengths.readUInt32LE(0);
    if (plainLength > MOST_BLOCK_BYTES || frameLength > MOST_BLOCK_BYTES) throw new ObsxFault('altered', `${where} claims to be larger than a block may be`);
    const frame = take(frameLength, where);
    hasher.update(start).update(lengths).update(frame);
    yield plainOf(frame, plainLength, where);
  }
}

function plainOf(frame: Buffer, length: number, where: string): string {
  if (frame.length < 4 || frame.readUInt32LE(0) !== MAGIC.zstd) throw new ObsxFault('altered', `${where} holds no zstd frame`);
  let plain: Buffer;
  try {
    plain = zstdDecompressSync(frame, { maxOutputLength: Math.max(1, length) });
  } catch (cause) {
    throw new ObsxFault('altered', `${where} cannot be decompressed`, { cause });
  }
  if (plain.length !== length) throw new ObsxFault('altered', `${where} is not as long as it says`);
  return plain.toString('utf8');
}

function checkTail(start: Buffer, said: Buffer, found: Buffer, read: ReadBytes): void {
  if (start.readUInt32LE(4) !== TAIL_BYTES - 8) throw new ObsxFault('altered', 'the closing hash is not as long as it is');
  if (!said.equals(found)) throw new ObsxFault('altered', 'the bytes of the file are not those that were written');
  if (read(1).length > 0) throw new ObsxFault('altered', 'something was added behind the end');
}
