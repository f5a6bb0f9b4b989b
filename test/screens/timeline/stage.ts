// The story of the specification in a session that still grows, the screen on its timeline.
import { Driver, type DriverOptions } from '../../support/driver.ts';
import { growingSession, type Growing } from '../../support/recorded.ts';
import { aLog, at } from '../../support/session.ts';
import { STORY_DRAFTS, story } from '../../analysis/timeline/story.ts';

export interface Stage {
  readonly run: Growing;
  readonly driver: Driver;
}

/** Everything of the story known, up to its end, and ordinary rows around it. */
export function fillStory(run: Growing): void {
  const logs = Array.from({ length: 700 }, (_, index) => aLog(story(14, 6) + index * 5.3, { service: 'mesh', node: 'brick-04', message: `route ${index} renewed` }));
  run.commit(story(15, 12), [...STORY_DRAFTS, ...logs]);
}

/** The time cursor is at 14:35. */
export function stage(options: DriverOptions = {}): Stage {
  const run = growingSession();
  fillStory(run);
  const driver = new Driver(run.session, { screen: 'timeline', size: { columns: 120, rows: 40 }, ...options });
  return { run, driver: driver.dispatch([{ type: 'time', time: { cursor: at(story(14, 35)) } }]) };
}
