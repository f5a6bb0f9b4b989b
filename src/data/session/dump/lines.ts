// Rows of the file as lines of text: one JSON object each, in the words of the model. JSON that the file holds is passed on as it is.
import { levelOfRank } from '../../../model/level.ts';
import { kindOf, statusOf } from '../span-codes.ts';

/** A row that will be written: where it stands, and its text. */
export interface DumpLine {
  readonly seq: number;
  readonly json: string;
}

/** A row as SQLite gives it: columns by name. */
export type Columns = Readonly<Record<string, string | number | null>>;
export type Word = (id: number) => string;

/** Builds one object; absent values are left out, so that every line says only what there is. */
class LineText {
  #text: string;

  constructor(kind: string) {
    this.#text = `{"k":"${kind}"`;
  }

  put(key: string, value: string | number | null | undefined): this {
    if (value !== null && value !== undefined) this.#text += `,"${key}":${typeof value === 'number' ? String(value) : JSON.stringify(value)}`;
    return this;
  }

  /** `json` is the text of a value, unchecked. */
  raw(key: string, json: string | null | undefined): this {
    if (json !== null && json !== undefined) this.#text += `,"${key}":${json}`;
    return this;
  }

  end(): string {
    return `${this.#text}}`;
  }
}

function stamped(kind: string, row: Columns): LineText {
  const text = new LineText(kind).put('seq', row['seq']).put('at', row['at']).put('source', row['source']);
  return row['backfilled'] === 1 ? text.raw('backfilled', 'true') : text;
}

function wordOf(word: Word, id: string | number | null | undefined): string | undefined {
  return typeof id === 'number' ? word(id) : undefined;
}

export function logLine(row: Columns, word: Word): string {
  return stamped('log', row)
    .put('level', levelOfRank(Number(row['level'])))
    .put('service', wordOf(word, row['service']))
    .put('node', wordOf(word, row['node']))
    .put('traceId', row['trace_id'])
    .put('spanId', row['span_id'])
    .put('message', row['message'])
    .raw('attributes', text(row['attributes']))
    .put('rowId', row['row_id'])
    .end();
}

export function sampleLine(row: Columns): string {
  const line = new LineText('sample').put('seq', row['seq']).put('at', row['at']).put('series', row['series']);
  return (row['backfilled'] === 1 ? line.raw('backfilled', 'true') : line).raw('value', numberText(row['value'] ?? null)).end();
}

/** JSON has no word for what is no number: NaN is null, the infinities are texts. */
function numberText(value: string | number | null): string {
  if (typeof value !== 'number') return 'null';
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

export function seriesLine(row: Columns): string {
  return new LineText('series')
    .put('id', row['id']).put('source', row['source']).put('panel', row['panel']).put('name', row['name']).raw('labels', text(row['labels'])).end();
}

export function spanLine(row: Columns, traceId: string, word: Word): string {
  const resource = wordOf(word, row['resource']);
  return stamped('span', row)
    .put('traceId', traceId)
    .put('spanId', row['span_id'])
    .put('parentId', row['parent_id'])
    .put('name', row['name'])
    .put('service', wordOf(word, row['service']))
    .put('node', wordOf(word, row['node']))
    .put('duration', row['duration'])
    .put('spanKind', kindOf(Number(row['kind'])))
    .put('status', statusOf(Number(row['status'])))
    .put('statusMessage', row['status_message'])
    .raw('resource', resource)
    .raw('rest', text(row['rest']))
    .end();
}

export function commitLine(row: Columns): string {
  const levels = [0, 1, 2, 3, 4, 5].map((rank) => row[`n${rank}`]).join(',');
  return new LineText('commit')
    .put('seq', row['seq']).put('learned', row['learned']).put('latest', row['latest']).put('live', row['live'])
    .put('oldestLog', row['oldest_log']).put('newestLog', row['newest_log']).raw('levels', `[${levels}]`)
    .put('samples', row['samples']).put('rejects', row['rejects']).put('shed', row['shed']).put('looseTraces', row['loose_traces']).put('bytes', row['bytes'])
    .end();
}

export function sourceLine(row: Columns): string {
  return new LineText('source').put('seq', row['seq']).put('id', row['id']).put('name', row['name']).put('kind', row['kind']).put('target', row['target']).end();
}

export function healthLine(row: Columns): string {
  return stamped('health', row).put('state', row['state']).put('detail', row['detail']).put('code', row['code']).put('attempt', row['attempt']).put('retryAt', row['retry_at']).end();
}

export function gapLine(row: Columns): string {
  return stamped('gap', row)
    .put('gapId', row['gap_id']).put('until', row['until']).put('reason', row['reason']).put('detail', row['detail'])
    .put('missing', row['missing']).put('recovered', row['recovered']).put('signal', row['signal']).end();
}

export function rejectLine(row: Columns): string {
  return stamped('reject', row).put('reason', row['reason']).put('excerpt', row['excerpt']).put('line', row['line']).end();
}

export function noteLine(row: Columns): string {
  return stamped('note', row).put('text', row['text']).end();
}

export function flowLine(row: Columns): string {
  const sums = new LineText('sums').put('logs', row['all_logs']).put('samples', row['all_samples']).put('rejects', row['all_rejects']).put('bytes', row['all_bytes']).put('lastLearned', row['last_learned']);
  return stamped('flow', row)
    .put('logs', row['logs']).put('samples', row['samples']).put('rejects', row['rejects']).put('bytes', row['bytes'])
    .raw('sums', sums.end().replace('"k":"sums",', '')).end();
}

export function panelLine(row: Columns): string {
  return stamped('panel', row)
    .put('id', row['id']).put('title', row['title']).put('expr', row['expr']).put('unit', row['unit']).put('threshold', row['threshold']).put('sourceName', row['source_name']).end();
}

export function factLine(row: Columns): string {
  return stamped('fact', row).put('kind', row['kind']).put('id', row['id']).raw('body', text(row['body'])).end();
}

function text(value: string | number | null | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
