// Which type an expression has, and the rules about types that hold between its parts.
import { assertNever } from '../../lib/invariant.ts';
import type { Aggregate, Binary, BinaryOp, Call, ComparisonOp, Expr, SetOp } from '../ast.ts';
import type { ValueType } from '../value-type.ts';
import { signatureOf } from '../functions/signatures.ts';
import { refuse } from './tree.ts';

const WORDS: Record<ValueType, string> = { scalar: 'scalar', vector: 'instant vector', matrix: 'range vector', string: 'string' };

export function isComparison(op: BinaryOp): op is ComparisonOp {
  return op === '==' || op === '!=' || op === '>' || op === '<' || op === '>=' || op === '<=';
}

export function isSetOp(op: BinaryOp): op is SetOp {
  return op === 'and' || op === 'or' || op === 'unless';
}

export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number': return 'scalar';
    case 'string': return 'string';
    case 'selector': case 'aggregate': return 'vector';
    case 'range': case 'subquery': return 'matrix';
    case 'call': return signatureOf(expr.name).returns;
    case 'negate': return typeOf(expr.expr);
    case 'binary': return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
    default: return assertNever(expr);
  }
}

function demand(expr: Expr, wanted: ValueType, where: string): void {
  const type = typeOf(expr);
  if (type !== wanted) refuse('type', `expected ${WORDS[wanted]} in ${where}, got ${WORDS[type]}`, expr);
}

export function checkCall(call: Call): Call {
  const { args, optional, repeats } = signatureOf(call.name);
  const least = args.length - optional;
  const most = repeats ? Infinity : args.length;
  if (call.args.length < least || call.args.length > most) {
    const wanted = least === most ? `${least}` : repeats ? `at least ${least}` : `${least} to ${most}`;
    refuse('type', `${call.name} takes ${wanted} ${most === 1 ? 'argument' : 'arguments'}, got ${call.args.length}`, call);
  }
  for (const [index, arg] of call.args.entries()) demand(arg, args[index] ?? args.at(-1) ?? 'vector', `the call of ${call.name}`);
  return call;
}

export function checkAggregate(aggregate: Aggregate): Aggregate {
  demand(aggregate.expr, 'vector', `the aggregation ${aggregate.op}`);
  if (aggregate.param !== undefined) {
    demand(aggregate.param, aggregate.op === 'count_values' ? 'string' : 'scalar', `the parameter of ${aggregate.op}`);
  }
  return aggregate;
}

export function checkNegate(expr: Expr): Expr {
  const type = typeOf(expr);
  if (type !== 'scalar' && type !== 'vector') refuse('type', `a sign needs a scalar or an instant vector, got ${WORDS[type]}`, expr);
  return expr;
}

/** `op` is where the operator stands, `matched` whether on or ignoring is written. */
export function checkBinary(binary: Binary, op: { from: number; to: number }, matched: boolean): Binary {
  const sides = [binary.left, binary.right];
  for (const side of sides) {
    const type = typeOf(side);
    if (type !== 'scalar' && type !== 'vector') refuse('type', `${binary.op} needs scalars or instant vectors, got ${WORDS[type]}`, side);
  }
  const scalars = sides.filter((side) => typeOf(side) === 'scalar').length;
  if (binary.bool && !isComparison(binary.op)) refuse('type', 'bool is only for comparisons', op);
  if (scalars === 2 && isComparison(binary.op) && !binary.bool) refuse('type', 'a comparison between scalars needs bool', op);
  if (scalars > 0 && isSetOp(binary.op)) refuse('type', `${binary.op} needs an instant vector on both sides`, op);
  if (scalars > 0 && matched && binary.matching.labels.length > 0) refuse('type', 'on and ignoring need an instant vector on both sides', op);
  if (binary.matching.many !== 'none' && isSetOp(binary.op)) refuse('type', `${binary.op} takes no group_left or group_right`, op);
  const twice = binary.matching.on ? binary.matching.include.find((label) => binary.matching.labels.includes(label)) : undefined;
  if (twice !== undefined) refuse('type', `label ${twice} must not stand in on and in the group at once`, op);
  return binary;
}
