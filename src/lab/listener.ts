// One listening address that can be cut and brought back. Sockets are kept here, since a server knows only those still in HTTP.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { invariant } from '../lib/invariant.ts';
import { ObsError } from '../model/errors.ts';

export interface Handlers {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Socket) => void;
}

const HOST = '127.0.0.1';

export class Listener {
  readonly #handlers: Handlers;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
  }

  get listening(): boolean {
    return this.#server !== undefined;
  }

  /** Resolves with the port once connections are accepted; 0 takes a free one. Rejects with ObsError where the port is taken. */
  open(port: number): Promise<number> {
    const server = createServer(this.#handlers.request);
    server.on('connection', (socket: Socket) => this.#keep(socket));
    server.on('upgrade', (request, stream) => {
      const socket = [...this.#sockets].find((known) => known === stream);
      if (socket === undefined) stream.destroy();
      else this.#handlers.upgrade(request, socket);
    });
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.on('error', (cause) => {
        this.#server = undefined;
        reject(new ObsError('USAGE', `The lab cannot listen on ${HOST}:${port}: ${cause.message}`, { cause }));
      });
      server.listen(port, HOST, () => {
        const address: AddressInfo | string | null = server.address();
        invariant(address !== null && typeof address === 'object', 'a listening server has an address');
        resolve(address.port);
      });
    });
  }

  /** Breaks every connection; new ones are still accepted. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Breaks every connection and refuses new ones; resolves when the port is free. */
  close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.drop();
    return server === undefined ? Promise.resolve() : new Promise((resolve) => server.close(() => resolve()));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A client that breaks off is an everyday thing here: the close that follows is what everybody listens to.
    socket.on('error', () => socket.destroy());
  }
}
