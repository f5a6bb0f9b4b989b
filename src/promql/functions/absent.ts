// The labels of what is absent: those that the selector pins to one value.
import type { Expr } from '../ast.ts';
import { NAME, withLabel, withoutLabels, NO_LABELS, type Labels } from '../labels.ts';

export function absentLabels(expr: Expr): Labels {
  const selector = expr.kind === 'range' ? expr.selector : expr;
  if (selector.kind !== 'selector') return NO_LABELS;
  let labels = NO_LABELS;
  const seen = new Set<string>();
  for (const { name, op, value } of selector.matchers) {
    if (name === NAME) continue;
    // A label with a second condition is not known to be that value.
    labels = op === '=' && !seen.has(name) ? withLabel(labels, name, value) : withoutLabels(labels, [name]);
    if (op === '=') seen.add(name);
  }
  return labels;
}
