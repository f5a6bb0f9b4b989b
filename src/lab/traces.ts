// The traces of the story. They are made of the very log rows that the tail tells; only the settlement has spans of its own. Each API
// spells them in its own way.
import { MILLI, SECOND } from '../lib/micros.ts';
import type { StoryTrace } from './settlement.ts';
import { toldRow, type ToldRow } from './told-row.ts';

export interface LabSpan {
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly service: string;
  readonly node: string;
  /** Unix microseconds. */
  readonly at: number;
  /** Microseconds. */
  readonly duration: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}

export interface LabTrace {
  readonly id: string;
  readonly name: string;
  /** The root first; at least one. All others lie inside of it. */
  readonly spans: readonly [LabSpan, ...LabSpan[]];
}

/** The traces that wire rows, newest first, tell of, and the settlement besides, in no order. */
export function tracesOf(rows: readonly Buffer[], settlement: StoryTrace, startSecond: number): readonly LabTrace[] {
  const errands = Map.groupBy(rows.map(toldRow), (row) => row.traceId);
  errands.delete(settlement.traceId);
  return [...[...errands].flatMap(([id, own]) => errandTrace(id, own.toReversed())), settlementTrace(settlement, startSecond)];
}

/** Unix microseconds of the end of a trace. */
export function endOf({ spans: [root] }: LabTrace): number {
  return root.at + root.duration;
}

export function hasFailed({ spans }: LabTrace): boolean {
  return spans.some((span) => span.failed);
}

/** The first row spans the whole request, each other one the time since the row before. An errand of a single row is not traced. */
function errandTrace(id: string, rows: readonly ToldRow[]): readonly LabTrace[] {
  const [first, ...others] = rows;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return [];
  const root = { ...spanOf(first, first.at, last.at), parent: undefined };
  const children = others.map((row, index) => ({ ...spanOf(row, (rows[index] ?? first).at, row.at), parent: first.spanId }));
  return [{ id, name: first.msg, spans: [root, ...children] }];
}

function spanOf({ spanId, msg, service, node, level }: ToldRow, from: number, to: number): Omit<LabSpan, 'parent'> {
  return { id: spanId, name: msg, service, node, at: from, duration: to - from, failed: level === 'ERROR', attributes: {} };
}

function settlementTrace({ traceId, name, spans: [root, ...others] }: StoryTrace, startSecond: number): LabTrace {
  const told = ({ spanId, parentSpanId, startMillis, durationMillis, ...span }: StoryTrace['spans'][0]): LabSpan => ({
    name: span.name, service: span.service, node: span.node, attributes: span.attributes,
    id: spanId, parent: parentSpanId, at: startSecond * SECOND + startMillis * MILLI, duration: durationMillis * MILLI, failed: false,
  });
  return { id: traceId, name, spans: [told(root), ...others.map(told)] };
}
