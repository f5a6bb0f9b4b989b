// A scripted node: /logs/search and /logs/tail over rows that the test appends, in either generation, with every fault that a
// test wants. Written from the wire format, apart from the lab, so that one mistake cannot hide in both.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface Row {
  readonly id: number;
  readonly timestamp: number;
  readonly level: string;
  readonly message: string;
  readonly correlation_id: string;
  readonly peer: string | null;
  readonly tx: string | null;
  readonly block: number | null;
}

export function aRow(id: number, extra: Partial<Row> = {}): Row {
  return { id, timestamp: 1_763_735_460 + id, level: 'INFO', message: `row ${id}`, correlation_id: '', peer: null, tx: null, block: null, ...extra };
}

export class NodeServer {
  rows: Row[] = [];
  /** Answers every request and handshake so; the body repeats what was asked. */
  status = 200;
  /** Answers search, or the tail, alone so. */
  searchStatus = 200;
  tailStatus = 200;
  /** Replaces the body of the next answers. */
  body: string | undefined;
  headers: Record<string, string> = {};
  /** Every address asked for, and its Host header. */
  readonly asked: { readonly path: string; readonly query: URLSearchParams; readonly host: string; readonly authorization: string | undefined }[] = [];
  /** Neither accepts nor refuses what comes: a peer that is gone without a word. */
  deaf = false;
  readonly #http = createServer((request, response) => this.#answer(request, response));
  readonly #ws = new WebSocketServer({ noServer: true });
  readonly #sockets = new Set<Socket>();
  readonly tails = new Set<WebSocket>();
  #firstFrame = true;

  static async start(): Promise<NodeServer> {
    const server = new NodeServer();
    server.#http.on('connection', (socket: Socket) => {
      server.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => server.#sockets.delete(socket));
    });
    server.#http.on('upgrade', (request, socket, head) => {
      server.#note(request);
      if (server.deaf) return;
      const status = server.status === 200 ? server.tailStatus : server.status;
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\nconnection: close\r\n${server.#head()}\r\n${server.#bodyFor(request)}`);
        return;
      }
      server.#ws.handleUpgrade(request, socket, head, (tail) => {
        server.tails.add(tail);
        tail.on('close', () => server.tails.delete(tail));
        if (server.#firstFrame) server.#backlog(tail, request);
      });
    });
    await server.listen();
    return server;
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(port, '127.0.0.1', resolve));
  }

  /** The tail says nothing by itself when opened; the test sends every frame. */
  silent(): void {
    this.#firstFrame = false;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Stores rows and sends them to every tail in one frame, newest first. */
  append(...rows: Row[]): void {
    this.rows.push(...rows);
    this.send(JSON.stringify(rows.toReversed()));
  }

  /** Sends one text frame to every tail. */
  send(text: string): void {
    for (const tail of this.tails) tail.send(text);
  }

  /** Sends these bytes as one text frame, whatever they are. */
  sendBytes(bytes: Buffer): void {
    for (const tail of this.tails) tail.send(bytes, { binary: false });
  }

  /** Sends one text frame in pieces. */
  sendTorn(text: string, pieces: number): void {
    const size = Math.ceil(text.length / pieces);
    for (const tail of this.tails) {
      for (let from = 0; from < text.length; from += size) tail.send(text.slice(from, from + size), { fin: from + size >= text.length });
    }
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  search(query: URLSearchParams): Row[] {
    const number = (name: string, otherwise: number): number => (query.has(name) ? Number(query.get(name)) : otherwise);
    const level = query.get('level');
    const found = this.rows.filter(
      (row) =>
        row.id > number('after_id', -1) && row.timestamp >= number('since', 0) && row.timestamp <= number('until', Infinity) &&
        (level === null || row.level === level),
    );
    return found.toSorted((a, b) => b.timestamp - a.timestamp || b.id - a.id).slice(0, number('limit', Infinity));
  }

  #backlog(tail: WebSocket, request: IncomingMessage): void {
    const rows = this.search(target(request).searchParams);
    if (rows.length > 0) tail.send(JSON.stringify(rows));
  }

  #note(request: IncomingMessage): void {
    const { pathname, searchParams } = target(request);
    this.asked.push({ path: pathname, query: searchParams, host: request.headers.host ?? '', authorization: request.headers.authorization });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.#note(request);
    if (this.deaf) return;
    const status = this.status === 200 ? this.searchStatus : this.status;
    response.writeHead(status, { 'content-type': 'application/json', ...this.headers });
    response.end(status === 200 ? (this.body ?? JSON.stringify(this.search(target(request).searchParams))) : this.#bodyFor(request));
  }

  #bodyFor(request: IncomingMessage): string {
    return this.body ?? JSON.stringify({ error: `cannot GET ${request.url} ${request.headers.authorization}` });
  }

  #head(): string {
    const headers = { 'content-type': 'application/json', ...this.headers };
    return Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }
}

function target(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://node');
}
