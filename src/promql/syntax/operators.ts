// Operators and modifiers put in order. The grammar binds modifiers loosest (`a + b offset 5m` shifts the sum) and reads the
// sign of `-1^2` as part of the number; Prometheus does neither. So its tree is taken apart into a row of operands, signs,
// operators and modifiers in source order, and bound again by precedence.
import type { SyntaxNode } from '@lezer/common';
import type { BinaryOp, Expr, Matching } from '../ast.ts';
import { signedNumber } from './durations.ts';
import { durationMicros, numberValue } from './literals.ts';
import { childOf, childrenOf, refuse, spanOf, textOf, type Source } from './tree.ts';
import { matchingOf } from './matching.ts';
import { checkBinary, checkNegate } from './types.ts';
import { applyModifier } from './modifiers.ts';
import { SECOND } from '../../lib/micros.ts';

/** Yields the expression of a node that is no operator, sign, number or modifier. */
export type Primary = (node: SyntaxNode) => Expr;

type Item =
  | { readonly kind: 'operand'; readonly expr: Expr; readonly closed: boolean }
  | { readonly kind: 'sign'; readonly minus: boolean; readonly from: number }
  | { readonly kind: 'operator'; readonly op: BinaryOp; readonly node: SyntaxNode; readonly bool: boolean; readonly matching: Matching | undefined }
  | { readonly kind: 'modifier'; readonly node: SyntaxNode };

const MODIFIERS = new Set(['OffsetExpr', 'StepInvariantExpr', 'MatrixSelector', 'SubqueryExpr', 'AnchoredExpr', 'SmoothedExpr']);

const PRECEDENCE: Record<BinaryOp, number> = {
  or: 1, and: 2, unless: 2, '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, atan2: 5, '^': 6,
};
/** A sign binds tighter than `*` and looser than `^`. */
const SIGN_OPERAND = PRECEDENCE['^'];

const NO_MATCHING: Matching = { on: false, labels: [], many: 'none', include: [] };

export function expressionOf(source: Source, node: SyntaxNode, primary: Primary): Expr {
  const items: Item[] = [];
  flatten(source, node, primary, items);
  return bind(source, items);
}

function flatten(source: Source, node: SyntaxNode, primary: Primary, into: Item[]): void {
  const children = childrenOf(node);
  const [first] = children;
  const last = children.at(-1);
  if (node.name === 'BinaryExpr' && first !== undefined && last !== undefined) {
    flatten(source, first, primary, into);
    into.push(operator(source, node));
    flatten(source, last, primary, into);
  } else if (node.name === 'UnaryExpr' && first !== undefined && last !== undefined) {
    into.push({ kind: 'sign', minus: textOf(source, first) === '-', from: first.from });
    flatten(source, last, primary, into);
  } else if (node.name === 'NumberDurationLiteral') {
    number(source, node, into);
  } else if (MODIFIERS.has(node.name) && first !== undefined) {
    flatten(source, first, primary, into);
    into.push({ kind: 'modifier', node });
  } else {
    into.push({ kind: 'operand', expr: primary(node), closed: node.name === 'ParenExpr' });
  }
}

function number(source: Source, node: SyntaxNode, into: Item[]): void {
  const { sign, text, at } = signedNumber(source, node);
  if (sign === -1) into.push({ kind: 'sign', minus: true, from: node.from });
  const micros = durationMicros(text);
  const value = micros === undefined ? numberValue(text) : micros / SECOND;
  if (value === undefined) return refuse('syntax', `not a number: ${text}`, node);
  into.push({ kind: 'operand', expr: { kind: 'number', from: at, to: node.to, value }, closed: false });
}

function operator(source: Source, node: SyntaxNode): Item {
  const operatorNode = childrenOf(node)[1] ?? node;
  const text = textOf(source, operatorNode).toLowerCase();
  if (!isBinaryOp(text)) return refuse('unsupported', `operator ${text} is not supported`, operatorNode);
  const fill = childOf(node, 'FillModifier');
  if (fill !== undefined) refuse('unsupported', 'fill modifiers are not supported', fill);
  const clause = childOf(node, 'MatchingModifierClause');
  const matching = clause === undefined ? undefined : matchingOf(source, clause);
  return { kind: 'operator', op: text, node: operatorNode, bool: childOf(node, 'BoolModifier') !== undefined, matching };
}

function isBinaryOp(text: string): text is BinaryOp {
  return Object.hasOwn(PRECEDENCE, text);
}

function bind(source: Source, items: readonly Item[]): Expr {
  let index = 0;

  const binary = (least: number): Expr => {
    let left = signed();
    for (let item = items[index]; item?.kind === 'operator' && PRECEDENCE[item.op] >= least; item = items[index]) {
      index += 1;
      const right = binary(item.op === '^' ? PRECEDENCE[item.op] : PRECEDENCE[item.op] + 1);
      const { op, bool, matching } = item;
      left = checkBinary(
        { kind: 'binary', from: left.from, to: right.to, op, left, right, bool, matching: matching ?? NO_MATCHING },
        spanOf(item.node),
        matching !== undefined,
      );
    }
    return left;
  };

  const signed = (): Expr => {
    const item = items[index];
    if (item?.kind !== 'sign') return operand();
    index += 1;
    const expr = checkNegate(binary(SIGN_OPERAND));
    if (!item.minus) return { ...expr, from: item.from };
    if (expr.kind === 'number') return { ...expr, from: item.from, value: -expr.value };
    return { kind: 'negate', from: item.from, to: expr.to, expr };
  };

  const operand = (): Expr => {
    const item = items[index];
    if (item?.kind !== 'operand') return refuse('syntax', 'expected an expression', { from: 0, to: source.text.length });
    index += 1;
    let { expr, closed } = item;
    for (let next = items[index]; next?.kind === 'modifier'; next = items[index]) {
      index += 1;
      expr = applyModifier(source, next.node, expr, closed);
      closed = false;
    }
    return expr;
  };

  return binary(0);
}
