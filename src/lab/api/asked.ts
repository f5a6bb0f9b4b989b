// What an API of the lab is asked, and what it answers. An API answers undefined to a path that is not its own.
import type { IncomingHttpHeaders } from 'node:http';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Empty where there is none. */
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  /** The content type; absent with an empty body. */
  readonly type?: string;
  readonly body: string | Buffer;
}

export type Api = (asked: Asked) => Reply | undefined;

export function json(value: unknown, status = 200): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

export function empty(status: number): Reply {
  return { status, body: '' };
}

/** The fields of a JSON object; undefined where the body is none. */
export function fieldsOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the body says that it is JSON: a page of another origin cannot send that unasked. */
export function saysJson({ headers }: Asked): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** A part of a path without its percent signs; as it is where they are wrong. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
