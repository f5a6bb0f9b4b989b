// Compressed bytes as they stand in the file. Every frame carries a checksum: bytes that changed on the disk are found, not shown.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { ObsError } from '../../../model/errors.ts';

/** The first level is the quickest; higher ones made nothing smaller (docs/decisions/0018). */
const PARAMS = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } };
/** What comes out is mostly no more than this many times what goes in: then it comes in one piece. */
const USUAL_RATIO = 10;
/** Room of one piece at most: what is left of it stays taken as long as the bytes are used. */
const MOST_PIECE = 1 << 20;
/** Nothing that the writer made is larger: a damaged length must not take all memory. */
const MOST_BYTES = 1 << 30;

export function squeeze(plain: Buffer): Buffer {
  return zstdCompressSync(plain, PARAMS);
}

export function unsqueeze(squeezed: Buffer): Buffer {
  try {
    return zstdDecompressSync(squeezed, { maxOutputLength: MOST_BYTES, chunkSize: Math.min(MOST_PIECE, Math.max(4_096, USUAL_RATIO * squeezed.length)) });
  } catch (cause) {
    throw new ObsError('SESSION_DAMAGED', 'a block of log rows is damaged', { cause });
  }
}
