// Where reading goes on after an interruption: which file it was, and how far it was read. A number of an inode is used again
// once its file is gone, so a checksum of the file's beginning goes with it.
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Resume } from '../source.ts';

/** Bytes of a file's beginning that tell it from another. */
export const PRINT_BYTES = 256;

const position = z.strictObject({
  dev: z.number(),
  ino: z.number(),
  /** Bytes read and given out. */
  offset: z.number().int().nonnegative(),
  line: z.number().int().positive().optional(),
  /** CRC-32 of the first `printed` bytes. */
  print: z.number(),
  printed: z.number().int().min(0).max(PRINT_BYTES),
  /** When it was last read, in microseconds. */
  read: z.number(),
});

export type Position = z.infer<typeof position>;

const token = z.strictObject({ files: z.array(z.tuple([z.string(), z.array(position)])) });

export function resumeOf(files: readonly (readonly [string, readonly Position[]])[]): Resume {
  return { files };
}

/** Positions by path; empty where there is no token, or one that this version did not write. */
export function positionsOf(resume: Resume | undefined): ReadonlyMap<string, readonly Position[]> {
  const parsed = token.safeParse(resume);
  return new Map(parsed.success ? parsed.data.files : []);
}

export function printOf(head: Buffer, length: number = head.length): number {
  return crc32(head.subarray(0, length));
}
