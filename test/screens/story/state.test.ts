import { describe, expect, it } from 'vitest';
import type { StoryRow } from '../../../src/analysis/story/story.ts';
import { cursorIn } from '../../../src/screens/story/state.ts';
import { at } from '../../support/session.ts';

const row = (key: string, kind: StoryRow['kind'], seconds: number): StoryRow => ({ key, kind, at: at(seconds), row: { kind, at: at(seconds), seq: 0 }, text: key, done: false, added: false });

describe('the cursor of the story', () => {
  it('goes from a row that was taken off to the one below it, also where that is of the same moment', () => {
    const rows = [row('follow-up:1', 'follow-up', 5), row('log:3', 'row', 9)];
    expect(cursorIn(rows, { chosen: 'note:9', removed: [row('note:9', 'note', 5)] })).toBe(0);
    expect(cursorIn(rows, { chosen: 'log:1', removed: [row('log:1', 'row', 7)] })).toBe(1);
  });

  it('is the last row where nothing was chosen, or nothing is below', () => {
    const rows = [row('log:3', 'row', 1), row('log:4', 'row', 2)];
    expect(cursorIn(rows, { chosen: undefined, removed: [] })).toBe(1);
    expect(cursorIn(rows, { chosen: 'log:5', removed: [row('log:5', 'row', 3)] })).toBe(1);
  });
});
