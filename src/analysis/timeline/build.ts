// The timeline of a window: rows of all kinds judged against what the window is about, told once, in the order in which they happened.
// docs/decisions/ says why some rows are quiet.
import { MINUTE } from '../../lib/micros.ts';
import type { Anchor, Timeline, TimelineMaterial } from '../../model/timeline.ts';
import { alertRows } from './alert-rows.ts';
import { anchorOf } from './anchor.ts';
import { anomalyRows } from './anomaly-rows.ts';
import { healthRows } from './health-rows.ts';
import { logRows, patternRows, toldByLog } from './log-rows.ts';
import { metricRows } from './metric-rows.ts';
import { ownRows, pinRow } from './own-rows.ts';
import { within, type Row } from './row.ts';
import { tiesTo } from './ties.ts';
import { traceRows } from './trace-rows.ts';

/** Two sources that say the same sentence within this time mean one thing. */
const TOLD_TWICE = 5 * MINUTE;

export interface TimelineWish {
  /** The row that the window was opened from; the alert that changed nearest to the centre when absent. */
  readonly anchor?: Anchor | undefined;
  /** Zone of the few times that stand inside the words. */
  readonly zone: string;
}

export function timelineOf(material: TimelineMaterial, { anchor: chosen, zone }: TimelineWish): Timeline {
  const anchor = chosen ?? anchorOf(material);
  const ties = tiesTo(anchor, material.traces, material.spans);
  const patterns = toldOnce(patternRows(material, ties, zone));
  const shown = patterns.filter((row) => row.quiet === undefined);
  const told = [...toldOnce([...alertRows(material), ...metricRows(material, ties, toldByLog(shown)), ...anomalyRows(material, ties)]), ...patterns];
  const rows = [
    ...told,
    ...logRows(material),
    ...traceRows(material, ties),
    ...toldOnce(healthRows(material, ties, anchor !== undefined, told)),
    ...ownRows(material),
  ];
  return { window: material.window, anchor, entries: withPins(rows, material), beyond: material.beyond };
}

/** Rows of one kind, same words and about the same time from several sources: the first one stands for all. */
function toldOnce(rows: readonly Row[]): readonly Row[] {
  const told = new Map<string, Row>();
  return rows.toSorted(inOrder).map((row) => {
    const sentence = `${row.kind} ${row.text}`;
    const before = told.get(sentence);
    if (row.quiet !== undefined) return row;
    if (before !== undefined && before.source !== row.source && row.at - before.at <= TOLD_TWICE) return { ...row, quiet: 'another source told the same before' };
    told.set(sentence, row);
    return row;
  });
}

function withPins(rows: readonly Row[], { pins, window }: TimelineMaterial): Timeline['entries'] {
  const pinned = new Map(pins.filter((pin) => pin.pinned).map((pin) => [pin.id, pin]));
  const known = new Set(rows.map((row) => row.key));
  const alone = [...pinned.values()].filter((pin) => !known.has(pin.id) && within(pin.row.at, window)).map(pinRow);
  return [...rows, ...alone]
    .map((row) => (pinned.has(row.key) ? { ...row, pinned: true, quiet: undefined, why: row.quiet === undefined ? row.why : 'it was promoted to the incident' } : { ...row, pinned: false }))
    .toSorted(inOrder);
}

export function inOrder(a: Pick<Row, 'at' | 'seq' | 'key'>, b: Pick<Row, 'at' | 'seq' | 'key'>): number {
  return a.at - b.at || a.seq - b.seq || (a.key < b.key ? -1 : Number(a.key > b.key));
}
