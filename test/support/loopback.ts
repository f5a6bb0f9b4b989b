// Real servers on free loopback ports for tests of what speaks over the network. Every server is closed with its sockets.
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { threadId } from 'node:worker_threads';

export interface Loopback {
  readonly port: number;
  url(path?: string): URL;
  /** Sockets open right now, from the server's side. */
  sockets(): number;
  close(): Promise<void>;
}

/** An HTTP server on 127.0.0.1. */
export function httpLoopback(listener: RequestListener): Promise<Loopback> {
  return listening(createServer({ keepAliveTimeout: 60_000 }, listener));
}

/** A TCP server that answers a connection with whatever `serve` does. */
export function tcpLoopback(serve: (socket: Socket) => void): Promise<Loopback> {
  return listening(createTcpServer(serve));
}

/**
 * A port of 127.0.0.1 on which nothing listens. Taken from below the ports that the kernel hands out, so that no server of a test
 * beside this one gets it in the meantime; never the same one twice in a process.
 */
export async function closedPort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries += 1) {
    const port = LOWEST_PORT + ((process.pid * 97 + threadId * THREAD_PORTS + taken) % PORTS);
    taken += 1;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

const LOWEST_PORT = 10_100;
const PORTS = 5_800;
/** Threads that run side by side have these to themselves. */
const THREAD_PORTS = 577;
let taken = 0;

function isFree(port: number): Promise<boolean> {
  const server = createTcpServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function listening(server: Server | TcpServer): Promise<Loopback> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => open.delete(socket));
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path = '/') => new URL(path, `http://127.0.0.1:${port}`),
    sockets: () => open.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Waits until `condition` holds, looking often; rejects after `mostMillis`. */
export async function until(condition: () => boolean, mostMillis = 20_000): Promise<void> {
  const end = performance.now() + mostMillis;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`condition did not hold within ${mostMillis} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
