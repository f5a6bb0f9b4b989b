// and, or, unless: elements are chosen by their labels, values do not matter.
import { assertNever } from '../../lib/invariant.ts';
import type { Matching, SetOp } from '../ast.ts';
import { labelsKey, NAME, onlyLabels, withoutLabels, type Labels } from '../labels.ts';
import type { Element } from './evaluator.ts';

/** The part of the labels that both sides must share. */
export function sharedLabels(labels: Labels, matching: Matching): Labels {
  return matching.on ? onlyLabels(labels, matching.labels) : withoutLabels(labels, [...matching.labels, NAME]);
}

export function combineSets(op: SetOp, left: readonly Element[], right: readonly Element[], matching: Matching): readonly Element[] {
  const keyOf = ({ labels }: Element): string => labelsKey(sharedLabels(labels, matching));
  switch (op) {
    case 'and': {
      const wanted = new Set(right.map(keyOf));
      return left.filter((element) => wanted.has(keyOf(element)));
    }
    case 'unless': {
      const unwanted = new Set(right.map(keyOf));
      return left.filter((element) => !unwanted.has(keyOf(element)));
    }
    case 'or': {
      const taken = new Set(left.map(keyOf));
      return [...left, ...right.filter((element) => !taken.has(keyOf(element)))];
    }
    default: return assertNever(op);
  }
}
