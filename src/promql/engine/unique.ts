// No vector holds two elements with the same labels.
import type { Span } from '../ast.ts';
import { PromqlError } from '../error.ts';
import { labelsKey } from '../labels.ts';
import type { Element } from './evaluator.ts';

export function unique<T extends Element>(elements: readonly T[], span: Span): readonly T[] {
  if (elements.length < 2) return elements;
  const seen = new Set<string>();
  for (const { labels } of elements) {
    const key = labelsKey(labels);
    if (seen.has(key)) throw new PromqlError('execution', 'vector cannot contain metrics with the same labelset', span);
    seen.add(key);
  }
  return elements;
}
