// `name{label="value", …}` to matchers, with the rules that keep a typing error from selecting everything.
import type { SyntaxNode } from '@lezer/common';
import type { MatchOp, Matcher, VectorSelector } from '../ast.ts';
import { NAME } from '../labels.ts';
import { testOf } from '../matcher.ts';
import { compileRegex } from '../re2/regex.ts';
import { stringValue } from './literals.ts';
import { childOf, childrenOf, refuse, spanOf, textOf, type Source } from './tree.ts';

export function vectorSelector(source: Source, node: SyntaxNode): VectorSelector {
  const name = childOf(node, 'Identifier');
  const braces = childOf(node, 'LabelMatchers');
  const named: Matcher[] = name === undefined ? [] : [{ name: NAME, op: '=', value: textOf(source, name) }];
  const inside = braces === undefined ? [] : childrenOf(braces).map((child) => matcher(source, child));
  const matchers = [...named, ...inside];
  const quotedNames = braces === undefined ? [] : childrenOf(braces).filter((child) => child.name === 'QuotedLabelName');
  const names = matchers.filter((each) => each.name === NAME).length;
  if (names > 1 && named.length + quotedNames.length > 0) refuse('syntax', 'the metric name is given twice', node);
  // A matcher that an absent label meets would select every series there is.
  if (matchers.every((each) => testOf(each)(''))) {
    refuse('type', 'the selector needs a metric name or a matcher that does not fit the empty string', node);
  }
  return { kind: 'selector', ...spanOf(node), matchers, offsetMicros: 0, at: undefined };
}

function matcher(source: Source, node: SyntaxNode): Matcher {
  if (node.name === 'QuotedLabelName') return { name: NAME, op: '=', value: quotedText(source, node) };
  const plain = childOf(node, 'LabelName');
  const quoted = childOf(node, 'QuotedLabelName');
  const operator = childOf(node, 'MatchOp');
  const literal = childOf(node, 'StringLiteral');
  if (operator === undefined || literal === undefined) return refuse('syntax', 'expected label="value"', node);
  const name = plain === undefined ? quotedText(source, quoted ?? node) : textOf(source, plain);
  const op = matchOp(textOf(source, operator));
  const value = quotedText(source, literal);
  if (op === '=~' || op === '!~') {
    const pattern = compileRegex(value);
    if (!pattern.ok) refuse('syntax', `not a regular expression: ${pattern.message}`, literal);
  }
  return { name, op, value };
}

function matchOp(text: string): MatchOp {
  return text === '!=' || text === '=~' || text === '!~' ? text : '=';
}

/** The value of a string literal, or of the name that is one. */
export function quotedText(source: Source, node: SyntaxNode): string {
  const literal = node.name === 'StringLiteral' ? node : (childOf(node, 'StringLiteral') ?? node);
  const decoded = stringValue(textOf(source, literal));
  if (!decoded.ok) return refuse('syntax', decoded.message, literal);
  return decoded.value;
}
