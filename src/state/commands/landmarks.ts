// From one landmark of the recording to the next: notes and pins, alerts, errors, its two ends. Live as in a replay: going somewhere pauses.
import { clockTime, count } from '../../lib/format.ts';
import { shift } from '../../lib/micros.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { Cursor } from '../../model/session.ts';
import type { LogRecord, Seq } from '../../model/signal.ts';
import type { AppEvent } from '../app.ts';
import type { Command, CommandContext } from '../command.ts';
import { goTo } from '../go-to.ts';
import { landmarksOf, type Landmark, type LandmarkKind } from '../landmarks.ts';
import { isBeingRead, pausedAt } from '../playhead.ts';
import { goLive } from './playback.ts';

type Direction = 1 | -1;

interface Wanted {
  readonly kinds: readonly LandmarkKind[];
  /** "No note or pin after 14:35:12." */
  readonly name: string;
}

const MARKERS: Wanted = { kinds: ['note', 'pin'], name: 'note or pinned row' };
const ALERTS: Wanted = { kinds: ['fired', 'resolved'], name: 'alert that fired or ended' };

export const landmarkCommands: readonly Command[] = [
  {
    id: 'global.previous-marker', scope: 'global', title: 'Previous note or pin', keys: ['('],
    help: 'Pauses where the note or pinned row before this moment was known, the time cursor on what it is about.',
    run: (c) => step(c, MARKERS, -1),
  },
  {
    id: 'global.next-marker', scope: 'global', title: 'Next note or pin', keys: [')'],
    help: 'Pauses where the next note or pinned row was known, the time cursor on what it is about.',
    run: (c) => step(c, MARKERS, 1),
  },
  {
    id: 'global.previous-alert', scope: 'global', title: 'Previous change of an alert', keys: ['{'],
    help: 'Pauses where it was learned that an alert fired or ended, the last one before this moment.',
    run: (c) => step(c, ALERTS, -1),
  },
  {
    id: 'global.next-alert', scope: 'global', title: 'Next change of an alert', keys: ['}'],
    help: 'Pauses where it was learned that the next alert fired or ended.',
    run: (c) => step(c, ALERTS, 1),
  },
  {
    id: 'global.previous-error', scope: 'global', title: 'Previous error of the recording', keys: ['@'],
    help: 'Pauses where the log row of level error or fatal before the time cursor was learned.',
    run: (c) => stepError(c, -1),
  },
  {
    id: 'global.next-error', scope: 'global', title: 'Next error of the recording', keys: ['!'],
    help: 'Pauses where the next log row of level error or fatal was learned, also one that the playhead has not come to.',
    run: (c) => stepError(c, 1),
  },
  {
    id: 'global.beginning', scope: 'global', title: 'Go to the beginning of the recording', keys: ['^'],
    help: 'Pauses at the first commit.',
    run: (c) => beginning(c),
  },
  {
    id: 'global.end', scope: 'global', title: 'Go to the end of the recording', keys: ['$'],
    help: 'Pauses at the last commit; follows the newest data while it is being recorded.',
    run: (c) => end(c),
  },
];

const SIGNS: Readonly<Record<LandmarkKind, string>> = { fired: '▲ ', resolved: '▼ ', note: 'note: ', pin: 'pinned: ' };

/** Commit first, then time: two landmarks of one commit are two stops. Without a time cursor all that is known lies behind. */
function step(context: CommandContext, { kinds, name }: Wanted, direction: Direction): readonly AppEvent[] {
  const { session, frame, cursor = Infinity, zone } = context;
  const marks = landmarksOf(session, frame.asked).all.filter(({ kind }) => kinds.includes(kind));
  const distance = ({ head, at }: Landmark): number => head.seq - frame.head.seq || at - cursor;
  const index = direction > 0 ? marks.findIndex((mark) => distance(mark) > 0) : marks.findLastIndex((mark) => distance(mark) < 0);
  const mark = marks[index];
  if (mark === undefined) return [none(`No ${name} ${direction > 0 ? 'after' : 'before'} ${clockTime(frame.head.learned, zone, 'seconds')}.`)];
  const place = marks.length > 1 ? `  ${index + 1} of ${count(marks.length)}` : '';
  return [...goTo(context, mark), { type: 'toast', text: `${clockTime(mark.at, zone, 'seconds')}  ${SIGNS[mark.kind]}${mark.text}${place}`, tone: 'plain' }];
}

function none(text: string): AppEvent {
  return { type: 'toast', text, tone: 'plain' };
}

const ERRORS: Filter = { op: 'level', compare: '>=', level: 'error' };
/** Rows looked at by one key press. */
const MOST_LOOKED_AT = 100_000;
const AFTER_ALL = Number.MAX_SAFE_INTEGER as Seq;
const BEFORE_ALL = 0 as Seq;

/** By event time over the whole recording; rows of one microsecond are one stop. */
function stepError(context: CommandContext, direction: Direction): readonly AppEvent[] {
  const { session, frame, zone } = context;
  const whole = { ...frame, head: session.head() };
  const from = here(context, direction);
  const page = session.logs(whole, { filter: ERRORS, from, direction: direction > 0 ? 'newer' : 'older', limit: 1, budget: MOST_LOOKED_AT });
  const [row] = page.rows;
  if (row !== undefined) return [...goTo(context, { at: row.at, seq: row.seq, head: headFor(context, row) }), found(row, zone)];
  const side = direction > 0 ? 'after' : 'before';
  if (page.complete || page.reached === undefined) return [none(`No error ${side} ${clockTime(from.at, zone, 'seconds')}.`)];
  const text = `No error up to ${clockTime(page.reached.at, zone, 'seconds')}, ${count(MOST_LOOKED_AT)} rows on. Press again to look further.`;
  return [{ type: 'time', time: { cursor: page.reached.at } }, { type: 'toast', text, tone: 'warn' }];
}

function here({ app, frame }: CommandContext, direction: Direction): Cursor {
  const at = app.time.cursor ?? (direction > 0 ? frame.head.latest : shift(frame.head.latest, 1));
  return { at, seq: direction > 0 ? AFTER_ALL : BEFORE_ALL };
}

/** History that was read in bulk is walked by event time: the playhead stays where it is known already. */
function headFor({ session, frame }: CommandContext, { seq, backfilled }: LogRecord) {
  const learnedBy = session.headOf(seq);
  return backfilled === true && learnedBy.seq <= frame.head.seq ? frame.head : learnedBy;
}

function found({ at, level, service, node, message }: LogRecord, zone: string): AppEvent {
  const origin = service ?? node;
  return { type: 'toast', text: `${clockTime(at, zone, 'seconds')}  ${level}${origin === undefined ? '' : ` ${origin}`}: ${message.slice(0, 200)}`, tone: 'plain' };
}

function beginning({ session, zone }: CommandContext): readonly AppEvent[] {
  const { first } = session.info();
  return [
    { type: 'playhead', playhead: pausedAt(first) },
    { type: 'time', time: { end: 'head', cursor: undefined } },
    { type: 'toast', text: `The beginning of the recording, ${clockTime(first.learned, zone, 'seconds')}.`, tone: 'plain' },
  ];
}

function end({ session, zone }: CommandContext): readonly AppEvent[] {
  if (session.info().growing || isBeingRead(session)) return goLive();
  const head = session.head();
  return [
    { type: 'playhead', playhead: pausedAt(head) },
    { type: 'time', time: { end: 'head', cursor: undefined } },
    { type: 'toast', text: `The end of the recording, ${clockTime(head.learned, zone, 'seconds')}.`, tone: 'plain' },
  ];
}
