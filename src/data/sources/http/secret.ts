// A credential in memory. It leaves only through reveal(), so that no message, log line, JSON text or inspection can carry it.
import { inspect } from 'node:util';

const SHOWN = '[secret]';

export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for the one place that puts it on the wire. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}

/** Headers of a request; a Secret value marks a credential, which goes over TLS or loopback only. */
export type RequestHeaders = Readonly<Record<string, string | Secret>>;

/** A function that blacks out every credential of these headers in a text: servers like to echo what they refuse. */
export function redactor(headers: RequestHeaders): (text: string) => string {
  const needles: string[] = [];
  for (const value of Object.values(headers)) {
    if (!(value instanceof Secret)) continue;
    const text = value.reveal();
    // A scheme word ("Bearer", "Basic") stands before the part that is worth hiding.
    const bare = text.slice(text.indexOf(' ') + 1);
    needles.push(text, bare, ...decodedPassword(text));
  }
  const worth = needles.filter((needle) => needle.length >= 4).toSorted((a, b) => b.length - a.length);
  return (text) => worth.reduce((rest, needle) => rest.replaceAll(needle, SHOWN), text);
}

function decodedPassword(header: string): string[] {
  if (!header.startsWith('Basic ')) return [];
  const pair = Buffer.from(header.slice(6), 'base64').toString('utf8');
  return [pair.slice(pair.indexOf(':') + 1)];
}
