// What keys mean for a comparison of two traces.
import type { CommandContext } from '../../../state/command.ts';
import { foldAt, moveOver, standOn, type Fold, type Move } from '../cursor.ts';
import type { RowKey } from '../folds.ts';
import type { OpenComparison } from '../state.ts';
import { compareLayout } from './layout.ts';
import { loadComparison } from './loaded.ts';

export function moveInComparison(shown: OpenComparison, move: Move, context: CommandContext): OpenComparison {
  const loaded = loadComparison(context, shown);
  return loaded.kind === 'missing' ? shown : moveOver(shown, loaded.rows.visible(shown.toggled), move, compareLayout(context.size).rows);
}

export function foldComparison(shown: OpenComparison, way: Fold, context: CommandContext): OpenComparison {
  const loaded = loadComparison(context, shown);
  return loaded.kind === 'missing' ? shown : foldAt(shown, loaded.rows.visible(shown.toggled), way);
}

export function toPair(shown: OpenComparison, key: RowKey, context: CommandContext): OpenComparison {
  const loaded = loadComparison(context, shown);
  const row = loaded.kind === 'missing' ? undefined : loaded.rows.all.find((one) => one.key === key);
  return row === undefined ? shown : standOn(shown, row, compareLayout(context.size).rows);
}
