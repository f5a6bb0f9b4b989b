// Going to a row of the recording: the playhead to a commit that knows it, the time cursor and the picture to its moment.
import { shift, type Micros } from '../lib/micros.ts';
import type { Head } from '../model/session.ts';
import type { Seq } from '../model/signal.ts';
import type { AppEvent } from './app.ts';
import type { CommandContext } from './command.ts';
import { spanAt } from './frame.ts';
import { pausedAt } from './playhead.ts';

export interface Destination {
  readonly at: Micros;
  /** 0 where only the moment is meant. */
  readonly seq: Seq;
  readonly head: Head;
}

export function goTo(context: CommandContext, { at, seq, head }: Destination): readonly AppEvent[] {
  return [
    { type: 'playhead', playhead: pausedAt(head) },
    { type: 'time', time: { cursor: at, end: endFor(context, at, head) } },
    { type: 'reveal', screen: context.app.screen, row: { at, seq } },
  ];
}

/** The picture ends at the playhead as long as the moment is in it, else it is around the moment. */
function endFor({ app, session, frame }: CommandContext, at: Micros, head: Head): Micros | 'head' {
  const { from, to } = spanAt(session, head, frame.asked, { ...app.time, end: 'head' });
  return at >= from && at <= to ? 'head' : shift(at, (to - from) / 2);
}
