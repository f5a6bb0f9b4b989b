// The alerts that fire, above everything else that an overview shows.
import { duration } from '../lib/format.ts';
import { justify, line, span, words, type Line } from '../lib/line.ts';
import { own, padEnd, padStart, visible } from '../lib/text.ts';
import { firing, type AlertRow } from './alert-rows.ts';
import { placeWords, standingLook, valueWords } from './alert-words.ts';

/** Rows of a strip on a screen of so many: none is better than no chart. */
export function stripRows(rows: readonly AlertRow[], height: number): number {
  return Math.min(firing(rows).length, height < 14 ? 1 : 3);
}

export function stripLines(rows: readonly AlertRow[], columns: number, height: number, now: number): readonly Line[] {
  const alerts = firing(rows);
  const most = stripRows(rows, height);
  return alerts.slice(0, most).map(({ alert, standing }, index) => {
    const { mark, style } = standingLook(standing);
    const left = line(
      span(own(` ${mark} `), style),
      span(padEnd(visible(alert.name, 200), Math.max(12, Math.min(24, columns >> 2))), 'strong'),
      span(own(' ')),
      span(padEnd(visible(placeWords(alert), 100), Math.max(8, Math.min(20, columns >> 3)))),
      span(own(' firing ')),
      span(padStart(own(duration(Math.max(0, now - alert.since))), 7)),
      span(own('  ')),
      span(visible(valueWords(alert), 200)),
    );
    const more = index === most - 1 && alerts.length > most ? `+${alerts.length - most} more · 6 alerts ` : index === 0 ? '6 alerts ' : '';
    return columns < 100 ? left : justify(left, words(more, 'dim'), columns);
  });
}
