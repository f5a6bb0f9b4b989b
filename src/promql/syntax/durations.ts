// Ranges, steps, offsets and the moment after @.
import type { SyntaxNode } from '@lezer/common';
import { MILLI, SECOND } from '../../lib/micros.ts';
import type { AtModifier } from '../ast.ts';
import { durationMicros, numberValue } from './literals.ts';
import { childOf, childrenOf, refuse, textOf, type Source } from './tree.ts';

/** Longest range, step and offset: a hundred years keeps every sum exact. */
const MOST_MICROS = 100 * 365 * 24 * 3600 * SECOND;

/** The duration in `5m`, `1h30m`, `300` (seconds) or `-5m`, in microseconds. */
export function signedDuration(source: Source, node: SyntaxNode): number {
  const [first, second, ...rest] = childrenOf(node);
  if (node.name === 'NumberDurationLiteralInDurationContext') return literalDuration(source, node);
  if (first !== undefined && second === undefined && first.name !== node.name) return signedDuration(source, first);
  if (first?.name === 'UnaryOp' && second !== undefined && rest.length === 0) {
    const micros = signedDuration(source, second);
    return textOf(source, first) === '-' ? -micros : micros;
  }
  return refuse('unsupported', 'duration expressions are not supported: write one duration such as 1h30m', node);
}

export function positiveDuration(source: Source, node: SyntaxNode): number {
  const micros = signedDuration(source, node);
  if (micros <= 0) refuse('type', 'the duration must be greater than 0', node);
  return micros;
}

function literalDuration(source: Source, node: SyntaxNode): number {
  const text = textOf(source, node);
  const micros = durationMicros(text) ?? (numberValue(text) ?? NaN) * SECOND;
  if (!(micros <= MOST_MICROS)) refuse('syntax', `not a duration: ${text}`, node);
  return Math.round(micros);
}

/** What stands after @, from the node that holds it. */
export function atModifier(source: Source, node: SyntaxNode): AtModifier {
  const edge = childOf(node, 'AtModifierPreprocessors');
  if (edge !== undefined) return { kind: childOf(edge, 'AtStart') === undefined ? 'end' : 'start' };
  const literal = childOf(node, 'NumberDurationLiteral') ?? node;
  const { sign, text } = signedNumber(source, literal);
  const seconds = numberValue(text) ?? (durationMicros(text) ?? NaN) / SECOND;
  if (!(Math.abs(seconds) <= MOST_MICROS / SECOND)) refuse('syntax', 'the time after @ is out of bounds', literal);
  // Prometheus keeps milliseconds.
  return { kind: 'time', micros: Math.round(sign * seconds * MILLI) * MILLI };
}

/** A number literal may hold a sign, blanks and comments before its digits. */
export function signedNumber(source: Source, node: SyntaxNode): { readonly sign: 1 | -1; readonly text: string; readonly at: number } {
  const whole = textOf(source, node);
  const before = /^(?:[+-]|\s|#[^\n]*\n)*/.exec(whole)?.[0] ?? '';
  const sign = before.replace(/#[^\n]*\n/g, '').trim();
  return { sign: sign === '-' ? -1 : 1, text: whole.slice(before.length), at: node.from + before.length };
}
