// A server on loopback that speaks the Prometheus HTTP API as far as a test needs it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';

export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

export interface FakePrometheus extends Loopback {
  readonly asked: Asked[];
}

export type Answering = (asked: Asked, response: ServerResponse) => void;

export async function fakePrometheus(answer: Answering): Promise<FakePrometheus> {
  const asked: Asked[] = [];
  const server = await httpLoopback((request, response) => {
    // The fake has no clock of its own: a Date header comes only where a test sends one.
    response.sendDate = false;
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body)]);
      const one = { method: request.method ?? '', path: url.pathname, parameters, headers: request.headers };
      asked.push(one);
      answer(one, response);
    });
  });
  return { ...server, asked };
}

export function json(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function success(response: ServerResponse, data: unknown, more: Record<string, unknown> = {}): void {
  json(response, { status: 'success', data, ...more });
}

export function failure(response: ServerResponse, status: number, errorType: string, error: string): void {
  json(response, { status: 'error', errorType, error }, status);
}

export function vector(...series: readonly (readonly [labels: Record<string, string>, seconds: number, value: string])[]): unknown {
  return { resultType: 'vector', result: series.map(([metric, seconds, value]) => ({ metric, value: [seconds, value] })) };
}

export function matrix(...series: readonly (readonly [labels: Record<string, string>, points: readonly (readonly [number, string])[]])[]): unknown {
  return { resultType: 'matrix', result: series.map(([metric, values]) => ({ metric, values })) };
}
