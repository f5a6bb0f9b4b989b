// `on(a) group_left(b)` and `by (a)`: lists of labels after a keyword.
import type { SyntaxNode } from '@lezer/common';
import type { Grouping, Matching } from '../ast.ts';
import { quotedText } from './selector.ts';
import { childOf, childrenOf, textOf, type Source } from './tree.ts';

export function matchingOf(source: Source, clause: SyntaxNode): Matching {
  const [labels, include] = childrenOf(clause).filter((child) => child.name === 'GroupingLabels');
  const left = childOf(clause, 'GroupLeft') !== undefined;
  const right = childOf(clause, 'GroupRight') !== undefined;
  return {
    on: childOf(clause, 'On') !== undefined,
    labels: labelNames(source, labels),
    many: left ? 'left' : right ? 'right' : 'none',
    include: labelNames(source, include),
  };
}

export function groupingOf(source: Source, modifier: SyntaxNode | undefined): Grouping {
  if (modifier === undefined) return { without: false, labels: [] };
  return { without: childOf(modifier, 'Without') !== undefined, labels: labelNames(source, childOf(modifier, 'GroupingLabels')) };
}

function labelNames(source: Source, node: SyntaxNode | undefined): readonly string[] {
  if (node === undefined) return [];
  return childrenOf(node).map((child) => (child.name === 'QuotedLabelName' ? quotedText(source, child) : textOf(source, child)));
}
