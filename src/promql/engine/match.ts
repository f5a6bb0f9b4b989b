// Operators between two vectors: elements with the same shared labels are paired, one to one or many to one.
import type { Binary } from '../ast.ts';
import { PromqlError } from '../error.ts';
import { labelOf, labelsKey, onlyLabels, seriesName, withLabel, withoutLabels, withoutName, type Labels } from '../labels.ts';
import { isComparison } from '../syntax/types.ts';
import { operate } from './arithmetic.ts';
import type { Element } from './evaluator.ts';
import { sharedLabels } from './sets.ts';

export function matchVectors(binary: Binary, left: readonly Element[], right: readonly Element[]): readonly Element[] {
  if (left.length === 0 || right.length === 0) return [];
  const { matching, op, bool } = binary;
  const swapped = matching.many === 'right';
  const [many, one] = swapped ? [right, left] : [left, right];
  const partners = indexOneSide(binary, one, swapped ? 'left' : 'right');
  const used = new Map<string, Set<string>>();
  const results: Element[] = [];
  for (const element of many) {
    const key = labelsKey(sharedLabels(element.labels, matching));
    const partner = partners.get(key);
    if (partner === undefined) continue;
    const [ours, theirs] = swapped ? [partner.value, element.value] : [element.value, partner.value];
    const value = operate(op, ours, theirs, bool);
    // A pair that a comparison drops takes no partner from another.
    if (value === undefined) continue;
    const labels = resultLabels(binary, element.labels, partner.labels);
    claim(binary, used, key, labels);
    results.push({ labels, value });
  }
  return results;
}

function indexOneSide(binary: Binary, one: readonly Element[], side: string): ReadonlyMap<string, Element> {
  const partners = new Map<string, Element>();
  for (const element of one) {
    const shared = sharedLabels(element.labels, binary.matching);
    const key = labelsKey(shared);
    const other = partners.get(key);
    if (other !== undefined) {
      const both = `[${seriesName(element.labels)}, ${seriesName(other.labels)}]`;
      const group = `found duplicate series for the match group ${seriesName(shared)} on the ${side} hand-side of the operation: ${both}`;
      throw new PromqlError('execution', `${group}; many-to-many matching not allowed: matching labels must be unique on one side`, binary);
    }
    partners.set(key, element);
  }
  return partners;
}

/** A partner serves one element, or with group_left and group_right elements that stay distinct in the result. */
function claim(binary: Binary, used: Map<string, Set<string>>, key: string, labels: Labels): void {
  const taken = used.get(key);
  if (taken === undefined) {
    used.set(key, new Set([labelsKey(labels)]));
    return;
  }
  if (binary.matching.many === 'none') {
    throw new PromqlError('execution', 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)', binary);
  }
  const result = labelsKey(labels);
  if (taken.has(result)) throw new PromqlError('execution', 'multiple matches for labels: grouping labels must ensure unique matches', binary);
  taken.add(result);
}

function resultLabels(binary: Binary, many: Labels, one: Labels): Labels {
  const { matching } = binary;
  let labels = isComparison(binary.op) ? many : withoutName(many);
  if (matching.many === 'none') labels = matching.on ? onlyLabels(labels, matching.labels) : withoutLabels(labels, matching.labels);
  for (const name of matching.include) labels = withLabel(labels, name, labelOf(one, name));
  return binary.bool ? withoutName(labels) : labels;
}
