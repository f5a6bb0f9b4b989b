// What the values of options may be. A wrong one is told with the name of its option, before anything starts.
import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../lib/parse-time.ts';

/** A whole number within bounds, ends included. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

/** A number above zero. */
export function factor(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value > 0 && value <= most) return value;
    throw new InvalidArgumentError(`Give a number above 0, at most ${most}.`);
  };
}

/** A time of day in the story, from 13:20 to 15:40, as seconds after 14:20. */
export function storyTime(text: string): number {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text);
  const second = found === null ? Number.NaN : (Number(found[1]) - 14) * 3_600 + (Number(found[2]) - 20) * 60;
  if (second >= -3_600 && second <= 4_800) return second;
  throw new InvalidArgumentError('Give a time of the story, from 13:20 to 15:40; the alert fires at 14:35.');
}

/** Log lines a second; `max` is as fast as readers take them. */
export function rate(text: string): string {
  const value = Number(text);
  if (text === 'max' || (text.trim() !== '' && value >= 0 && value <= 50_000)) return text;
  throw new InvalidArgumentError('Give a number up to 50000, or max.');
}

/** Microseconds, at least one: `90s`, `15m`, `1h30m`. */
export function lengthOfTime(text: string): number {
  const length = parseDuration(text);
  if (length !== undefined && length > 0) return length;
  throw new InvalidArgumentError('Give a length of time such as 90s, 15m or 1h30m.');
}

/** A length of time together with how it was written. */
export interface NamedLength {
  readonly text: string;
  /** Microseconds. */
  readonly length: number;
}

export function namedLength(text: string): NamedLength {
  return { text: text.trim(), length: lengthOfTime(text) };
}

/** Microseconds, both included. */
export interface LengthBounds {
  readonly least: number;
  readonly most: number;
}

/** `>1s`, `>=500ms`, `<2s`, `<=2s`, or `1s` for at least as long. */
export function lengthBounds(text: string): LengthBounds {
  const [, sign = '', rest = ''] = /^\s*([<>]=?)?(.*)$/su.exec(text) ?? [];
  const length = parseDuration(rest);
  if (length === undefined) throw new InvalidArgumentError('Give a length of time such as ">1s", "<=500ms" or "2s".');
  switch (sign) {
    case '<':
      return { least: 0, most: length - 1 };
    case '<=':
      return { least: 0, most: length };
    case '>':
      return { least: length + 1, most: Infinity };
    default:
      return { least: length, most: Infinity };
  }
}

/** A field and what it must be: `trace_id=9f3c`. */
export function keyAndValue(text: string): { readonly key: string; readonly value: string } {
  const found = /^([\w.-]{1,64})[=:](.{1,200})$/u.exec(text);
  const [key, value] = [found?.[1], found?.[2]];
  if (key !== undefined && value !== undefined) return { key, value };
  throw new InvalidArgumentError('Give KEY=VALUE such as trace_id=9f3c or service=api.');
}

/** Columns and rows of a frame. */
export function frameSize(text: string): { readonly columns: number; readonly rows: number } {
  const match = /^(\d{1,4})x(\d{1,4})$/.exec(text);
  const [columns, rows] = [Number(match?.[1]), Number(match?.[2])];
  if (columns >= 1 && columns <= MOST_CELLS && rows >= 1 && rows <= MOST_CELLS) return { columns, rows };
  throw new InvalidArgumentError(`Give COLUMNSxROWS such as 120x40, each from 1 to ${MOST_CELLS}.`);
}

/** No terminal is larger; the work for a frame grows with both sides. */
const MOST_CELLS = 1_000;
