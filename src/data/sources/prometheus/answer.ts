// The envelope of every answer of the Prometheus HTTP API. Anything else that a server or a proxy sends is undefined here.
export type ApiAnswer =
  | { readonly ok: true; readonly data: unknown; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly errorType: string; readonly message: string };

export function decodeAnswer(text: string): ApiAnswer | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Half an answer and an HTML page are alike: not an answer of this API.
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const { status, data, error, errorType } = parsed;
  if (status === 'success') return { ok: true, data, warnings: strings(parsed['warnings']) };
  if (status !== 'error') return undefined;
  return {
    ok: false,
    errorType: typeof errorType === 'string' ? errorType : '',
    message: typeof error === 'string' && error !== '' ? error : 'no reason given',
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The array itself; empty where a server left it out or sent null. */
export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function strings(value: unknown): readonly string[] {
  return arrayOf(value).filter((entry) => typeof entry === 'string');
}
