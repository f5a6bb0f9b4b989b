// OTLP/HTTP: one POST for each export, answered after its commit.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BUSY, invalid, statusBody, successBody, tooLarge, type Refusal } from './answers.ts';
import { EXPORTS, type Encoding, type ExportKind } from './exports.ts';
import { MOST_BYTES, readWithin, senderRefusal, take, type Receiver } from './receiver.ts';

/** For all of one request to arrive. */
const ARRIVAL_MILLIS = 10_000;
const IDLE_MILLIS = 60_000;

const TYPES: Readonly<Record<Encoding, string>> = { json: 'application/json', protobuf: 'application/x-protobuf' };

/** `failed` is told what no answer can be made of. */
export function otlpHttpServer(receiver: Receiver, failed: (error: unknown) => void): Server {
  const limits = { requestTimeout: ARRIVAL_MILLIS, headersTimeout: ARRIVAL_MILLIS, keepAliveTimeout: IDLE_MILLIS, connectionsCheckingInterval: 1_000 };
  return createServer(limits, (request, response) => {
    serve(receiver, request, response).catch(failed);
  });
}

async function serve(receiver: Receiver, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = requestOf(receiver, request);
  // Emitters read errors in their own encoding; who has none reads JSON.
  if (!('kind' in asked)) return refuse(response, asked, encodingOf(request) ?? 'json');
  const { kind, encoding, zipped } = asked;
  const place = receiver.inbox.enter();
  if (place === undefined) return refuse(response, receiver.complaints.about(BUSY), encoding);
  try {
    const bytes = await arrived(request, () => readWithin(request.iterator({ destroyOnReturn: false }), place));
    if (bytes === undefined) return;
    const answer = Buffer.isBuffer(bytes) ? await take(receiver, place, kind, { bytes, zipped, encoding }) : receiver.complaints.about(bytes);
    if ('http' in answer) refuse(response, answer, encoding);
    else send(response, 200, {}, successBody(kind, encoding, answer.rejected, answer.why), encoding);
  } finally {
    place.leave();
  }
}

/** Undefined where the sender went away before all had arrived: there is nobody to answer. */
async function arrived<T>(request: IncomingMessage, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (request.errored !== null || request.destroyed) return undefined;
    throw error;
  }
}

interface Asked {
  readonly kind: ExportKind;
  readonly encoding: Encoding;
  readonly zipped: boolean;
}

type HttpRefusal = Refusal & { readonly headers?: Readonly<Record<string, string>> };

function requestOf(receiver: Receiver, request: IncomingMessage): Asked | HttpRefusal {
  const { headers, method, url = '' } = request;
  const refusal = senderRefusal(receiver, headers);
  if (refusal !== undefined) return refusal.http === 401 ? { ...refusal, headers: { 'www-authenticate': 'Bearer' } } : refusal;
  const { complaints } = receiver;
  const kind = EXPORTS.find(({ path }) => path === url.split('?', 1)[0]);
  if (kind === undefined) return complaints.about({ ...invalid('exports go to /v1/traces, /v1/logs and /v1/metrics'), http: 404, grpc: 12 });
  if (method !== 'POST') return { ...invalid('an export is a POST'), http: 405, grpc: 12, headers: { allow: 'POST' } };
  const encoding = encodingOf(request);
  if (encoding === undefined) return complaints.about({ ...invalid(`the content type must be ${TYPES.protobuf} or ${TYPES.json}`), http: 415 });
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'gzip' && coding !== 'identity') return complaints.about({ ...invalid('the content encoding must be gzip or identity'), http: 415 });
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) return complaints.about(tooLarge(MOST_BYTES));
  return { kind, encoding, zipped: coding === 'gzip' };
}

function encodingOf({ headers }: IncomingMessage): Encoding | undefined {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === TYPES.json ? 'json' : type === TYPES.protobuf ? 'protobuf' : undefined;
}

function refuse(response: ServerResponse, refusal: HttpRefusal, encoding: Encoding): void {
  const { http, retryAfter, headers = {} } = refusal;
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  send(response, http, { ...headers, ...wait }, statusBody(refusal, encoding), encoding);
}

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: Buffer, encoding: Encoding): void {
  response.writeHead(status, { ...headers, 'content-type': TYPES[encoding], 'content-length': body.length }).end(body);
}
