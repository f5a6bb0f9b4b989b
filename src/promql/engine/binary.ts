// Operators where at least one side is a scalar; two vectors are matched in `match.ts`.
import type { Binary } from '../ast.ts';
import { withoutName } from '../labels.ts';
import { isComparison, isSetOp, typeOf } from '../syntax/types.ts';
import { operate } from './arithmetic.ts';
import type { Element, Evaluator } from './evaluator.ts';
import { matchVectors } from './match.ts';
import { combineSets } from './sets.ts';

export function binaryScalar(binary: Binary, at: number, evaluator: Evaluator): number {
  const left = evaluator.scalar(binary.left, at);
  const right = evaluator.scalar(binary.right, at);
  return operate(binary.op, left, right, binary.bool) ?? NaN;
}

export function binaryVector(binary: Binary, at: number, evaluator: Evaluator): readonly Element[] {
  const { left, right } = binary;
  if (typeOf(left) === 'scalar') {
    const scalar = evaluator.scalar(left, at);
    // A comparison keeps the element's value, whichever side it stands on.
    return overElements(binary, evaluator.vector(right, at), (value) => operate(binary.op, scalar, value, binary.bool, value));
  }
  if (typeOf(right) === 'scalar') {
    const scalar = evaluator.scalar(right, at);
    return overElements(binary, evaluator.vector(left, at), (value) => operate(binary.op, value, scalar, binary.bool));
  }
  const ours = evaluator.vector(left, at);
  const theirs = evaluator.vector(right, at);
  return isSetOp(binary.op) ? combineSets(binary.op, ours, theirs, binary.matching) : matchVectors(binary, ours, theirs);
}

function overElements(binary: Binary, elements: readonly Element[], operation: (value: number) => number | undefined): readonly Element[] {
  const renamed = !isComparison(binary.op) || binary.bool;
  return elements.flatMap(({ labels, value }) => {
    const result = operation(value);
    return result === undefined ? [] : [{ labels: renamed ? withoutName(labels) : labels, value: result }];
  });
}
