// One export from its first byte to its answer, whatever protocol it came by: who may send, how much, what is kept of it, and that it is
// recorded before it is answered.
import { timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Clock } from '../../../lib/clock.ts';
import type { Secret } from '../http/secret.ts';
import { BUSY, ENDING, FOREIGN_HOST, FROM_A_PAGE, invalid, tooLarge, UNKNOWN_TOKEN, type Refusal } from './answers.ts';
import type { Complaints } from './complaints.ts';
import type { Deltas } from './deltas.ts';
import { decodeExport, type Encoding, type ExportKind } from './exports.ts';
import type { Inbox, Place } from './inbox.ts';
import { isLoopbackHost } from './own-host.ts';

/** Of one export, before and after decompression. */
export const MOST_BYTES = 16 * 1_024 * 1_024;

const inflate = promisify(gunzip);

export interface Receiver {
  readonly inbox: Inbox;
  readonly complaints: Complaints;
  readonly deltas: Deltas;
  readonly clock: Clock;
  readonly token: Secret | undefined;
}

export interface Sender {
  /** The Host header, or :authority. */
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly authorization?: string | undefined;
}

/** Why this sender may not; undefined where it may. */
export function senderRefusal({ token, complaints }: Receiver, { host, origin, authorization }: Sender): Refusal | undefined {
  if (origin !== undefined) return complaints.about(FROM_A_PAGE);
  if (token !== undefined) return isToken(authorization, token) ? undefined : complaints.about(UNKNOWN_TOKEN);
  // Without a token the name tells apart who was led here by a name server of his own.
  return isLoopbackHost(host) ? undefined : complaints.about(FOREIGN_HOST);
}

function isToken(authorization: string | undefined, token: Secret): boolean {
  const given = Buffer.from(/^bearer +(.*)$/i.exec(authorization ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token.reveal());
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export interface Taken {
  readonly rejected: number;
  /** Why the first of them was. */
  readonly why: string;
}

export interface Body {
  readonly bytes: Buffer;
  readonly zipped: boolean;
  readonly encoding: Encoding;
}

/** Reads chunks into one body within the bounds of its place. */
export async function readWithin(chunks: AsyncIterable<Buffer>, place: Place): Promise<Buffer | Refusal> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return tooLarge(MOST_BYTES);
    if (!place.grow(chunk.length)) return BUSY;
    parts.push(chunk);
  }
  return Buffer.concat(parts, bytes);
}

/** Records what an export holds; resolves after the commit. */
export async function take(receiver: Receiver, place: Place, kind: ExportKind, body: Body): Promise<Taken | Refusal> {
  const { clock, complaints, deltas } = receiver;
  const plain = body.zipped ? await inflated(body.bytes, place) : body.bytes;
  if (!Buffer.isBuffer(plain)) return complaints.about(plain);
  const decoded = decodeExport(kind, body.encoding, plain, clock.now(), deltas);
  if (typeof decoded === 'string') return complaints.about(invalid(`the body cannot be read: ${decoded}`));
  const { drafts, rejected, why } = decoded;
  if (drafts.length > 0 && (await place.record(drafts, body.bytes.length)) === 'ended') return ENDING;
  return { rejected, why };
}

async function inflated(zipped: Buffer, place: Place): Promise<Buffer | Refusal> {
  try {
    const plain = await inflate(zipped, { maxOutputLength: MOST_BYTES });
    return place.grow(plain.length) ? plain : BUSY;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(MOST_BYTES) : invalid('the body is no gzip, or was cut off');
  }
}
