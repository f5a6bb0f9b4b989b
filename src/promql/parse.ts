// Text to expression. The official grammar finds the parts; this side decodes, orders and checks them. Never throws.
import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import type { Aggregate, AggregateOp, Expr } from './ast.ts';
import { PromqlError, type PromqlFault } from './error.ts';
import { isFunctionName } from './functions/signatures.ts';
import { syntaxFault } from './syntax/fault.ts';
import { groupingOf } from './syntax/matching.ts';
import { expressionOf } from './syntax/operators.ts';
import { quotedText, vectorSelector } from './syntax/selector.ts';
import { childOf, childrenOf, refuse, spanOf, textOf, type Source } from './syntax/tree.ts';
import { checkAggregate, checkCall } from './syntax/types.ts';

export type ParsedPromql = { readonly ok: true; readonly expr: Expr } | { readonly ok: false; readonly error: PromqlFault };

/** Longest text taken, in UTF-16 units. */
export const MOST_EXPRESSION = 16_384;
/** Deepest nesting taken, so that no later walk over the expression can exhaust the stack. */
const MOST_DEPTH = 500;

export function parsePromql(text: string): ParsedPromql {
  if (text.length > MOST_EXPRESSION) {
    return failed({ kind: 'syntax', message: `the expression is longer than ${MOST_EXPRESSION} characters`, from: MOST_EXPRESSION, to: text.length });
  }
  const tree = parser.parse(text);
  const fault = tooDeep(tree.topNode) ?? syntaxFault(text, tree);
  if (fault !== undefined) return failed(fault);
  const [top] = childrenOf(tree.topNode);
  if (top === undefined) return failed({ kind: 'syntax', message: 'expected an expression', from: 0, to: 0 });
  try {
    return { ok: true, expr: expression({ text }, top) };
  } catch (error) {
    if (error instanceof PromqlError) return failed(error.fault);
    throw error;
  }
}

function failed(error: PromqlFault): ParsedPromql {
  return { ok: false, error };
}

function tooDeep(top: SyntaxNode): PromqlFault | undefined {
  const cursor = top.cursor();
  let depth = 0;
  let found: PromqlFault | undefined;
  cursor.iterate(
    (node) => {
      depth += 1;
      if (depth > MOST_DEPTH) found ??= { kind: 'syntax', message: 'the expression nests too deeply', from: node.from, to: node.to };
      return found === undefined;
    },
    () => {
      depth -= 1;
    },
  );
  return found;
}

function expression(source: Source, node: SyntaxNode): Expr {
  return expressionOf(source, node, (part) => primary(source, part));
}

function primary(source: Source, node: SyntaxNode): Expr {
  switch (node.name) {
    case 'ParenExpr': {
      const [inner] = childrenOf(node);
      return inner === undefined ? refuse('syntax', 'expected an expression', node) : { ...expression(source, inner), ...spanOf(node) };
    }
    case 'StringLiteral': return { kind: 'string', ...spanOf(node), value: quotedText(source, node) };
    case 'VectorSelector': return vectorSelector(source, node);
    case 'FunctionCall': return call(source, node);
    case 'AggregateExpr': return aggregate(source, node);
    default: return refuse('unsupported', `${node.name} is not supported`, node);
  }
}

function call(source: Source, node: SyntaxNode): Expr {
  const identifier = childOf(node, 'FunctionIdentifier') ?? node;
  const name = textOf(source, identifier);
  if (!isFunctionName(name)) return refuse('unsupported', `function ${name} is not supported`, identifier);
  return checkCall({ kind: 'call', ...spanOf(node), name, args: argumentsOf(source, node) });
}

function argumentsOf(source: Source, node: SyntaxNode): readonly Expr[] {
  const body = childOf(node, 'FunctionCallBody');
  return body === undefined ? [] : childrenOf(body).map((child) => expression(source, child));
}

const AGGREGATES = {
  sum: 1, avg: 1, min: 1, max: 1, count: 1, group: 1, stddev: 1, stdvar: 1, topk: 2, bottomk: 2, quantile: 2, count_values: 2,
} as const satisfies Record<AggregateOp, 1 | 2>;

function isAggregateOp(name: string): name is AggregateOp {
  return Object.hasOwn(AGGREGATES, name);
}

function aggregate(source: Source, node: SyntaxNode): Aggregate {
  const operator = childOf(node, 'AggregateOp') ?? node;
  const op = textOf(source, operator).toLowerCase();
  if (!isAggregateOp(op)) return refuse('unsupported', `aggregation ${op} is not supported`, operator);
  const args = argumentsOf(source, node);
  const expr = args.at(-1);
  if (expr === undefined || args.length !== AGGREGATES[op]) {
    return refuse('type', `${op} takes ${AGGREGATES[op]} ${AGGREGATES[op] === 1 ? 'argument' : 'arguments'}, got ${args.length}`, node);
  }
  const param = args.length === 2 ? args[0] : undefined;
  return checkAggregate({ kind: 'aggregate', ...spanOf(node), op, expr, param, grouping: groupingOf(source, childOf(node, 'AggregateModifier')) });
}
