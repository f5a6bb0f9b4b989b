// The incident's own list: rows the operator chose, notes, what was asked of backends, and what is left to do, in event-time order.
// Nothing is ever changed: an edit is a newer pin of the same row, and a row that was removed is one whose newest pin says so.
import { EVER, type Micros } from '../../lib/micros.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { FactRecord, Note } from '../../model/signal.ts';

export interface StoryRow {
  /** Id of the pin that changes it. */
  readonly key: string;
  readonly kind: 'row' | 'note' | 'act' | 'follow-up';
  readonly at: Micros;
  /** Where the row stands in the session; `seq` 0 where it is no row of its own. */
  readonly row: { readonly kind: string; readonly at: Micros; readonly seq: number };
  /** Raw. */
  readonly text: string;
  /** Of a follow-up. */
  readonly done: boolean;
  /** Written beside an incident file after that was sealed. */
  readonly added: boolean;
}

/** Of one moment: what happened, what was done, what was said of it, what is left to do. */
const KINDS: readonly StoryRow['kind'][] = ['row', 'act', 'note', 'follow-up'];

export function storyOf(session: Session, frame: Frame): readonly StoryRow[] {
  const pins = session.latest(frame, 'pin');
  const byKey = new Map(pins.map((pin) => [pin.id, pin]));
  const notes = session.notes(frame, EVER);
  const own = new Set(notes.map(keyOf));
  const sealed = session.info().incident?.last ?? Infinity;
  const rows = [
    ...notes.flatMap((note) => noteRow(note, byKey.get(keyOf(note)), sealed)),
    ...pins.filter((pin) => pin.pinned && !own.has(pin.id)).map((pin) => pinRow(pin, sealed)),
    ...session.latest(frame, 'act').filter((act) => byKey.get(`act:${act.id}`)?.pinned !== false).map((act) => actRow(act, byKey.get(`act:${act.id}`), sealed)),
  ];
  const unique = new Map(rows.map((row) => [row.key, row]));
  return [...unique.values()].toSorted(inStoryOrder);
}

export function inStoryOrder(a: StoryRow, b: StoryRow): number {
  return a.at - b.at || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.key < b.key ? -1 : Number(a.key > b.key));
}

function keyOf({ seq }: Note): string {
  return `note:${seq}`;
}

function noteRow(note: Note, pin: FactRecord<'pin'> | undefined, sealed: number): readonly StoryRow[] {
  if (pin?.pinned === false) return [];
  return [{ key: keyOf(note), kind: 'note', at: note.at, row: { kind: 'note', at: note.at, seq: note.seq }, text: pin?.text ?? note.text, done: false, added: (pin ?? note).seq > sealed }];
}

function pinRow({ id, row, text, done, seq }: FactRecord<'pin'>, sealed: number): StoryRow {
  return { key: id, kind: row.kind === 'follow-up' ? 'follow-up' : 'row', at: row.at, row, text, done: done === true, added: seq > sealed };
}

const DEEDS = { ack: 'acknowledged', silence: 'silenced', expire: 'ended the silence' } as const;

function actRow(act: FactRecord<'act'>, pin: FactRecord<'pin'> | undefined, sealed: number): StoryRow {
  const words = `${act.by} ${DEEDS[act.action]} ${act.name}${act.comment === '' ? '' : `: ${act.comment}`}${act.state === 'done' ? '' : ` (${act.state})`}`;
  return { key: `act:${act.id}`, kind: 'act', at: act.at, row: { kind: 'act', at: act.at, seq: act.seq }, text: pin?.text ?? words, done: false, added: (pin ?? act).seq > sealed };
}

/** The pin that words the row anew, takes it off the list, or says whether it was done. */
export function changed({ key, row, text, done, kind }: StoryRow, change: { readonly text?: string; readonly pinned?: boolean; readonly done?: boolean }): Pick<FactRecord<'pin'>, 'id' | 'row' | 'pinned' | 'text' | 'done'> {
  const isDone = change.done ?? done;
  return { id: key, row, pinned: change.pinned ?? true, text: change.text ?? text, ...(kind === 'follow-up' ? { done: isDone } : {}) };
}
