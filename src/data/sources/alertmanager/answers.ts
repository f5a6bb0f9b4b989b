// What the answer to a request means for whether it was carried out.
import { SourceError } from '../../../model/errors.ts';
import type { HttpAnswer } from '../http/client.ts';

export type Verdict =
  | { readonly kind: 'done'; readonly text: string }
  /** Surely not carried out. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Perhaps carried out. `settled` where the server itself has answered: what it has not done by then it does not do later. */
  | { readonly kind: 'lost'; readonly words: string; readonly settled: boolean };

const MOST_SAID = 200;
/** A gateway answers these while the server behind it may still be at work, or says that it waits no longer. */
const FROM_BETWEEN = new Set([408, 499, 502, 504]);
/** Raised before a byte of the request is sent. */
const UNSENT = new Set(['SOURCE_REFUSED', 'CONFIG', 'SOURCE_FILE']);

export async function verdictOf(ask: () => Promise<HttpAnswer>): Promise<Verdict> {
  try {
    const { status, text } = await ask();
    if (status >= 200 && status < 300) return { kind: 'done', text };
    const words = `Alertmanager answered ${status}${said(text)}`;
    if (FROM_BETWEEN.has(status)) return { kind: 'lost', words, settled: false };
    return status >= 500 ? { kind: 'lost', words, settled: true } : { kind: 'refused', words };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return UNSENT.has(error.code) ? { kind: 'refused', words: error.message } : { kind: 'lost', words: error.message, settled: false };
  }
}

/** `: words` of an error, which Alertmanager writes as a JSON string, as an object with a message, or not at all. */
function said(text: string): string {
  const body = parsedJson(text.slice(0, 4_096));
  const words = typeof body === 'string' ? body : typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string' ? body.message : '';
  const line = words.replace(/[\x00-\x20\x7f]+/g, ' ').trim().slice(0, MOST_SAID);
  return line === '' ? '' : `: ${line}`;
}

/** The text of a field of a JSON object; undefined where the answer is no such object. */
export function textField(text: string, name: string): string | undefined {
  const body = parsedJson(text);
  const value = typeof body === 'object' && body !== null ? Object.getOwnPropertyDescriptor(body, name)?.value : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
