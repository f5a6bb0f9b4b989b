// What one message of the server holds. Both generations are understood without asking which it is: an array of rows, an empty
// array as a sign of life, {"error": text} before a cut, {"status": n, "body": "json"} on an open connection.

export type Frame =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  | { readonly kind: 'error'; readonly status: number | undefined; readonly message: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

export function frameOf(text: string): Frame {
  const value = parsed(text);
  if (Array.isArray(value)) return { kind: 'rows', rows: value };
  if (typeof value === 'object' && value !== null) {
    if ('error' in value) return { kind: 'error', status: undefined, message: words(value.error) };
    if ('status' in value && typeof value.status === 'number') {
      return { kind: 'error', status: value.status, message: 'body' in value ? bodyWords(value.body) : '' };
    }
    return { kind: 'unreadable', reason: 'an object that is neither rows nor an error' };
  }
  return { kind: 'unreadable', reason: value === undefined ? 'not JSON' : 'JSON, but no array of rows' };
}

/** undefined where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Half a message or none of this protocol: the caller rejects it with an excerpt.
    return undefined;
  }
}

function bodyWords(body: unknown): string {
  const value = typeof body === 'string' ? parsed(body) : body;
  if (typeof value === 'object' && value !== null && 'error' in value) return words(value.error);
  return words(body);
}

/** Anything but a text is left out: to print a deep value could overflow the stack. */
function words(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : 'an error without words';
}
