// Every way an HTTP exchange fails, as one SourceError with a code, a retry flag and words free of secrets: the address without
// query and user, the status, and at most a short extract of what the server said.
import { SourceError, type ErrorCode } from '../../../model/errors.ts';

/** A limited client waits this long where the server names no time. */
const LIMITED_MILLIS = 60_000;
/** Beyond this a Retry-After is a mistake of the server, and node timers would overflow. */
const MOST_WAIT_MILLIS = 24 * 3_600_000;
const MOST_SAID = 200;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** Free of secrets already. */
  readonly text: string;
}

/** The error that an unwanted status is. */
export function statusError(shown: string, answer: FailedAnswer): SourceError {
  const { status } = answer;
  const said = saidBy(answer);
  if (status === 401) return failure('SOURCE_AUTH', `${shown} does not accept the credentials (401)${said}`, false);
  if (status === 403) {
    const hint = said === '' ? ', no reason given: a server that lists the hosts it answers to needs `host`' : '';
    return failure('SOURCE_FORBIDDEN', `${shown} forbids it (403${hint})${said}`, false);
  }
  if (status === 404) return failure('SOURCE_NOT_FOUND', `${shown} has no such path (404)${said}`, false);
  if (status === 429) {
    const waitMillis = retryAfterMillis(answer.headers) ?? LIMITED_MILLIS;
    return failure('SOURCE_LIMITED', `${shown} asks for fewer requests (429)${said}`, true, { waitMillis });
  }
  if (status >= 300 && status < 400) {
    const to = redirectTarget(answer.headers.get('location'), shown);
    return failure('SOURCE_PROTOCOL', `${shown} redirects${to} (${status}): redirects are not followed, name the final address`, false);
  }
  const waitMillis = status === 503 ? retryAfterMillis(answer.headers) : undefined;
  return failure('SOURCE_HTTP', `${shown} answered ${status}${said}`, true, waitMillis === undefined ? {} : { waitMillis });
}

/** The error that a failed connection or transfer is. `deadlineMillis` is what it was given in all. */
export function transferError(shown: string, error: unknown, deadlineMillis: number): SourceError {
  if (error instanceof SourceError) return error;
  const code = errorCode(error);
  const [errorName, words] = WORDS.get(code) ?? ['SOURCE_UNREACHABLE', `cannot be reached (${code})`];
  // The parser's own error carries the bytes that came, so it is not kept as the cause.
  if (code === 'HTTPParserError') return failure('SOURCE_PROTOCOL', `${shown} does not speak HTTP`, true);
  if (isCertificateProblem(code)) {
    return failure('SOURCE_UNREACHABLE', `the certificate of ${shown} is not trusted (${code}); ca_file names an own authority`, true, { cause: error });
  }
  const detail = words.replace('$DEADLINE', `${deadlineMillis / 1_000} s`).replace('$CODE', code);
  return failure(errorName, `${shown} ${detail}`, true, { cause: error });
}

const WORDS = new Map<string, readonly [ErrorCode, string]>([
  ['ECONNREFUSED', ['SOURCE_REFUSED', 'refuses connections']],
  ['ENOTFOUND', ['SOURCE_UNREACHABLE', 'cannot be reached: no such host name']],
  ['EAI_AGAIN', ['SOURCE_UNREACHABLE', 'cannot be reached: the host name cannot be looked up now']],
  ['EHOSTUNREACH', ['SOURCE_UNREACHABLE', 'cannot be reached: no route to the host']],
  ['ENETUNREACH', ['SOURCE_UNREACHABLE', 'cannot be reached: no route to the network']],
  ['ETIMEDOUT', ['SOURCE_TIMEOUT', 'did not answer the connection attempt']],
  ['UND_ERR_CONNECT_TIMEOUT', ['SOURCE_TIMEOUT', 'did not answer the connection attempt']],
  ['DEADLINE', ['SOURCE_TIMEOUT', 'took longer than the $DEADLINE allowed']],
  ['ECONNRESET', ['SOURCE_CLOSED', 'ended the connection before the answer was complete']],
  ['EPIPE', ['SOURCE_CLOSED', 'ended the connection before the answer was complete']],
  ['UND_ERR_SOCKET', ['SOURCE_CLOSED', 'ended the connection before the answer was complete']],
  ['UND_ERR_ABORTED', ['SOURCE_CLOSED', 'was given up']],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', ['SOURCE_PROTOCOL', 'sent a body of another length than it announced']],
  ['UND_ERR_HEADERS_OVERFLOW', ['SOURCE_PROTOCOL', 'sent headers larger than 16 KiB']],
  ['UND_ERR_INVALID_ARG', ['CONFIG', 'cannot be asked: a header or the address is not valid']],
]);

function failure(
  code: ErrorCode,
  message: string,
  retry: boolean,
  options: { waitMillis?: number; cause?: unknown } = {},
): SourceError {
  return new SourceError(code, message, { retry, ...options });
}

/** The code of an error, of the first of several, or of its cause. */
function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return errorCode(error.errors[0]);
  if ('cause' in error && error.cause !== undefined) return errorCode(error.cause);
  return error instanceof Error ? error.name : 'unknown';
}

function isCertificateProblem(code: string): boolean {
  return /^(?:ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code) || code === 'ERR_TLS_CERT_ALTNAME_INVALID';
}

function retryAfterMillis(headers: ReadonlyMap<string, string>): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * 1_000, MOST_WAIT_MILLIS);
  // A date is measured against the server's own clock.
  const wait = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), MOST_WAIT_MILLIS) : undefined;
}

function redirectTarget(location: string | undefined, shown: string): string {
  if (location === undefined || !URL.canParse(location, shown)) return '';
  const { origin, pathname } = new URL(location, shown);
  return ` to ${origin}${pathname}`;
}

/** `: words` of a JSON or plain text body; nothing for HTML and other bodies that are no sentence. */
function saidBy(answer: FailedAnswer): string {
  const type = answer.headers.get('content-type') ?? '';
  const text = answer.text.slice(0, 4_096);
  const words = /json/i.test(type) ? jsonMessage(text) : /html|xml/i.test(type) || /^\s*</.test(text) ? '' : text;
  const line = words.replace(/[\x00-\x20\x7f]+/g, ' ').trim();
  if (line === '') return '';
  return line.length > MOST_SAID ? `: ${line.slice(0, MOST_SAID)}…` : `: ${line}`;
}

function jsonMessage(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'string') return parsed;
    if (typeof parsed !== 'object' || parsed === null) return '';
    if ('error' in parsed && typeof parsed.error === 'string') return parsed.error;
    return 'message' in parsed && typeof parsed.message === 'string' ? parsed.message : '';
  } catch {
    // Announced as JSON and is none: the raw start of it still helps.
    return text;
  }
}
