// Time for all panels together: freeze, step, jump, zoom, return to live.
import { SECOND, shift } from '../../lib/micros.ts';
import type { Head } from '../../model/session.ts';
import type { Seq } from '../../model/signal.ts';
import type { AppEvent } from '../app.ts';
import type { Command, CommandContext } from '../command.ts';
import { nextWindow, windowOf } from '../frame.ts';
import { FOLLOW, isBeingRead, nextSpeed, pausedAt, playingFrom } from '../playhead.ts';

export const playbackCommands: readonly Command[] = [
  {
    id: 'global.pause', scope: 'global', title: 'Pause or go on', short: 'pause', keys: ['space'], footer: 70,
    help: 'Freezes every panel together while recording goes on; pressed again, plays on from there.',
    run: (c) => [{ type: 'playhead', playhead: toggled(c) }, ...(atEnd(c) ? [END] : [])],
  },
  {
    id: 'global.live', scope: 'global', title: 'Return to live', short: 'live', keys: ['L', 'G'],
    help: 'Follows the newest data again, at the right edge.',
    run: () => goLive(),
  },
  {
    id: 'global.step-back', scope: 'global', title: 'Step back', keys: [','],
    help: 'Pauses and moves the playhead to the commit before this one, at least a second back.',
    run: (c) => [{ type: 'playhead', playhead: pausedAt(c.session.headAt(shift(c.frame.head.learned, -SECOND))) }],
  },
  {
    id: 'global.step-forward', scope: 'global', title: 'Step forward', keys: ['.'],
    help: 'Pauses and moves the playhead a second on, or to the next commit where there is none in that second.',
    run: (c) => [{ type: 'playhead', playhead: pausedAt(nextHead(c)) }],
  },
  {
    id: 'global.slower', scope: 'global', title: 'Play slower', keys: ['<'],
    help: 'Halves the speed of playing.',
    run: (c) => [{ type: 'playhead', playhead: atSpeed(c, -1) }],
  },
  {
    id: 'global.faster', scope: 'global', title: 'Play faster', keys: ['>'],
    help: 'Doubles the speed of playing.',
    run: (c) => [{ type: 'playhead', playhead: atSpeed(c, 1) }],
  },
  {
    id: 'global.zoom-in', scope: 'global', title: 'Zoom the time range in', keys: ['z'],
    help: 'Draws a shorter stretch of time, down to a minute.',
    run: (c) => [{ type: 'time', time: { window: nextWindow(windowOf(c.frame), -1) } }],
  },
  {
    id: 'global.zoom-out', scope: 'global', title: 'Zoom the time range out', keys: ['Z'],
    help: 'Draws a longer stretch of time, up to a day.',
    run: (c) => [{ type: 'time', time: { window: nextWindow(windowOf(c.frame), 1) } }],
  },
  {
    id: 'global.zone', scope: 'global', title: 'Show local time or UTC', keys: ['T'],
    help: 'Changes the zone of every time on the screen; the header names it.',
    run: (c) => [{ type: 'time', time: { zone: c.app.time.zone === 'utc' ? 'local' : 'utc' } }],
  },
  {
    id: 'global.jump', scope: 'global', title: 'Jump to a time', short: 'time', keys: ['t'], footer: 80,
    help: 'Moves the cursor, the picture and, where that time was recorded live, the playhead to a time: 14:35, -15m, 2026-11-21 14:35.',
    run: () => [{ type: 'prompt', open: 'global.jump', text: '' }],
  },
];

/** Live again: follows, the picture at the right edge, no time cursor. */
export function goLive(): readonly AppEvent[] {
  return [
    { type: 'playhead', playhead: FOLLOW },
    { type: 'time', time: { end: 'head', window: 'auto', cursor: undefined } },
  ];
}

/** Where nothing was recorded for hours, a second would lead nowhere. */
function nextHead({ session, frame }: CommandContext): Head {
  const { seq, learned } = frame.head;
  const next = session.headAt(shift(learned, SECOND));
  return next.seq > seq ? next : session.headOf((seq + 1) as Seq);
}

const END: AppEvent = { type: 'toast', text: 'This is the end of the recording: nothing is left to play. ^ goes to its beginning.', tone: 'plain' };

/** At the last commit of what grows no more. */
function atEnd({ session, frame }: CommandContext): boolean {
  return !session.info().growing && !isBeingRead(session) && frame.head.seq === session.head().seq;
}

function toggled(c: CommandContext) {
  const { playhead } = c.app;
  if (playhead.mode === 'follow' || playhead.mode === 'playing' || atEnd(c)) return pausedAt(c.frame.head);
  // Going on from the newest commit is following; there is nothing left to play.
  if (c.frame.head.seq === c.session.head().seq) return FOLLOW;
  return playingFrom(c.frame.head, 1, c.monotonicMillis);
}

function atSpeed(c: CommandContext, direction: 1 | -1) {
  const speed = c.app.playhead.mode === 'playing' ? c.app.playhead.speed : 1;
  return playingFrom(c.frame.head, nextSpeed(speed, direction), c.monotonicMillis);
}
