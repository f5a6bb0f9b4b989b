// Operators on two numbers, as Go computes them.
import { assertNever } from '../../lib/invariant.ts';
import type { ArithmeticOp, BinaryOp, ComparisonOp } from '../ast.ts';
import { isComparison, isSetOp } from '../syntax/types.ts';

/** What an operator makes of two numbers; undefined when a comparison filters the element out. */
export function operate(op: BinaryOp, left: number, right: number, bool: boolean, kept: number = left): number | undefined {
  if (isSetOp(op)) return undefined;
  if (!isComparison(op)) return arithmetic(op, left, right);
  const holds = compares(op, left, right);
  if (bool) return holds ? 1 : 0;
  return holds ? kept : undefined;
}

function arithmetic(op: ArithmeticOp, left: number, right: number): number {
  switch (op) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '%': return left % right;
    case '^': return power(left, right);
    case 'atan2': return Math.atan2(left, right);
    default: return assertNever(op);
  }
}

function compares(op: ComparisonOp, left: number, right: number): boolean {
  switch (op) {
    case '==': return left === right;
    case '!=': return left !== right;
    case '>': return left > right;
    case '<': return left < right;
    case '>=': return left >= right;
    case '<=': return left <= right;
    default: return assertNever(op);
  }
}

/** IEEE 754 has 1 to any power be 1, and -1 to an infinite power too; JavaScript answers NaN. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return base ** exponent;
}
