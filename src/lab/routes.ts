// The endpoints over HTTP, and the door to the tail.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Access, Refusal } from './access.ts';
import { EXPOSITION_TYPE } from './exposition.ts';
import type { HealthAnswer, HealthPath } from './health.ts';
import { isHealthPath } from './health.ts';
import type { Handlers } from './listener.ts';
import { rowQuery, type RowQuery } from './query.ts';
import type { TraceSearch } from './traces.ts';
import { upgradeAnswer, upgradeFault } from './wire.ts';

export interface Answers {
  readonly access: Access;
  /** The JSON array of a search; undefined where the query failed. */
  readonly search: (query: RowQuery) => Buffer | undefined;
  readonly tail: (socket: Socket, query: RowQuery, intervalMillis: number | undefined) => void;
  readonly metrics: () => string;
  /** Names of the services that have traces. */
  readonly services: readonly string[];
  /** Jaeger's answer to a search for traces. */
  readonly traces: (search: TraceSearch) => string;
  readonly health: (path: HealthPath) => HealthAnswer;
}

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body: string | Buffer;
}

const TAIL = '/logs/tail';
const SEARCH = '/logs/search';
const JSON_TYPE = 'application/json';
const MOST_TRACES = 2_000;

export function handlers(answers: Answers): Handlers {
  return {
    request: (request, response) => send(response, reply(request, answers)),
    upgrade: (request, socket) => openTail(request, socket, answers),
  };
}

function reply(request: IncomingMessage, answers: Answers): Reply {
  const { pathname, searchParams } = target(request);
  const refusal = answers.access.refusal(request.headers.host, pathname === TAIL || pathname === SEARCH);
  if (refusal !== undefined) return refused(refusal);
  if (request.method !== 'GET') return { status: 404, body: '' };
  if (pathname === SEARCH) {
    const rows = answers.search(rowQuery(searchParams));
    return rows === undefined ? { status: 500, type: JSON_TYPE, body: '{"error":"log query failed"}' } : { status: 200, type: JSON_TYPE, body: rows };
  }
  if (pathname === TAIL) return { status: 400, type: 'text/plain', body: upgradeFault({}) ?? '' };
  if (pathname === '/api/services') return { status: 200, type: JSON_TYPE, body: JSON.stringify({ data: answers.services, total: answers.services.length, errors: null }) };
  if (pathname === '/api/traces') return traceSearch(searchParams, answers);
  if (pathname === '/metrics') return { status: 200, type: EXPOSITION_TYPE, body: answers.metrics() };
  if (isHealthPath(pathname)) return { ...answers.health(pathname), type: JSON_TYPE };
  return { status: 404, body: '' };
}

/** Jaeger wants a service, and takes what it cannot read as if it were not there. */
function traceSearch(params: URLSearchParams, answers: Answers): Reply {
  const service = params.get('service') ?? '';
  const number = (name: string, otherwise: number): number => (/^\d{1,17}$/.test(params.get(name) ?? '') ? Number(params.get(name)) : otherwise);
  if (service === '') return { status: 400, type: JSON_TYPE, body: '{"data":null,"errors":[{"code":400,"msg":"parameter \'service\' is required"}]}' };
  const search = { service, start: number('start', 0), end: number('end', Number.MAX_SAFE_INTEGER), limit: Math.min(MOST_TRACES, number('limit', 100)) };
  return { status: 200, type: JSON_TYPE, body: answers.traces(search) };
}

function openTail(request: IncomingMessage, socket: Socket, answers: Answers): void {
  const { pathname, searchParams } = target(request);
  const refusal = answers.access.refusal(request.headers.host, true);
  const fault = upgradeFault(request.headers);
  const key = request.headers['sec-websocket-key'];
  if (refusal !== undefined) return reject(socket, refused(refusal));
  if (pathname !== TAIL || request.method !== 'GET') return reject(socket, { status: 404, body: '' });
  if (fault !== undefined || key === undefined) return reject(socket, { status: 400, type: 'text/plain', body: fault ?? '' });
  socket.setNoDelay(true);
  socket.write(upgradeAnswer(key));
  // What the client says is thrown away unread, pings and closes included; only the end of its connection is noticed.
  socket.on('end', () => socket.destroy());
  socket.resume();
  const interval = searchParams.getAll('interval_ms').at(-1) ?? '';
  answers.tail(socket, rowQuery(searchParams), /^\d{1,9}$/.test(interval) ? Number(interval) : undefined);
}

function target(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  return URL.parse(path.startsWith('/') ? `http://lab${path}` : path) ?? new URL('http://lab/');
}

function refused({ status, body }: Refusal): Reply {
  return body === '' ? { status, body } : { status, type: JSON_TYPE, body };
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
