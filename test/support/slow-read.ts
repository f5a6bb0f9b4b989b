// Reads a pseudo-terminal at a fixed pace, as a slow line does: what the program writes beyond that waits in the kernel, and then the
// program waits too.
import { readSync } from 'node:fs';

const EVERY_MILLIS = 5;

/** From now on; the caller has stopped every other reader. Returns how to end it, which must be called before the terminal is closed. */
export function readSlowly(fd: number, bytesPerSecond: number, take: (bytes: Buffer) => void): () => void {
  const room = Buffer.alloc(bytesPerSecond);
  let begin = performance.now();
  let taken = 0;
  const beginAnew = (): void => {
    // A line that has been idle saves nothing up.
    begin = performance.now();
    taken = 0;
  };
  const timer = setInterval(() => {
    const due = Math.min(room.length, Math.floor(((performance.now() - begin) / 1_000) * bytesPerSecond) - taken);
    if (due <= 0) return;
    const read = readNow(fd, room, due);
    if (read === 'ended') clearInterval(timer);
    else if (read > 0) take(Buffer.from(room.subarray(0, read)));
    if (read === 'ended' || read < due) beginAnew();
    else taken += read;
  }, EVERY_MILLIS);
  return () => clearInterval(timer);
}

function readNow(fd: number, room: Buffer, most: number): number | 'ended' {
  try {
    return readSync(fd, room, 0, most, null);
  } catch (error) {
    // Nothing there yet, or nobody left who could write.
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : 'ended';
  }
}
