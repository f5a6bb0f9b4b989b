// Siblings that do the same over and over become one row: "×214 redis GET".
import type { TraceNode } from '../model/trace.ts';

/** Fewer are shown one by one. */
const FEWEST = 5;

export interface RepeatGroup {
  readonly kind: 'repeats';
  readonly name: string;
  readonly service: string | undefined;
  readonly count: number;
  /** The durations added up, microseconds; more than the time that passed where they ran side by side. */
  readonly duration: number;
  readonly errors: number;
  /** In order of start. */
  readonly nodes: readonly TraceNode[];
}

export interface SingleSpan {
  readonly kind: 'span';
  readonly node: TraceNode;
}

export type SiblingRow = SingleSpan | RepeatGroup;

/** Every child in exactly one row, in order of start; a group stands where its first one starts. */
export function foldRepeats(children: readonly TraceNode[]): readonly SiblingRow[] {
  const alike = Map.groupBy(children, keyOf);
  const rows: SiblingRow[] = [];
  for (const node of children) {
    const nodes = alike.get(keyOf(node)) ?? [];
    if (nodes.length < FEWEST) rows.push({ kind: 'span', node });
    else if (nodes[0] === node) rows.push(groupOf(node, nodes));
  }
  return rows;
}

function groupOf({ span: { name, service } }: TraceNode, nodes: readonly TraceNode[]): RepeatGroup {
  const duration = nodes.reduce((sum, { span }) => sum + span.duration, 0);
  const errors = nodes.filter(({ span }) => span.status === 'error').length;
  return { kind: 'repeats', name, service, count: nodes.length, duration, errors, nodes };
}

function keyOf({ span: { name, service } }: TraceNode): string {
  return JSON.stringify([name, service]);
}
