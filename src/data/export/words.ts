// Sentences and figures that several formats of the report show alike.
import type { AlertLine, Chart, ChartSeries, Report, SloLine, StoryRow } from '../../analysis/report/report.ts';
import { lengthWords, timeWords } from '../../analysis/report/words.ts';
import { count, dateTime, many, percent, value } from '../../lib/format.ts';

export const SEVERITY_WORDS = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' } as const;

/** Who made it of what, in one line. */
export function originWords({ session, savedAt, by }: Report): string {
  const saved = savedAt === undefined ? '' : `, saved ${dateTime(savedAt, 'utc')} UTC`;
  return `Session ${session}${saved}${by === undefined ? '' : ` by ${by}`}`;
}

export function storyWords({ chosen }: Report): string {
  return chosen ? 'Rows chosen during the incident, with every note, action and alert between. Times are UTC.' : 'Nothing was chosen by hand: these are the rows that stand out by themselves. Times are UTC.';
}

export const SOURCE_WORDS = 'Counts are of all that was read since the recording began.';

/** "guardian on brick-02". */
export function placeWords({ service, node }: Pick<StoryRow, 'service' | 'node'>): string {
  return [service, node].filter((part) => part !== undefined).join(' on ');
}

export function alertEnd({ firedAt, resolvedAt }: AlertLine, { range }: Report): string {
  return resolvedAt === undefined ? 'still firing' : `${timeWords(resolvedAt, range)} (${lengthWords(resolvedAt - firedAt)})`;
}

/** Rule and figures of an alert. */
export function alertRule({ expr, value: measured, threshold }: AlertLine): string {
  const figure = measured === undefined ? '' : `at ${Number(measured.toPrecision(4))}`;
  const limit = expr === '' && threshold !== undefined ? `limit ${threshold}` : expr;
  return [limit, figure].filter((part) => part !== '').join(', ');
}

export function sloFigures({ target, achieved, left }: SloLine): { readonly target: string; readonly achieved: string; readonly left: string } {
  return { target: percent(target), achieved: percent(achieved), left: left === undefined ? '' : `${Math.floor(left + 1e-6)} %` };
}

export function redactionWords({ redactions, raw }: Report): string {
  if (raw) return 'Redaction was switched off: texts are as they were recorded.';
  const rules = Object.entries(redactions).filter(([, places]) => places > 0);
  if (rules.length === 0) return 'No text matched a redaction rule.';
  return `Redacted before saving: ${rules.map(([rule, places]) => `${rule} in ${many(places, 'place')}`).join(', ')}.`;
}

/** Limit, and what is not drawn. */
export function chartNote({ threshold, unit, left }: Chart): string {
  return [threshold === undefined ? '' : `limit ${value(threshold, unit)}`, left === 0 ? '' : `${count(left)} more series not shown`].filter((part) => part !== '').join(', ');
}

/** Lowest, highest and last value of a line; undefined where it has no number. */
export function figuresOf({ points }: ChartSeries): { readonly min: number; readonly max: number; readonly last: number } | undefined {
  const values = points.map(({ value: one }) => one).filter((one) => Number.isFinite(one));
  const last = values.at(-1);
  if (last === undefined) return undefined;
  return { min: values.reduce((least, one) => Math.min(least, one), Infinity), max: values.reduce((most, one) => Math.max(most, one), -Infinity), last };
}
