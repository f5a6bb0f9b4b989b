// What the Story remembers: the row under the cursor, and rows that were taken off, the last one last.
import type { StoryRow } from '../../analysis/story/story.ts';

export interface StoryState {
  /** Key of the row; the last one when absent or gone. */
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

export function cursorIn(rows: readonly StoryRow[], { chosen }: StoryState): number {
  const found = rows.findIndex(({ key }) => key === chosen);
  return found < 0 ? rows.length - 1 : found;
}
