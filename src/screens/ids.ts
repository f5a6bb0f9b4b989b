// What a row can be followed by: ids that other signals carry too, and where it comes from. The order is that of how much they tell.
import type { LogRecord } from '../model/signal.ts';
import type { AppEvent } from '../state/app.ts';

export interface RowId {
  /** The name that filters know it by. */
  readonly key: string;
  readonly value: string;
}

const KEYS: readonly string[] = ['correlation_id', 'request_id', 'session_id', 'message_id', 'peer'];
const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  KEYS.map((key) => [key, [key, key.replaceAll('_', '.'), key.replaceAll('_', '-'), key.replaceAll(/_(.)/gu, (_, letter: string) => letter.toUpperCase())]]),
);
/** An id longer than this is no id. */
const MOST_CHARS = 200;

/** Of a log row, a span, or as much as is known. */
export function idsOf({ traceId, spanId, service, node, attributes = {} }: Partial<Pick<LogRecord, 'traceId' | 'spanId' | 'service' | 'node' | 'attributes'>>): readonly RowId[] {
  const given = (key: string, value: unknown): readonly RowId[] =>
    (typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '' && String(value).length <= MOST_CHARS ? [{ key, value: String(value) }] : [];
  const found = KEYS.flatMap((key) => (SPELLINGS.get(key) ?? []).filter((name) => Object.hasOwn(attributes, name)).slice(0, 1).flatMap((name) => given(name, attributes[name])));
  return [...given('trace_id', traceId), ...given('span_id', spanId), ...found, ...given('node', node), ...given('service', service)];
}

/** Opens the chooser of what to follow on the timeline. */
export function followOn(ids: readonly RowId[]): readonly AppEvent[] {
  if (ids.length === 0) return [{ type: 'toast', text: 'This row names nothing that can be followed.', tone: 'warn' }];
  return [
    { type: 'panel', panel: 'timeline', event: { type: 'offer', ids } },
    { type: 'prompt', open: 'timeline.follow', text: '' },
  ];
}
