// The timeline of a window costs what stands out in it, not what was recorded.
import { describe, expect, it } from 'vitest';
import { selectTimeline } from '../../../src/screens/timeline/select.ts';
import { INITIAL } from '../../../src/screens/timeline/state.ts';
import { story } from '../../analysis/timeline/story.ts';
import { Driver } from '../../support/driver.ts';
import { aPattern } from '../../support/facts.ts';
import { growingSession } from '../../support/recorded.ts';
import { aLog, aSpan, at } from '../../support/session.ts';
import { fillStory } from './stage.ts';

const SIZE = { columns: 120, rows: 37 };
const CHUNK = 20_000;

/** The story among so many log rows and a tenth as many traces, all in its window. */
function among(rows: number): Driver {
  const run = growingSession();
  for (let first = 0; first < rows; first += CHUNK) {
    const logs = Array.from({ length: Math.min(CHUNK, rows - first) }, (_, index) => aLog(story(14, 20) + ((first + index) * 1_800) / rows, { level: index % 100 === 0 ? 'error' : 'info' }));
    const spans = Array.from({ length: logs.length / 10 }, (_, index) => aSpan(story(14, 20) + ((first / 10 + index) * 18_000) / rows, 'a', { traceId: `x${first / 10 + index}`, service: 'guardian', duration: 1_000 }));
    run.commit(story(14, 50), [...logs, ...spans]);
  }
  fillStory(run);
  return new Driver(run.session, { screen: 'timeline' }).dispatch([{ type: 'time', time: { cursor: at(story(14, 35)) } }]);
}

/** The least of some looks at different heads, so that none is answered from memory, in milliseconds. */
function cost(driver: Driver): number {
  const times = Array.from({ length: 20 }, (_, index) => {
    const context = { ...driver.context(), cursor: at(story(14, 35) + index) };
    const begin = performance.now();
    selectTimeline(context, INITIAL, SIZE);
    return performance.now() - begin;
  });
  return Math.min(...times);
}

describe('the timeline of a large session', () => {
  it('takes less than four times as long among a hundred times as many rows, and finds the slowest trace among them', () => {
    const [small, large] = [among(2_000), among(200_000)];
    expect(large.screen().join('\n')).toContain('http_request 2.3 s');
    // A floor, since a fifth of a millisecond is noise.
    expect(cost(large)).toBeLessThan(4 * Math.max(4, cost(small)));
  });

  it('bounds what it lists of each kind', () => {
    const run = growingSession();
    run.commit(10_000, Array.from({ length: 3_000 }, (_, index) => aPattern(9_000 + index / 10, { id: `p${index}`, message: `m ${index}` })));
    const driver = new Driver(run.session, { screen: 'timeline' }).press('H');
    expect(driver.screen().at(-2)).toContain('400 rows');
  });
});
