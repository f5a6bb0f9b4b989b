// Messages of gRPC: a byte that says whether it is compressed, four bytes of length, the message. An export is exactly one of them.
import { invalid, tooLarge, type Refusal } from './answers.ts';
import { MOST_BYTES } from './receiver.ts';

const HEAD_BYTES = 5;

export interface Frame {
  readonly message: Buffer;
  readonly zipped: boolean;
}

/** `canBeZipped`: the call named gzip as its encoding. */
export function frameOf(body: Buffer, canBeZipped: boolean): Frame | Refusal {
  if (body.length < HEAD_BYTES) return invalid('the call holds no message, or was cut off');
  const [flag, length] = [body[0], body.readUInt32BE(1)];
  if (flag !== 0 && flag !== 1) return invalid('a message with unknown flags');
  if (flag === 1 && !canBeZipped) return invalid('a compressed message in a call that names no compression');
  if (length > MOST_BYTES) return tooLarge(MOST_BYTES);
  if (length !== body.length - HEAD_BYTES) return invalid(`a call of one message of ${length} bytes that holds ${body.length - HEAD_BYTES}`);
  return { message: body.subarray(HEAD_BYTES), zipped: flag === 1 };
}

export function messageFrame(message: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
