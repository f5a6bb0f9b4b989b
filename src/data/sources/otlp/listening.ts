// A server at one address, until its signal aborts: then every connection ends and the port is free, whoever waits for what.
import type { Server, Socket } from 'node:net';
import { SourceError } from '../../../model/errors.ts';

/** More emitters than this go through a collector of their own. */
const MOST_CONNECTIONS = 128;

export interface Listening {
  /** Resolves when the port is free. */
  readonly closed: Promise<void>;
}

/** Resolves once connections are accepted; throws SourceError where the address cannot be listened on. */
export async function listen(server: Server, port: number, address: string, ended: AbortSignal): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // An emitter that breaks off is an everyday thing: the close that follows is what counts.
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => reject(listenError(error, port, address));
    server.once('error', fail);
    server.listen({ port, host: address, exclusive: true }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  const closed = new Promise<void>((resolve) => {
    const close = (): void => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    };
    if (ended.aborted) close();
    else ended.addEventListener('abort', close, { once: true });
  });
  return { closed };
}

const WHY: ReadonlyMap<unknown, string> = new Map([
  ['EADDRINUSE', 'another program listens there'],
  ['EACCES', 'this user may not listen there'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
]);

function listenError(error: Error, port: number, address: string): SourceError {
  const code = 'code' in error ? error.code : undefined;
  const message = `port ${port} of ${address} cannot be listened on: ${WHY.get(code) ?? String(code)}`;
  return new SourceError('SOURCE_PORT', message, { retry: code !== 'EACCES', cause: error });
}
