// One log row as it goes over the wire: eight keys, whole seconds, explicit nulls, logfmt inside `message`. Rows are made as
// text at once, because at 50,000 a second an object and JSON.stringify for each would cost more than everything else.

export type WireLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
export const WIRE_LEVELS: readonly WireLevel[] = ['DEBUG', 'INFO', 'WARN', 'ERROR'];

/** Every text in a line is plain ASCII without quotes or backslashes: it is the lab's own, so nothing is escaped here. */
export interface Line {
  readonly level: WireLevel;
  readonly service: string;
  readonly node: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly msg: string;
  /** More logfmt, each pair with a leading space: ` depth=97 backend=bitcoin`; empty where there is none. */
  readonly fields: string;
  /** Made by `columns`. */
  readonly columns: string;
}

/** The wire's optional columns; null on the wire where absent. */
export interface Columns {
  readonly peer?: string;
  readonly tx?: string;
  readonly block?: number;
}

const THREE: readonly string[] = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'));

/** The second that rows lie in, spelled once for all of them. */
export interface WireSecond {
  readonly unix: number;
  /** `2026-11-21T14:25:00`. */
  readonly text: string;
}

export function wireSecond(unix: number): WireSecond {
  return { unix, text: new Date(unix * 1_000).toISOString().slice(0, 19) };
}

/** `micros` is the place inside the second, 0 to 999,999. */
export function rowText(id: number, second: WireSecond, micros: number, line: Line): string {
  const fraction = `${THREE[Math.floor(micros / 1_000)] ?? ''}${THREE[micros % 1_000] ?? ''}`;
  return (
    `{"id":${id},"timestamp":${second.unix},"level":"${line.level}","message":"ts=${second.text}.${fraction}Z service=${line.service}` +
    ` node=${line.node} trace_id=${line.traceId} span_id=${line.spanId} msg=\\"${line.msg}\\"${line.fields}${line.columns}`
  );
}

/** The end of a row: the columns that all rows of one errand share. */
export function columns(correlationId: string, { peer, tx, block }: Columns): string {
  return `","correlation_id":"${correlationId}","peer":${quoted(peer)},"tx":${quoted(tx)},"block":${block ?? 'null'}}`;
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'null' : `"${text}"`;
}
