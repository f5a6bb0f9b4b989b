// What labels and expressions of an alert say that other signals say too: node, service, severity, and the threshold of a comparison.
import type { AlertFacts, Labels } from '../../../model/alert.ts';
import type { Binary, BinaryOp, Expr } from '../../../promql/ast.ts';
import { parsePromql } from '../../../promql/parse.ts';

const COMPARISONS: ReadonlySet<BinaryOp> = new Set<BinaryOp>(['==', '!=', '>', '<', '>=', '<=']);

/** Node, service and severity by the labels that usually carry them. */
export function lifted(labels: Labels): Pick<AlertFacts, 'node' | 'service' | 'severity'> {
  const { severity } = labels;
  const node = filled(labels['node']) ?? withoutPort(filled(labels['instance'])) ?? filled(labels['host']);
  const service = filled(labels['service']) ?? filled(labels['job']);
  return {
    ...(severity === undefined || severity === '' ? {} : { severity }),
    ...(node === undefined ? {} : { node }),
    ...(service === undefined ? {} : { service }),
  };
}

/** The number that an expression such as `cpu_percent > 80` compares with; undefined for any that is not one comparison with one number. */
export function thresholdOf(expr: string): number | undefined {
  const parsed = parsePromql(expr);
  if (!parsed.ok || parsed.expr.kind !== 'binary' || !COMPARISONS.has(parsed.expr.op)) return undefined;
  return side(parsed.expr);
}

function side({ left, right }: Binary): number | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  // Two numbers compare nothing that is measured.
  return a === undefined ? b : b === undefined ? a : undefined;
}

function numberOf(expr: Expr): number | undefined {
  if (expr.kind === 'negate') {
    const value = numberOf(expr.expr);
    return value === undefined ? undefined : -value;
  }
  return expr.kind === 'number' && Number.isFinite(expr.value) ? expr.value : undefined;
}

function withoutPort(instance: string | undefined): string | undefined {
  return filled(instance?.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1'));
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
