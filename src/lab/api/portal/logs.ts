// GET /obs/logs: the rows of the log as the specification's documents, newest first.
import { HOUR, SECOND } from '../../../lib/micros.ts';
import { hash01 } from '../../noise.ts';
import type { Scene } from '../../scene.ts';
import { stampMillis } from '../../stamp.ts';
import { laneOf } from '../../story.ts';
import { toldRow, type ToldRow } from '../../told-row.ts';
import { json, type Reply } from '../asked.ts';
import { bareNode, did, isReply, limitOf, windowOf } from './window.ts';

const MOST_ROWS = 10_000;
/** What may stand in a value that is looked for in the row's own text. */
const PLAIN = /^[\w.-]*$/;

/** Follows `service`, `node`, `level`, `trace_id`, `q` (text in the message, in any case), the window (an hour) and `limit`. */
export function portalLogs(scene: Scene, params: URLSearchParams): Reply {
  const window = windowOf(params, scene, HOUR);
  if (isReply(window)) return window;
  const words: readonly (readonly [name: string, piece: (value: string) => string])[] = [
    ['service', (value) => ` service=${value} `], ['node', (value) => ` node=${bareNode(value)} `], ['trace_id', (value) => ` trace_id=${value} `],
    ['level', (value) => `"level":"${value.toUpperCase()}"`],
  ];
  const asked = words.flatMap(([name, piece]) => (params.has(name) ? [{ value: bareNode(params.get(name) ?? ''), piece }] : []));
  if (asked.some(({ value }) => !PLAIN.test(value))) return json([]);
  const pieces = asked.map(({ value, piece }) => piece(value));
  const text = (params.get('q') ?? '').toLowerCase();
  const limit = limitOf(params, MOST_ROWS);
  const found: unknown[] = [];
  // Rows of the window's last second may lie behind its end: no second has more than these.
  const enough = text === '' ? limit + 2 * scene.rate + 100 : undefined;
  for (const bytes of scene.rows({ since: Math.floor(window.from / SECOND), until: Math.floor(window.to / SECOND), limit: enough, pieces })) {
    if (found.length >= limit) break;
    const row = toldRow(bytes);
    if (row.at >= window.from && row.at <= window.to && row.msg.toLowerCase().includes(text)) found.push(documentOf(row));
  }
  return json(found);
}

function documentOf(row: ToldRow): unknown {
  const { at, level, service, node, msg, fields, columns, traceId, spanId } = row;
  const timestamp = stampMillis(at);
  const attributes = fields.map(([name, text]) => [name, /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text] as const);
  return {
    log_id: `log:${service}:${timestamp}`,
    timestamp,
    level: level.toLowerCase(),
    service,
    node: did(node),
    message: msg,
    attributes: { ...Object.fromEntries(attributes), ...columns },
    trace_id: traceId,
    span_id: spanId,
    caller: `${service}/${msg.split(' ')[0] ?? service}.go:${20 + Math.floor(400 * hash01(0, laneOf(msg), 0))}`,
  };
}
