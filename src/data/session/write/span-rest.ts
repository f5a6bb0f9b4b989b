// What a span carries beyond its columns, as JSON. Spans of one process repeat the same resource: it is stored once, as a word.
import type { SpanDraft } from '../../../model/signal.ts';

/** Longer resources stay with their span, so that the dictionary in memory stays small. */
const LONGEST_WORD = 4_096;

export interface SpanRest {
  readonly resource: string | undefined;
  readonly rest: string | undefined;
}

export function spanRest({ attributes, events, links, resource }: SpanDraft): SpanRest {
  const word = resource === undefined ? undefined : JSON.stringify(resource);
  const shared = word !== undefined && word.length <= LONGEST_WORD;
  const own = resource === undefined || shared ? {} : { resource };
  const empty = attributes === undefined && events === undefined && links === undefined && (resource === undefined || shared);
  return { resource: shared ? word : undefined, rest: empty ? undefined : JSON.stringify({ attributes, events, links, ...own }) };
}
