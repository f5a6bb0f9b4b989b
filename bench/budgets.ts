// Which figure must stay where. Budgets stand in budgets.json beside the reason for each; a figure without one is only reported.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { median, ratioOf, type Figure } from './figures.ts';

const budget = z.strictObject({
  /** Ours divided by the comparison. */
  ratioAtMost: z.number().positive().optional(),
  ratioAtLeast: z.number().positive().optional(),
  /** In the unit of the figure; for what does not depend on the speed of the machine. */
  atMost: z.number().positive().optional(),
  note: z.string().min(1),
});

export type Budget = z.output<typeof budget>;
export type Budgets = Readonly<Record<string, Budget>>;
export type Verdict = 'ok' | 'OVER' | '-';

/** Throws where the file is not what it should be. */
export function readBudgets(): Budgets {
  return z.record(z.string(), budget).parse(JSON.parse(readFileSync(new URL('./budgets.json', import.meta.url), 'utf8')));
}

export function judge(figure: Figure, allowed: Budget | undefined): Verdict {
  const ratio = ratioOf(figure);
  const limits = [
    { limit: allowed?.ratioAtMost, value: ratio, most: true },
    { limit: allowed?.ratioAtLeast, value: ratio, most: false },
    { limit: allowed?.atMost, value: median(figure.ours), most: true },
  ];
  const judged = limits.flatMap(({ limit, value, most }) => (limit === undefined || value === undefined ? [] : [most ? value <= limit : value >= limit]));
  if (judged.length === 0) return '-';
  return judged.every(Boolean) ? 'ok' : 'OVER';
}

export function budgetText(allowed: Budget | undefined, unit: string): string {
  const parts = [
    allowed?.ratioAtMost === undefined ? [] : [`<= x ${allowed.ratioAtMost}`],
    allowed?.ratioAtLeast === undefined ? [] : [`>= x ${allowed.ratioAtLeast}`],
    allowed?.atMost === undefined ? [] : [`<= ${allowed.atMost} ${unit}`],
  ];
  return parts.flat().join(', ') || '-';
}
