// What the Story remembers: the row under the cursor, and rows that were taken off, the last one last.
import { inStoryOrder, type StoryRow } from '../../analysis/story/story.ts';

export interface StoryState {
  /** Key of the row; the last one when absent. */
  readonly chosen: string | undefined;
  readonly removed: readonly StoryRow[];
}

export type StoryEvent =
  | { readonly type: 'choose'; readonly key: string }
  | { readonly type: 'removed'; readonly row: StoryRow }
  | { readonly type: 'restored' };

const MOST_REMOVED = 50;

export function updateStory(state: StoryState, event: StoryEvent): StoryState {
  switch (event.type) {
    case 'choose':
      return { ...state, chosen: event.key };
    case 'removed':
      return { ...state, removed: [...state.removed, event.row].slice(-MOST_REMOVED) };
    case 'restored':
      return { ...state, removed: state.removed.slice(0, -1) };
  }
}

/** A row that was taken off leaves the cursor to the one below it. */
export function cursorIn(rows: readonly StoryRow[], { chosen, removed }: StoryState): number {
  const found = rows.findIndex(({ key }) => key === chosen);
  if (found >= 0) return found;
  const gone = removed.findLast(({ key }) => key === chosen);
  const below = gone === undefined ? -1 : rows.findIndex((row) => inStoryOrder(row, gone) > 0);
  return below < 0 ? rows.length - 1 : below;
}
