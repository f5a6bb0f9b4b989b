// Asks for one metrics page and reads it. What is no metrics page at all (a login form, JSON, protobuf) is an error of the
// source and not a thousand bad lines.
import type { Micros } from '../../../lib/micros.ts';
import { SourceError } from '../../../model/errors.ts';
import type { HttpClient } from '../http/client.ts';
import type { RequestHeaders } from '../http/secret.ts';
import { scanExposition, type Scan, type SeriesTable } from './scan.ts';
import type { Target } from './target.ts';
import type { ExpositionFormat } from './timestamp.ts';

const ACCEPT = 'application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
/** The largest pages in the wild (a big Kubernetes cluster's state) come near it. */
const MOST_BYTES = 64 * 1_024 * 1_024;

export interface PageRequest {
  readonly client: HttpClient;
  readonly target: Target;
  readonly headers: RequestHeaders;
  readonly hostHeader: string | undefined;
  readonly allowInsecure: boolean;
  readonly timeoutMillis: number;
  readonly signal: AbortSignal;
  readonly at: Micros;
  readonly known: SeriesTable | undefined;
}

export interface Page extends Scan {
  readonly bytes: number;
}

/** Throws SourceError where there is no page to read. */
export async function fetchPage(request: PageRequest): Promise<Page> {
  const { target, timeoutMillis, at, known } = request;
  const answer = await request.client.request({
    url: target.url,
    headers: { accept: ACCEPT, 'x-prometheus-scrape-timeout-seconds': String(timeoutMillis / 1_000), ...request.headers },
    hostHeader: request.hostHeader,
    allowInsecure: request.allowInsecure,
    signal: request.signal,
    deadlineMillis: timeoutMillis,
    maxBytes: MOST_BYTES,
  });
  const format = formatOf(answer.headers.get('content-type') ?? '', target.shown);
  const scan = scanExposition(answer.text, { format, at, target: target.labels, ...(known === undefined ? {} : { known }) });
  const [first] = scan.rejects;
  if (scan.samples.length === 0 && first !== undefined) {
    throw notMetrics(`${target.shown} sends no metrics: line ${first.line}, ${first.reason}`);
  }
  return { ...scan, bytes: answer.bytes };
}

/** By what the server says it sends, not by what was asked for: many answer plain text to everything. */
function formatOf(contentType: string, shown: string): ExpositionFormat {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/openmetrics-text') return 'openmetrics';
  if (type === 'text/html' || type === 'application/json' || type.includes('protobuf')) throw notMetrics(`${shown} sends ${type}, not metrics as text`);
  return 'text';
}

function notMetrics(message: string): SourceError {
  return new SourceError('SOURCE_PROTOCOL', message, { retry: true });
}
