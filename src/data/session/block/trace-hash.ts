// A trace id as 32 bits, by which blocks that may hold its rows are found. One trace whatever the case of its letters.

/** FNV-1a over the lower-case text. */
export function traceHash(traceId: string): number {
  const text = traceId.toLowerCase();
  let hash = 0x811c_9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  return hash >>> 0;
}

/** The hashes of different ids, four bytes each, little end first; null where there are none. */
export function hashBytes(traceIds: readonly string[]): Buffer | null {
  if (traceIds.length === 0) return null;
  const hashes = new Set(traceIds.map(traceHash));
  const bytes = Buffer.allocUnsafe(4 * hashes.size);
  let end = 0;
  for (const hash of hashes) end = bytes.writeUInt32LE(hash, end);
  return bytes;
}

export function hashesOf(bytes: Buffer | null): Uint32Array {
  const hashes = new Uint32Array((bytes?.length ?? 0) / 4);
  for (let index = 0; index < hashes.length; index += 1) hashes[index] = bytes?.readUInt32LE(4 * index) ?? 0;
  return hashes;
}
