// The grammar's tree, without comments: they may stand anywhere between the parts of an expression.
import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../ast.ts';
import { PromqlError } from '../error.ts';

export interface Source {
  readonly text: string;
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') children.push(child);
  }
  return children;
}

export function childOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return childrenOf(node).find((child) => child.name === name);
}

/** The text of a node without the comments inside it. */
export function textOf(source: Source, node: Span): string {
  return source.text.slice(node.from, node.to);
}

export function spanOf({ from, to }: Span): Span {
  return { from, to };
}

/** Ends parsing; `parse` turns it into a value. */
export function refuse(kind: 'syntax' | 'type' | 'unsupported', message: string, span: Span): never {
  throw new PromqlError(kind, message, span);
}
