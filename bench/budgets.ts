// Which figure must stay where, and where it is to come in the end. Budgets stand in budgets.json beside the reason for each: what is
// reached now and a quarter more, so that they catch a step back. What is wanted stands in wanted.json and changes only with the plan.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { median, ratioOf, type Figure } from './figures.ts';

const limits = z.strictObject({
  /** Ours divided by the comparison. */
  ratioAtMost: z.number().positive().optional(),
  ratioAtLeast: z.number().positive().optional(),
  /** In the unit of the figure; for what does not depend on the speed of the machine. */
  atMost: z.number().nonnegative().optional(),
  atLeast: z.number().positive().optional(),
});

export type Limits = z.output<typeof limits>;
/** By the id of the figure. */
export type LimitsByFigure = Readonly<Record<string, Limits>>;

const budgets = z.record(z.string(), limits.extend({ note: z.string().min(1) }));
const wanted = z.record(z.string(), limits);

/** Throws where the file is not what it should be. */
export function readBudgets(): z.output<typeof budgets> {
  return budgets.parse(readJson('./budgets.json'));
}

/** Throws where the file is not what it should be. */
export function readWanted(): LimitsByFigure {
  return wanted.parse(readJson('./wanted.json'));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

/** Whether the figure keeps within these limits; undefined where there are none, or nothing that they could be held against. */
export function keeps(figure: Figure, allowed: Limits | undefined): boolean | undefined {
  const ratio = ratioOf(figure);
  const value = median(figure.ours);
  const found = [
    { limit: allowed?.ratioAtMost, value: ratio, most: true },
    { limit: allowed?.ratioAtLeast, value: ratio, most: false },
    { limit: allowed?.atMost, value, most: true },
    { limit: allowed?.atLeast, value, most: false },
  ];
  const judged = found.flatMap(({ limit, value, most }) => (limit === undefined || value === undefined ? [] : [most ? value <= limit : value >= limit]));
  return judged.length === 0 ? undefined : judged.every(Boolean);
}

export function limitsText(allowed: Limits | undefined, unit: string): string {
  const parts: readonly (readonly [string, number | undefined, string])[] = [
    ['<= x ', allowed?.ratioAtMost, ''], ['>= x ', allowed?.ratioAtLeast, ''], ['<= ', allowed?.atMost, ` ${unit}`], ['>= ', allowed?.atLeast, ` ${unit}`],
  ];
  return parts.flatMap(([sign, limit, end]) => (limit === undefined ? [] : [`${sign}${limit.toLocaleString('en-US')}${end}`])).join(', ') || '-';
}
