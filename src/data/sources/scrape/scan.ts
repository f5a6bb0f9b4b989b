// Reads a metrics page: Prometheus text 0.0.4 and OpenMetrics 1.0. Pure, and it never throws: a line that cannot be read for
// certain is reported by number and the rest is kept. What is only untidy (blank lines, several spaces, CRLF, no line break at
// the end) is read as meant: during an incident a sample is worth more than the tidiness of its page.
import type { Micros } from '../../../lib/micros.ts';
import type { SampleDraft } from '../../../model/signal.ts';
import { goNumber } from '../go-number.ts';
import { parseSeriesHead, seriesKey } from './series-head.ts';
import { TargetLabels } from './target-labels.ts';
import { parseTimestamp, type ExpositionFormat } from './timestamp.ts';
import { parseTypeLine, type MetricType } from './types.ts';

export interface ScanOptions {
  readonly format: ExpositionFormat;
  /** When the page was asked for: the time of every sample that names none. */
  readonly at: Micros;
  /** Labels of the target. They win: a label of the page with the same name is kept as `exported_` and its name. */
  readonly target?: Readonly<Record<string, string>>;
  /** Series of the page before, from the same target: spares reading their labels again. Not changed. */
  readonly known?: SeriesTable;
}

export interface LineReject {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
  /** At most 512 characters of the line. */
  readonly excerpt: string;
}

export interface Scan {
  readonly samples: readonly SampleDraft[];
  /** By family name, as the page declares them. */
  readonly types: ReadonlyMap<string, MetricType>;
  /** The first bad lines, at most MOST_REJECTS. */
  readonly rejects: readonly LineReject[];
  /** All bad lines. */
  readonly rejected: number;
  /** For the next page of this target. */
  readonly table: SeriesTable;
}

/** What one page taught about the series of a target. */
export interface SeriesTable {
  /** By the text that stands before the value. */
  readonly heads: ReadonlyMap<string, Head>;
  /** By what identifies a series however its labels are ordered. */
  readonly series: ReadonlyMap<string, Series>;
}

interface Head {
  /** A copy of the text that keeps no page alive. */
  readonly text: string;
  readonly series: Series;
}

interface Series {
  readonly key: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const MOST_REJECTS = 100;
const MOST_LINE = 65_536;
const MOST_EXCERPT = 512;

const TAB = 9;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

export function scanExposition(text: string, options: ScanOptions): Scan {
  const scanner = new Scanner(text, options);
  scanner.run();
  const { samples, types, rejects, rejected, table } = scanner;
  return { samples, types, rejects, rejected, table };
}

class Scanner {
  readonly samples: SampleDraft[] = [];
  readonly types = new Map<string, MetricType>();
  readonly rejects: LineReject[] = [];
  readonly table = { heads: new Map<string, Head>(), series: new Map<string, Series>() };
  rejected = 0;

  readonly #text: string;
  readonly #options: ScanOptions;
  readonly #target: TargetLabels;
  /** The time of the last sample of each series on this page. */
  readonly #seen = new Map<Series, Micros>();
  #line = 0;
  #start = 0;
  #end = 0;
  #ended = false;

  constructor(text: string, options: ScanOptions) {
    this.#text = text;
    this.#options = options;
    this.#target = new TargetLabels(options.target ?? {});
  }

  run(): void {
    const text = this.#text;
    for (let next = 0; next < text.length; ) {
      const feed = text.indexOf('\n', next);
      this.#line += 1;
      this.#start = next;
      this.#end = feed < 0 ? text.length : feed;
      next = this.#end + 1;
      this.#oneLine();
    }
    if (this.#options.format === 'openmetrics' && !this.#ended) {
      this.#line += 1;
      this.#start = this.#end = text.length;
      this.#reject('no # EOF at the end: the page may be cut off');
    }
  }

  #oneLine(): void {
    const end = this.#trimmedEnd();
    const start = this.#skipBlanks(this.#start, end);
    if (start === end) return;
    if (this.#ended) return this.#reject('text after # EOF');
    if (end - start > MOST_LINE) return this.#reject(`a line of ${end - start} characters is too long`);
    if (this.#text.charCodeAt(start) === HASH) return this.#comment(start, end);
    const headEnd = this.#headEnd(start, end);
    if (headEnd < 0) return this.#reject('the labels are not closed');
    this.#sample(this.#text.slice(start, headEnd), headEnd, end);
  }

  #comment(start: number, end: number): void {
    const line = this.#text.slice(start, end);
    if (line === '# EOF' && this.#options.format === 'openmetrics') {
      this.#ended = true;
      return;
    }
    const declared = parseTypeLine(line);
    if (typeof declared === 'string') this.#reject(declared);
    else if (declared !== undefined) this.types.set(declared.name, declared.type);
  }

  #sample(head: string, headEnd: number, end: number): void {
    const valueStart = this.#skipBlanks(headEnd, end);
    const valueEnd = this.#tokenEnd(valueStart, end);
    const value = goNumber(this.#text, valueStart, valueEnd);
    if (value === undefined) return this.#reject(valueStart === end ? 'no value' : 'the value is no number');
    const at = this.#time(this.#skipBlanks(valueEnd, end), end);
    if (typeof at === 'string') return this.#reject(at);
    const found = this.#options.known?.heads.get(head) ?? this.table.heads.get(head) ?? this.#newHead(head);
    if (typeof found === 'string') return this.#reject(found);
    const { series } = found;
    this.table.heads.set(found.text, found);
    this.table.series.set(series.key, series);
    if (this.#seen.get(series) === at) return this.#reject('the same series stands twice on the page; the first one counts');
    this.#seen.set(series, at);
    this.samples.push({ kind: 'sample', at, name: series.name, labels: series.labels, value });
  }

  /** The time after the value, if any, and nothing but an exemplar behind it. */
  #time(start: number, end: number): Micros | string {
    const { at, format } = this.#options;
    if (start === end || this.#isExemplar(start)) return at;
    const stop = this.#tokenEnd(start, end);
    const rest = this.#skipBlanks(stop, end);
    if (rest !== end && !this.#isExemplar(rest)) return 'unexpected text after the timestamp';
    return parseTimestamp(this.#text.slice(start, stop), format, at);
  }

  #isExemplar(at: number): boolean {
    return this.#text.startsWith('# {', at);
  }

  #newHead(sliced: string): Head | string {
    // A substring would keep the whole page in memory for as long as its series is known.
    const text = Buffer.from(sliced, 'utf8').toString('utf8');
    const parsed = parseSeriesHead(text);
    if (typeof parsed === 'string') return parsed;
    const key = seriesKey(parsed);
    const known = this.table.series.get(key) ?? this.#options.known?.series.get(key);
    return { text, series: known ?? { key, name: parsed.name, labels: this.#target.join(parsed.pairs) } };
  }

  /** Where name and labels end: after the closing brace, or at the first blank where there is no brace. */
  #headEnd(start: number, end: number): number {
    const text = this.#text;
    for (let at = start; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === OPEN) return this.#closingBrace(at, end);
      if (code !== SPACE && code !== TAB) continue;
      const next = this.#skipBlanks(at, end);
      return text.charCodeAt(next) === OPEN && next < end ? this.#closingBrace(next, end) : at;
    }
    return end;
  }

  #closingBrace(open: number, end: number): number {
    const text = this.#text;
    let quoted = false;
    for (let at = open + 1; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) quoted = !quoted;
      else if (code === BACKSLASH && quoted) at += 1;
      else if (code === CLOSE && !quoted) return at + 1;
    }
    return -1;
  }

  #trimmedEnd(): number {
    let end = this.#end;
    while (end > this.#start && isBlankOrReturn(this.#text.charCodeAt(end - 1))) end -= 1;
    return end;
  }

  #skipBlanks(from: number, end: number): number {
    let at = from;
    while (at < end && isBlankOrReturn(this.#text.charCodeAt(at))) at += 1;
    return at;
  }

  #tokenEnd(from: number, end: number): number {
    let at = from;
    while (at < end && !isBlankOrReturn(this.#text.charCodeAt(at))) at += 1;
    return at;
  }

  #reject(reason: string): void {
    this.rejected += 1;
    if (this.rejects.length >= MOST_REJECTS) return;
    const excerpt = this.#text.slice(this.#start, Math.min(this.#end, this.#start + MOST_EXCERPT));
    this.rejects.push({ line: this.#line, reason, excerpt });
  }
}

function isBlankOrReturn(code: number): boolean {
  return code === SPACE || code === TAB || code === CR;
}
