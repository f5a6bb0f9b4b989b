// Aggregations: elements are gathered into groups by their labels, each group becomes one element, or for topk and bottomk
// the best of its elements.
import { assertNever } from '../../lib/invariant.ts';
import type { Aggregate, AggregateOp, Grouping } from '../ast.ts';
import { PromqlError } from '../error.ts';
import { labelsKey, NAME, onlyLabels, withLabel, withoutLabels, type Labels } from '../labels.ts';
import type { Element, Evaluator } from './evaluator.ts';
import { KahanSum, meanOf, varianceOf } from './kahan.ts';
import { formatFloat } from './format-float.ts';
import { quantileOf } from './quantile.ts';

interface Group {
  readonly labels: Labels;
  readonly members: Element[];
}

export function aggregate(node: Aggregate, at: number, evaluator: Evaluator): readonly Element[] {
  const { op, grouping, param } = node;
  const elements = evaluator.vector(node.expr, at);
  if (op === 'count_values') {
    return countValues(node, elements, param === undefined ? '' : evaluator.text(param));
  }
  const parameter = param === undefined ? NaN : evaluator.scalar(param, at);
  const groups = gather(elements, grouping);
  if (op === 'topk' || op === 'bottomk') return best(node, groups, parameter);
  return groups.map(({ labels, members }) => ({ labels, value: reduce(op, members.map(({ value }) => value), parameter) }));
}

function gather(elements: readonly Element[], grouping: Grouping): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const element of elements) {
    const labels = groupLabels(element.labels, grouping);
    const key = labelsKey(labels);
    const group = groups.get(key) ?? { labels, members: [] };
    group.members.push(element);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function groupLabels(labels: Labels, { without, labels: names }: Grouping): Labels {
  return without ? withoutLabels(labels, [...names, NAME]) : onlyLabels(labels, names);
}

function reduce(op: Exclude<AggregateOp, 'topk' | 'bottomk' | 'count_values'>, values: readonly number[], parameter: number): number {
  switch (op) {
    case 'sum': return sum(values);
    case 'avg': return meanOf(values);
    case 'min': return values.reduce((least, value) => (value < least || Number.isNaN(least) ? value : least));
    case 'max': return values.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most));
    case 'count': return values.length;
    case 'group': return 1;
    case 'stddev': return Math.sqrt(varianceOf(values));
    case 'stdvar': return varianceOf(values);
    case 'quantile': return quantileOf(parameter, values);
    default: return assertNever(op);
  }
}

function sum([first = 0, ...rest]: readonly number[]): number {
  const total = new KahanSum(first);
  for (const value of rest) total.add(value);
  return total.total;
}

/** The first `count` of every group, best first; NaN is never better than a number. */
function best(node: Aggregate, groups: readonly Group[], count: number): readonly Element[] {
  if (groups.length === 0) return [];
  if (!(Math.abs(count) < 2 ** 63)) throw new PromqlError('execution', `${node.op} needs a number of elements, got ${count}`, node.param ?? node);
  const most = Math.max(0, Math.trunc(count));
  const sign = node.op === 'topk' ? -1 : 1;
  const order = (a: Element, b: Element): number => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value)) return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
    return a.value === b.value ? 0 : a.value < b.value ? -sign : sign;
  };
  return groups.flatMap(({ members }) => members.toSorted(order).slice(0, most));
}

function countValues(node: Aggregate, elements: readonly Element[], label: string): readonly Element[] {
  const { without, labels: names } = node.grouping;
  if (label === '') throw new PromqlError('execution', 'count_values needs the name of a label', node.param ?? node);
  const named = elements.map(({ labels, value }) => ({ labels: withLabel(labels, label, formatFloat(value)), value }));
  const grouping = without ? node.grouping : { without, labels: [...names, label] };
  return gather(named, grouping).map(({ labels, members }) => ({ labels, value: members.length }));
}
