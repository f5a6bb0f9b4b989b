// Name and labels of one exposition line: everything before the value. Invariant: what cannot be read for certain is an
// error in words, never an exception and never a guess.
import { HeadReader } from './head-reader.ts';

export interface SeriesHead {
  readonly name: string;
  /** Label names and values in turn, as written, each name once; a value may be empty. */
  readonly pairs: readonly string[];
}

const COMMA = 44;
const EQUALS = 61;
const OPEN = 123;
const CLOSE = 125;

/** Reads a head such as `name{label="value"}` or `{"quoted name",label="value"}`; a string is the reason why it cannot. */
export function parseSeriesHead(text: string): SeriesHead | string {
  const reader = new HeadReader(text);
  const name = reader.metricName();
  reader.blanks();
  if (reader.atEnd()) return name === '' ? 'no metric name' : { name, pairs: [] };
  if (!reader.take(OPEN)) return 'a metric name holds letters, digits, _ and : only, unless it is quoted in braces';
  return labelled(reader, name);
}

function labelled(reader: HeadReader, bareName: string): SeriesHead | string {
  const pairs: string[] = [];
  let name = bareName;
  for (let first = true; ; first = false) {
    reader.blanks();
    if (reader.take(CLOSE)) break;
    const bare = reader.labelName();
    const key = bare === '' ? reader.quoted() : bare;
    if (key === undefined || key === '') return 'a label name is expected';
    reader.blanks();
    if (reader.take(EQUALS)) {
      reader.blanks();
      const value = reader.quoted();
      if (value === undefined) return 'a label value is not in closed quotes';
      if (key === '__name__') return 'the label __name__ is reserved';
      if (standsIn(pairs, key)) return `the label ${key} stands twice`;
      pairs.push(key, value);
    } else {
      if (bare !== '' || !first || bareName !== '') return 'a label has no =';
      name = key;
    }
    reader.blanks();
    if (!reader.take(COMMA) && !reader.at(CLOSE)) return 'a comma or closing brace is expected';
  }
  reader.blanks();
  if (!reader.atEnd()) return 'unexpected text after the labels';
  return name === '' ? 'no metric name' : { name, pairs };
}

function standsIn(pairs: readonly string[], key: string): boolean {
  for (let index = 0; index < pairs.length; index += 2) if (pairs[index] === key) return true;
  return false;
}

/** What identifies a series on its page, in whatever order its labels were written. */
export function seriesKey({ name, pairs }: SeriesHead): string {
  let plain = true;
  for (let index = 0; index < pairs.length; index += 2) {
    if (pairs[index + 1] === '' || (index > 0 && (pairs[index - 2] ?? '') > (pairs[index] ?? ''))) plain = false;
  }
  return `${name}\u0000${(plain ? pairs : inOrder(pairs)).join('\u0000')}`;
}

function inOrder(pairs: readonly string[]): readonly string[] {
  const labels: (readonly [string, string])[] = [];
  for (let index = 0; index < pairs.length; index += 2) labels.push([pairs[index] ?? '', pairs[index + 1] ?? '']);
  return labels
    .filter(([, value]) => value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flat();
}
