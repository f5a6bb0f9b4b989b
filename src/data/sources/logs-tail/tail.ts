// One WebSocket connection to /logs/tail. The server never answers pings, never reads and never acknowledges a close, so this
// end never waits for any of that. Bytes not yet asked for are bounded: beyond the bound the socket is no longer read.
import type { IncomingMessage } from 'node:http';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import type { Clock } from '../../../lib/clock.ts';
import { SourceError } from '../../../model/errors.ts';
import { statusError, transferError } from '../http/failure.ts';
import { Secret, type RequestHeaders } from '../http/secret.ts';
import { limitedLong, MOST_BYTES } from './search.ts';

const SILENT_HANDSHAKE_MILLIS = 5_000;
const KEEP_ALIVE_MILLIS = 10_000;
/** The socket is paused while more than this waits to be asked for; one frame more can be on its way. */
const HELD_BYTES = 4 * 1_024 * 1_024;
const MOST_ERROR_BYTES = 4_096;

export interface TailOptions {
  /** Holds the passphrase: used for the handshake and kept nowhere. */
  readonly url: URL;
  readonly shown: string;
  readonly headers: RequestHeaders;
  readonly host: string | undefined;
  readonly ca: string | undefined;
  readonly redact: (text: string) => string;
  readonly clock: Clock;
  /** For the whole handshake: the timeout of ws counts silence only, and a trickled answer never is silent. */
  readonly handshakeMillis: number;
  readonly signal: AbortSignal;
}

export interface Message {
  readonly text: string;
  readonly bytes: number;
}

export interface Tail {
  /** The next message, or undefined after so long without one or when aborted. Throws SourceError once the connection is gone. */
  next(quietMillis: number): Promise<Message | undefined>;
  /** Closes the socket at once. */
  close(): void;
}

export async function openTail(options: TailOptions): Promise<Tail> {
  const tail = new SocketTail(connected(options), options);
  try {
    await tail.opened();
  } catch (error) {
    tail.close();
    throw error;
  }
  return tail;
}

function connected({ url, headers, host, ca, shown }: TailOptions): WebSocket {
  const sent: Record<string, string> = host === undefined ? {} : { host };
  for (const [name, value] of Object.entries(headers)) sent[name] = value instanceof Secret ? value.reveal() : value;
  const options: ClientOptions = {
    headers: sent,
    perMessageDeflate: false,
    handshakeTimeout: SILENT_HANDSHAKE_MILLIS,
    followRedirects: false,
    maxPayload: MOST_BYTES,
    skipUTF8Validation: false,
    ...(ca === undefined ? {} : { ca }),
  };
  try {
    return new WebSocket(url, options);
  } catch {
    // The error of ws repeats the whole address, passphrase and all, so it is not kept as the cause.
    throw new SourceError('CONFIG', `${shown} cannot be asked: a header or the address is not valid`, { retry: false });
  }
}

class SocketTail implements Tail {
  readonly #socket: WebSocket;
  readonly #options: TailOptions;
  readonly #held: Message[] = [];
  #heldBytes = 0;
  #failure: SourceError | undefined;
  #wake: (() => void) | undefined;

  constructor(socket: WebSocket, options: TailOptions) {
    this.#socket = socket;
    this.#options = options;
    const { signal, shown } = options;
    socket.on('upgrade', (response) => response.socket.setKeepAlive(true, KEEP_ALIVE_MILLIS));
    socket.on('message', (data) => this.#take(data));
    socket.on('unexpected-response', (request, response) => {
      void this.#refused(response).finally(() => request.destroy());
    });
    socket.on('error', (error) => this.#fail(socketError(shown, error)));
    socket.on('close', (code) => this.#fail(new SourceError('SOURCE_CLOSED', `${shown} ended the connection (${code})`, { retry: true })));
    signal.addEventListener('abort', this.close, { once: true });
    if (signal.aborted) this.close();
  }

  async opened(): Promise<void> {
    const { clock, handshakeMillis, shown } = this.#options;
    const waiting = new AbortController();
    this.#wake = () => waiting.abort();
    this.#socket.once('open', this.#wake);
    if (this.#failure === undefined) await clock.sleep(handshakeMillis, waiting.signal);
    if (this.#failure !== undefined) throw this.#failure;
    if (!waiting.signal.aborted) throw transferError(shown, { code: 'DEADLINE' }, handshakeMillis);
  }

  async next(quietMillis: number): Promise<Message | undefined> {
    const { clock, signal } = this.#options;
    if (this.#held.length === 0 && this.#failure === undefined) {
      const waiting = new AbortController();
      this.#wake = () => waiting.abort();
      await clock.sleep(quietMillis, waiting.signal);
      this.#wake = undefined;
    }
    if (signal.aborted) return undefined;
    const message = this.#held.shift();
    if (message === undefined) {
      if (this.#failure !== undefined) throw this.#failure;
      return undefined;
    }
    this.#heldBytes -= message.bytes;
    if (this.#heldBytes < HELD_BYTES && this.#socket.isPaused) this.#socket.resume();
    return message;
  }

  readonly close = (): void => {
    this.#options.signal.removeEventListener('abort', this.close);
    this.#socket.terminate();
    this.#wake?.();
  };

  #take(data: RawData): void {
    const buffer = Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
    this.#held.push({ text: buffer.toString('utf8'), bytes: buffer.length });
    this.#heldBytes += buffer.length;
    if (this.#heldBytes >= HELD_BYTES) this.#socket.pause();
    this.#wake?.();
  }

  async #refused(response: IncomingMessage): Promise<void> {
    this.#fail(await refusal(response, this.#options));
  }

  /** The first failure says why; those that follow from it are dropped. */
  #fail(error: SourceError): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}

async function refusal(response: IncomingMessage, { shown, redact }: TailOptions): Promise<SourceError> {
  let text = '';
  try {
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length >= MOST_ERROR_BYTES) break;
    }
  } catch {
    // The status says enough; what was read of the body until the connection broke is used.
  }
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(response.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return limitedLong(statusError(shown, { status: response.statusCode ?? 0, headers, text: redact(text.slice(0, MOST_ERROR_BYTES)) }));
}

/** Only the code of a socket error is repeated: messages of ws can hold the address with its query. */
function socketError(shown: string, error: Error): SourceError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return new SourceError('SOURCE_PROTOCOL', `${shown} sends a frame of more than ${MOST_BYTES} bytes: lower \`limit\``, { retry: true });
  }
  if (code.startsWith('WS_ERR_')) return new SourceError('SOURCE_PROTOCOL', `${shown} breaks the WebSocket protocol (${code})`, { retry: true });
  if (code !== '') return transferError(shown, { code }, SILENT_HANDSHAKE_MILLIS);
  if (/timed out/.test(error.message)) return transferError(shown, { code: 'DEADLINE' }, SILENT_HANDSHAKE_MILLIS);
  return new SourceError('SOURCE_PROTOCOL', `${shown} does not complete the WebSocket handshake`, { retry: true });
}
