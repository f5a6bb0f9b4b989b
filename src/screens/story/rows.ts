// The rows of the story at a frame, read once for what was asked until then: what is drawn, each command and its reason ask for the same.
import { storyOf, type StoryRow } from '../../analysis/story/story.ts';
import type { Session } from '../../model/session.ts';
import type { PanelContext } from '../../state/command.ts';

interface Known {
  readonly key: string;
  readonly rows: readonly StoryRow[];
}

const latest = new WeakMap<Session, Known>();

export function storyRows({ session, frame }: Pick<PanelContext, 'session' | 'frame'>): readonly StoryRow[] {
  // Where the seal of a file ends is known once all of it was read.
  const key = `${frame.asked} ${session.info().incident?.last ?? ''}`;
  const before = latest.get(session);
  if (before?.key === key) return before.rows;
  const rows = storyOf(session, frame);
  latest.set(session, { key, rows });
  return rows;
}
