// `[5m]`, `[1h:1m]`, `offset 5m` and `@ …`, applied to the expression right before them.
import type { SyntaxNode } from '@lezer/common';
import type { AtModifier, Expr, RangeSelector, Span, Subquery, VectorSelector } from '../ast.ts';
import { atModifier, positiveDuration, signedDuration } from './durations.ts';
import { childOf, childrenOf, refuse, type Source } from './tree.ts';
import { typeOf } from './types.ts';

/** `closed` says that the expression stands in parentheses, which ends what a modifier may change. */
export function applyModifier(source: Source, node: SyntaxNode, expr: Expr, closed: boolean): Expr {
  const span = { from: expr.from, to: node.to };
  switch (node.name) {
    case 'MatrixSelector': return range(source, node, expr, closed, span);
    case 'SubqueryExpr': return subquery(source, node, expr, span);
    case 'OffsetExpr': return offset(source, node, expr, closed, span);
    case 'StepInvariantExpr': return at(atModifier(source, node), node, expr, closed, span);
    default: return refuse('unsupported', 'the modifiers smoothed and anchored are not supported', span);
  }
}

function range(source: Source, node: SyntaxNode, expr: Expr, closed: boolean, span: Span): RangeSelector {
  if (expr.kind !== 'selector' || closed) return refuse('syntax', 'a range needs a vector selector right before it', span);
  if (expr.offsetMicros !== 0) refuse('syntax', 'offset must stand after the range', span);
  if (expr.at !== undefined) refuse('syntax', '@ must stand after the range', span);
  const duration = childOf(node, 'DurationExpr') ?? node;
  return { kind: 'range', ...span, selector: expr, rangeMicros: positiveDuration(source, duration) };
}

function subquery(source: Source, node: SyntaxNode, expr: Expr, span: Span): Subquery {
  if (typeOf(expr) !== 'vector') refuse('type', 'a subquery needs an instant vector', expr);
  const [length, step] = childrenOf(node).filter((child) => child.name === 'DurationExpr');
  return {
    kind: 'subquery',
    ...span,
    expr,
    rangeMicros: positiveDuration(source, length ?? node),
    stepMicros: step === undefined ? undefined : positiveDuration(source, step),
    offsetMicros: 0,
    at: undefined,
  };
}

function offset(source: Source, node: SyntaxNode, expr: Expr, closed: boolean, span: Span): Expr {
  const offsetMicros = signedDuration(source, childOf(node, 'OffsetDurationExpr') ?? node);
  return shifted(expr, closed, 'offset', span, (part) => {
    if (part.offsetMicros !== 0) refuse('syntax', 'offset is given twice', span);
    return { ...part, offsetMicros };
  });
}

function at(moment: AtModifier, node: SyntaxNode, expr: Expr, closed: boolean, span: Span): Expr {
  return shifted(expr, closed, '@', span, (part) => {
    if (part.at !== undefined) refuse('syntax', '@ is given twice', node);
    return { ...part, at: moment };
  });
}

function shifted(
  expr: Expr,
  closed: boolean,
  word: string,
  span: Span,
  change: <T extends VectorSelector | Subquery>(part: T) => T,
): Expr {
  if (!closed && (expr.kind === 'selector' || expr.kind === 'subquery')) return { ...change(expr), ...span };
  if (!closed && expr.kind === 'range') return { ...expr, ...span, selector: change(expr.selector) };
  return refuse('syntax', `${word} needs a selector or a subquery right before it`, span);
}
