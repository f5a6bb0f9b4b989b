// Copying, on a key press only: OSC 52 to the terminal, which also works over SSH. The text has passed the safe door and is sent
// as base64, so nothing of it can act on the terminal.
import type { SafeText } from '../lib/text.ts';

/** Terminals cut or refuse longer ones (libraries.md, section 5). */
const MOST_BYTES = 74_000;

/** One line for each text. Returns the bytes copied, fewer than there are where it was too much. */
export function copyText(lines: readonly SafeText[], out: { write(chunk: string): unknown }): number {
  const data = wholeCharacters(Buffer.from(lines.join('\n'), 'utf8'));
  out.write(`\u001b]52;c;${data.toString('base64')}\u0007`);
  return data.length;
}

/** Never cut inside a character. */
function wholeCharacters(data: Buffer): Buffer {
  let end = Math.min(data.length, MOST_BYTES);
  while (end < data.length && end > 0 && ((data[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return data.subarray(0, end);
}
