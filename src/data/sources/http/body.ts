// Reads a body under a cap that counts before and after decompression, so that neither an endless answer nor a small
// compressed one can fill the memory.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { SourceError } from '../../../model/errors.ts';

const inflate = promisify(gunzip);

export interface BodyRead {
  readonly text: string;
  /** Bytes as they came over the wire. */
  readonly bytes: number;
}

export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  shown: string,
  maxBytes: number,
): Promise<BodyRead> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(shown, maxBytes);
    parts.push(chunk);
  }
  const whole = await decompressed(Buffer.concat(parts, bytes), encoding.trim().toLowerCase(), shown, maxBytes);
  // Bytes that are no UTF-8 become U+FFFD: the mark stays visible where the text is shown.
  return { text: new TextDecoder().decode(whole), bytes };
}

async function decompressed(raw: Buffer, encoding: string, shown: string, maxBytes: number): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity' || raw.length === 0) return raw;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw protocolError(`${shown} answers in an encoding that was not asked for (${encoding.slice(0, 40)})`);
  }
  try {
    return await inflate(raw, { maxOutputLength: maxBytes });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(shown, maxBytes);
    throw protocolError(`${shown} sent a compressed body that is damaged or cut off (${String(code)})`);
  }
}

function tooLarge(shown: string, maxBytes: number): SourceError {
  return protocolError(`${shown} sends more than the ${maxBytes} bytes allowed`);
}

function protocolError(message: string): SourceError {
  return new SourceError('SOURCE_PROTOCOL', message, { retry: true });
}
