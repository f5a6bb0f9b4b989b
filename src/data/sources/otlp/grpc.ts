// OTLP/gRPC: unary calls on HTTP/2 without TLS, as far as exports need them. A call is answered after its commit, with trailers.
import { constants, createServer, type IncomingHttpHeaders, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import { BUSY, GRPC_OK, successBody, TOO_SLOW, type Refusal } from './answers.ts';
import { EXPORTS, type ExportKind } from './exports.ts';
import { frameOf, messageFrame } from './grpc-frame.ts';
import type { Place } from './inbox.ts';
import { readWithin, senderRefusal, take, type Receiver } from './receiver.ts';

const ARRIVAL_MILLIS = 10_000;
const MOST_STREAMS = 64;

/** `failed` is told what no answer can be made of. */
export function otlpGrpcServer(receiver: Receiver, failed: (error: unknown) => void): Http2Server {
  // The window bounds what one stream may send ahead of our reading.
  const server = createServer({ settings: { maxConcurrentStreams: MOST_STREAMS, initialWindowSize: 1_048_576, enablePush: false }, maxSessionMemory: 64 });
  server.on('stream', (stream, headers) => {
    // What breaks a stream shows where it is read; without a listener it would end the program.
    stream.on('error', () => stream.destroy());
    serve(receiver, stream, headers).catch(failed);
  });
  return server;
}

async function serve(receiver: Receiver, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
  const asked = callOf(receiver, headers);
  if (typeof asked === 'number') return refuseHttp(stream, asked);
  if ('grpc' in asked) return refuse(stream, asked);
  const place = receiver.inbox.enter();
  if (place === undefined) return refuse(stream, receiver.complaints.about(BUSY));
  try {
    const answer = await answerTo(receiver, stream, place, asked);
    if (stream.destroyed) return;
    if ('grpc' in answer) refuse(stream, answer);
    else reply(stream, messageFrame(successBody(asked.kind, 'protobuf', answer.rejected, answer.why)));
  } finally {
    place.leave();
  }
}

interface Call {
  readonly kind: ExportKind;
  readonly coding: string;
}

/** The call, why it is refused, or the status for somebody who does not speak gRPC. */
function callOf(receiver: Receiver, headers: IncomingHttpHeaders): Call | Refusal | number {
  if (headers[':method'] !== 'POST') return 405;
  if (!/^application\/grpc(?:\+proto)?(?:$|[; ])/i.test(headers['content-type'] ?? '')) return 415;
  const { origin, authorization } = headers;
  const refusal = senderRefusal(receiver, { host: headers[':authority'] ?? headers.host, origin, authorization });
  if (refusal !== undefined) return refusal;
  const kind = EXPORTS.find(({ method }) => method === headers[':path']);
  if (kind === undefined) return receiver.complaints.about(unknown('only exports of traces, logs and metrics are taken'));
  const coding = String(headers['grpc-encoding'] ?? 'identity');
  if (coding !== 'gzip' && coding !== 'identity') return receiver.complaints.about(unknown('messages may be compressed with gzip only'));
  return { kind, coding };
}

/** UNIMPLEMENTED. */
function unknown(message: string): Refusal {
  return { http: 404, grpc: 12, message };
}

async function answerTo(receiver: Receiver, stream: ServerHttp2Stream, place: Place, { kind, coding }: Call) {
  const body = await arrived(receiver, stream, place);
  if (!Buffer.isBuffer(body)) return receiver.complaints.about(body);
  const frame = frameOf(body, coding === 'gzip');
  if ('grpc' in frame) return receiver.complaints.about(frame);
  return take(receiver, place, kind, { bytes: frame.message, zipped: frame.zipped, encoding: 'protobuf' });
}

/** All that the call sends. A call that is given up is answered too, though nobody hears it. */
async function arrived({ clock }: Receiver, stream: ServerHttp2Stream, place: Place): Promise<Buffer | Refusal> {
  const read = new AbortController();
  const late = clock.sleep(ARRIVAL_MILLIS, read.signal).then(() => TOO_SLOW);
  const whole = readWithin(stream.iterator({ destroyOnReturn: false }), place).catch((error: unknown) => {
    if (stream.aborted || stream.destroyed || stream.errored !== null) return TOO_SLOW;
    throw error;
  });
  try {
    return await Promise.race([whole, late]);
  } finally {
    read.abort();
  }
}

const TRAILERS = 'grpc-status';

function reply(stream: ServerHttp2Stream, frame: Buffer): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-accept-encoding': 'identity,gzip' }, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers({ [TRAILERS]: String(GRPC_OK) }));
  stream.end(frame);
}

function refuse(stream: ServerHttp2Stream, { grpc, message }: Refusal): void {
  if (stream.destroyed) return;
  const head = { ':status': 200, 'content-type': 'application/grpc', [TRAILERS]: String(grpc), 'grpc-message': percentEncoded(message) };
  stream.respond(head, { endStream: true });
  discard(stream);
}

function refuseHttp(stream: ServerHttp2Stream, status: number): void {
  stream.respond({ ':status': status }, { endStream: true });
  discard(stream);
}

/** The answer is complete: the sender is told to send no more. */
function discard(stream: ServerHttp2Stream): void {
  stream.resume();
  stream.close(constants.NGHTTP2_NO_ERROR);
}

/** Printable ASCII but the percent sign stays as it is. */
function percentEncoded(text: string): string {
  return text.replaceAll(/[^\x20-\x24\x26-\x7e]/gu, (character) => encodeURIComponent(character.isWellFormed() ? character : '\ufffd'));
}
