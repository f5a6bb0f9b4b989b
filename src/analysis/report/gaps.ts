// What the record lacks, in sentences: a reader must know where silence proves nothing.
import { count } from '../../lib/format.ts';
import type { Interval, Micros } from '../../lib/micros.ts';
import { visible, type SafeText } from '../../lib/text.ts';
import type { Gap } from '../../model/signal.ts';
import type { GapLine } from './report.ts';
import type { SourceNames } from './source-names.ts';
import { timeWords } from './words.ts';

const SIGNALS = { log: 'log rows', sample: 'samples', span: 'spans' } as const;
const UNITS = { log: 'row', sample: 'sample', span: 'span' } as const;

export function gapLines(gaps: readonly Gap[], range: Interval, names: SourceNames): readonly GapLine[] {
  return gaps
    .filter((gap) => gap.missing !== 0)
    .map((gap) => ({ from: gap.at, to: gap.until, source: names.of(gap.source), missing: gap.missing, text: visible(sentenceOf(gap, range, names.of(gap.source))) }));
}

function sentenceOf(gap: Gap, range: Interval, source: SafeText): string {
  const missing = gap.missing === undefined ? `${UNITS[gap.signal]} count unknown` : `${count(gap.missing)} ${SIGNALS[gap.signal]} missing`;
  const again = gap.recovered === 0 ? '' : `, ${count(gap.recovered)} fetched afterwards`;
  const place = source === '' ? 'in the recorder' : `source ${source}`;
  return `${missing}${again}, ${timeWords(gap.at, range)} to ${timeWords(gap.until, range)}, ${place}: ${gap.detail}`;
}

/** That a row stands inside or at the edge of a gap of its source. */
export function gapWarning(gaps: readonly GapLine[], at: Micros, source: SafeText, range: Interval): SafeText | undefined {
  const gap = gaps.find(({ from, to, source: silent }) => silent === source && at >= from && at <= to);
  return gap === undefined ? undefined : visible(`Rows of ${source} are missing from ${timeWords(gap.from, range)} to ${timeWords(gap.to, range)}.`);
}
