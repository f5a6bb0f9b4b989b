// What the operator and the recorder add: notes, acts, gaps, and rows promoted to the incident that nothing else brings. Always shown.
import { count, duration } from '../../lib/format.ts';
import type { FactRecord, Gap } from '../../model/signal.ts';
import { TIMELINE_KINDS, type TimelineKind, type TimelineMaterial } from '../../model/timeline.ts';
import { rowOf, within, type Row } from './row.ts';

export function ownRows({ gaps, notes, acts, window }: TimelineMaterial): readonly Row[] {
  return [
    ...[...Map.groupBy(gaps.filter((gap) => gap.until >= window.from && gap.at <= window.to), ({ source, reason, signal }) => `${source} ${reason} ${signal}`).values()].flatMap(gapRow),
    ...notes
      .filter((note) => within(note.at, window))
      .map((note) => rowOf(note, { kind: 'note', subject: 'note', what: note.text, text: note.text, target: { kind: 'none' }, why: 'notes are always shown', quiet: undefined })),
    ...acts.filter((act) => within(act.at, window)).map(actRow),
  ];
}

const SIGNALS = { log: 'log rows', sample: 'samples', span: 'spans' } as const;

/** Gaps of one source, reason and signal are one row: a source that is asked too often misses something each time. */
function gapRow(gaps: readonly Gap[]): readonly Row[] {
  const [first] = gaps;
  if (first === undefined) return [];
  const missing = gaps.reduce<number | undefined>((sum, gap) => (sum === undefined || gap.missing === undefined ? undefined : sum + gap.missing), 0);
  const length = gaps.reduce((most, gap) => Math.max(most, gap.until), 0) - first.at;
  const recovered = gaps.reduce((sum, gap) => sum + gap.recovered, 0);
  const text = `${missing === undefined ? 'an unknown number' : count(missing)} of ${SIGNALS[first.signal]} missing ${gaps.length === 1 ? 'for' : `in ${count(gaps.length)} stretches of`} ${duration(length)}`;
  const detail = `${first.detail}${recovered > 0 ? `, ${count(recovered)} fetched again` : ''}`;
  const key = `gap:${first.source} ${first.gapId}`;
  return [rowOf(first, { kind: 'gap', key, subject: 'gap', what: text, text, detail, target: { kind: 'source' }, why: 'what was not seen is always told', quiet: undefined })];
}

const ACTIONS = { ack: 'acknowledged', silence: 'silenced', expire: 'unsilenced' } as const;
const OUTCOMES = { asked: 'asked for', done: 'done', failed: 'failed', unknown: 'nobody knows whether it happened', noted: 'noted here alone' } as const;

function actRow(act: FactRecord<'act'>): Row {
  const what = `${act.name} ${ACTIONS[act.action]} by ${act.by}`;
  const detail = [act.comment, act.state === 'done' ? '' : OUTCOMES[act.state]].filter((part) => part !== '').join(' · ');
  return rowOf(act, { kind: 'note', subject: act.by, what: `${ACTIONS[act.action]} ${act.name}`, text: what, detail, target: { kind: 'none' }, why: 'what was done is always shown', quiet: undefined });
}

/** The row of a pin whose own row is not among the others. */
export function pinRow(pin: FactRecord<'pin'>): Row {
  const kind = TIMELINE_KINDS.find((one) => one === pin.row.kind) ?? 'note';
  return {
    at: pin.row.at, seq: pin.seq, source: undefined, key: pin.id, kind, subject: '', what: pin.text, text: pin.text, detail: '', place: {},
    target: targetOf(kind, pin), why: 'it was promoted to the incident', quiet: undefined,
  };
}

function targetOf(kind: TimelineKind, { id, row }: FactRecord<'pin'>): Row['target'] {
  if (kind === 'trace') return { kind: 'trace', traceId: id.slice('trace:'.length), at: row.at };
  return kind === 'log' ? { kind: 'log', at: row.at, seq: row.seq, message: '' } : { kind: 'none' };
}
