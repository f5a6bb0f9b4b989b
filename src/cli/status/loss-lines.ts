// What the recording does not have: rows that were given up, stretches that were not seen, records that could not be read.
import { count, dateTime, duration, many } from '../../lib/format.ts';
import { line, span, words, type Line } from '../../lib/line.ts';
import { visible } from '../../lib/text.ts';
import type { Status } from './read.ts';

/** Gaps come at most so many at once. */
const MOST_GAPS = 200;

export function lossLines({ totals, gaps, sources }: Status, zone: 'utc' | 'local'): readonly Line[] {
  const shed = totals.shed === 0 ? words('no row given up', 'good') : words(`${many(totals.shed, 'row')} given up: the recorder could not keep pace`, 'bad');
  const rejects = totals.rejects === 0 ? [] : [words(`${many(totals.rejects, 'record')} that could not be read`, 'warn')];
  const newest = gaps.at(-1);
  if (newest === undefined) return [line(...shed.spans, ...words(', no gap', 'good').spans), ...rejects];
  const found = gaps.length >= MOST_GAPS ? `${MOST_GAPS} gaps or more` : many(gaps.length, 'gap');
  const missing = newest.missing === undefined ? 'missing count unknown' : `${count(newest.missing)} missing`;
  const source = sources.find(({ id }) => id === newest.source)?.name ?? '';
  const said = `${found}, the newest at ${dateTime(newest.at, zone)} for ${duration(newest.until - newest.at)}: ${source} ${newest.detail}; ${missing}${newest.recovered > 0 ? `, ${count(newest.recovered)} back-filled` : ''}`;
  return [shed, line(span(visible(said, 400), 'gap')), ...rejects];
}
