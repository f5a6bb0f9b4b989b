// From HTTP to the APIs, and the door to the tail. Every request is checked by its Host first; a body is read whole, up to a limit.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Access, Refusal } from './access.ts';
import { empty, type Api, type Reply } from './api/asked.ts';
import { SEARCH } from './api/pages.ts';
import type { Handlers } from './listener.ts';
import { rowQuery, type RowQuery } from './query.ts';
import { upgradeAnswer, upgradeFault } from './wire.ts';

export interface Routes {
  readonly access: Access;
  /** Asked in order; the first that knows the path answers. */
  readonly apis: readonly Api[];
  readonly tail: (socket: Socket, query: RowQuery, intervalMillis: number | undefined) => void;
}

const TAIL = '/logs/tail';
const MOST_BODY_BYTES = 65_536;

export function handlers(routes: Routes): Handlers {
  return {
    request: (request, response) => {
      const { pathname } = target(request);
      const refusal = routes.access.refusal(request.headers.host, pathname === TAIL || pathname === SEARCH);
      if (refusal !== undefined) send(response, refused(refusal));
      else readBody(request, (body) => send(response, body === undefined ? empty(413) : reply(request, body, routes)));
    },
    upgrade: (request, socket) => openTail(request, socket, routes),
  };
}

/** Tells the body, or undefined where it is too long; nothing where the connection breaks before. */
function readBody(request: IncomingMessage, done: (body: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_BODY_BYTES) chunks.push(chunk);
  });
  request.on('end', () => done(size > MOST_BODY_BYTES ? undefined : Buffer.concat(chunks).toString()));
}

function reply(request: IncomingMessage, body: string, { apis }: Routes): Reply {
  const { method = 'GET', headers } = request;
  const { pathname: path, searchParams: params } = target(request);
  if (path === TAIL && method === 'GET') return { status: 400, type: 'text/plain', body: upgradeFault({}) ?? '' };
  for (const api of apis) {
    const answer = api({ method, path, params, headers, body });
    if (answer !== undefined) return answer;
  }
  return empty(404);
}

function openTail(request: IncomingMessage, socket: Socket, { access, tail }: Routes): void {
  const { pathname, searchParams } = target(request);
  const refusal = access.refusal(request.headers.host, true);
  const fault = upgradeFault(request.headers);
  const key = request.headers['sec-websocket-key'];
  if (refusal !== undefined) return reject(socket, refused(refusal));
  if (pathname !== TAIL || request.method !== 'GET') return reject(socket, empty(404));
  if (fault !== undefined || key === undefined) return reject(socket, { status: 400, type: 'text/plain', body: fault ?? '' });
  socket.setNoDelay(true);
  socket.write(upgradeAnswer(key));
  // What the client says is thrown away unread, pings and closes included; only the end of its connection is noticed.
  socket.on('end', () => socket.destroy());
  socket.resume();
  const interval = searchParams.getAll('interval_ms').at(-1) ?? '';
  tail(socket, rowQuery(searchParams), /^\d{1,9}$/.test(interval) ? Number(interval) : undefined);
}

function target(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  return URL.parse(path.startsWith('/') ? `http://lab${path}` : path) ?? new URL('http://lab/');
}

function refused({ status, body }: Refusal): Reply {
  return body === '' ? empty(status) : { status, type: 'application/json', body };
}

function headersOf({ type, body }: Reply): Record<string, string | number> {
  return { ...(type === undefined ? {} : { 'content-type': type }), 'content-length': Buffer.byteLength(body) };
}

function send(response: ServerResponse, answer: Reply): void {
  response.writeHead(answer.status, headersOf(answer));
  response.end(answer.body);
}

/** Refuses an upgrade in plain HTTP and closes. */
function reject(socket: Socket, answer: Reply): void {
  const headers = Object.entries(headersOf(answer)).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${answer.status} Refused\r\n${headers.join('')}connection: close\r\n\r\n${answer.body.toString()}`);
}
