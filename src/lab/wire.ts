// The WebSocket side of the servers, byte by byte: a bare 101 answer and unmasked text frames. Written out by hand because the
// real ones never read what a client sends, so no ping is answered and no close is acknowledged; a library would do both.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What is wrong with an upgrade request, in the servers' words; undefined where nothing is. */
export function upgradeFault(headers: IncomingHttpHeaders): string | undefined {
  const upgrade = headers.upgrade;
  const connection = (headers.connection ?? '').split(',').map((word) => word.trim().toLowerCase());
  const version = headers['sec-websocket-version'];
  if (upgrade === undefined) return 'websocket upgrade failed: missing upgrade header';
  if (upgrade.toLowerCase() !== 'websocket') return 'websocket upgrade failed: upgrade header must be websocket';
  if (!connection.includes('upgrade')) return 'websocket upgrade failed: connection header must include upgrade';
  if (headers['sec-websocket-key'] === undefined) return 'websocket upgrade failed: missing Sec-WebSocket-Key';
  return version === undefined || version === '13' ? undefined : 'websocket upgrade failed: unsupported websocket version';
}

/** The handshake answer, odd reason phrase and content-length included. */
export function upgradeAnswer(key: string): string {
  const accept = createHash('sha1').update(key + GUID).digest('base64');
  return `HTTP/1.1 101 Unknown\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\ncontent-length: 0\r\n\r\n`;
}

/** The head of one unmasked, final text frame of `length` bytes. */
function textFrameHead(length: number): Buffer {
  if (length < 126) return Buffer.from([0x81, length]);
  if (length < 65_536) return Buffer.from([0x81, 126, length >> 8, length & 0xff]);
  const head = Buffer.alloc(10);
  head.writeUInt8(0x81, 0);
  head.writeUInt8(127, 1);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** Resolves when the client has taken the frame off our hands, or is gone. */
export function sendText(socket: Socket, payload: Buffer): Promise<void> {
  socket.cork();
  socket.write(textFrameHead(payload.length));
  const taken = socket.write(payload);
  socket.uncork();
  if (taken || socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}

/** Half a frame and then nothing: what a client sees of a server that dies in mid-sentence. */
export function breakMidFrame(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('close', () => resolve());
    socket.end(Buffer.concat([textFrameHead(4_096), Buffer.from('[{"id":')]), () => socket.destroy());
  });
}

/** A whole frame and then the end of the connection, without a closing handshake. */
export function hangUp(socket: Socket, payload: Buffer): void {
  socket.end(Buffer.concat([textFrameHead(payload.length), payload]), () => socket.destroy());
}
