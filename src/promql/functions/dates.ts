// Calendar functions: an element's value is seconds since the epoch, the answer is in UTC.
import type { FunctionName } from './signatures.ts';

export const DATES = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day_of_week: (date) => date.getUTCDay(),
  day_of_month: (date) => date.getUTCDate(),
  day_of_year: (date) => (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0,
  0)) / 86_400_000,
  days_in_month: (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
} as const satisfies Partial<Record<FunctionName, (date: Date) => number>>;

/** The moment of a value in whole seconds; an invalid date, which answers NaN, where it is none. */
export function dateOf(seconds: number): Date {
  return new Date(Math.trunc(seconds) * 1_000);
}
