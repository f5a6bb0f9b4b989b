// The first place where a text stops being PromQL, in words.
import type { SyntaxNode, Tree } from '@lezer/common';
import type { PromqlFault } from '../error.ts';
import { stringValue } from './literals.ts';

/** What can follow inside a node that was left incomplete. */
const WANTED = new Map([
  ['LabelMatchers', 'expected , or } after the matcher'],
  ['MatrixSelector', 'expected a range such as [5m]'],
  ['SubqueryExpr', 'expected a range and a step such as [1h:5m]'],
  ['ParenExpr', 'expected )'],
  ['FunctionCallBody', 'expected , or ) after the argument'],
  ['GroupingLabels', 'expected label names in parentheses'],
  ['AggregateModifier', 'expected label names in parentheses'],
  ['AggregateExpr', 'expected an expression in parentheses'],
  ['BinaryExpr', 'expected an expression after the operator'],
  ['UnaryExpr', 'expected an expression after the sign'],
  ['OffsetExpr', 'expected a duration such as 5m'],
  ['StepInvariantExpr', 'expected a time after @'],
  ['MatchingModifierClause', 'expected label names in parentheses'],
]);

/** Undefined where the whole text is PromQL. */
export function syntaxFault(text: string, tree: Tree): PromqlFault | undefined {
  const error = firstError(tree);
  if (error === undefined) return undefined;
  const known = unterminatedString(text, error) ?? unknownFunction(text, error);
  if (known !== undefined) return known;
  const from = error.from + (/^\s*/.exec(text.slice(error.from))?.[0].length ?? 0);
  const token = /^(?:[\w:.]+|[^\s\w])/u.exec(text.slice(from))?.[0] ?? '';
  const hint = wanted(error);
  const what = token === '' ? 'the expression ends too early' : `unexpected ${token}`;
  const message = hint === undefined ? what : `${what}: ${hint}`;
  // At the end the caret stands one behind the last character.
  const at = token === '' ? text.trimEnd().length : from;
  return { kind: 'syntax', message, from: at, to: at + token.length };
}

function firstError(tree: Tree): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  tree.iterate({
    enter: (node) => {
      if (found === undefined && node.type.isError) found = node.node;
      return found === undefined;
    },
  });
  return found;
}

/** A quote that is never closed swallows the rest of the text: the fault is there, not at the end. */
function unterminatedString(text: string, error: SyntaxNode): PromqlFault | undefined {
  let node: SyntaxNode | null = error.prevSibling;
  while (node?.lastChild) node = node.lastChild;
  if (node?.name !== 'StringLiteral') return undefined;
  const decoded = stringValue(text.slice(node.from, node.to));
  return decoded.ok ? undefined : { kind: 'syntax', message: decoded.message, from: node.from, to: node.to };
}

function unknownFunction(text: string, error: SyntaxNode): PromqlFault | undefined {
  const name = error.prevSibling;
  if (error.parent?.name !== 'VectorSelector' || name?.name !== 'Identifier' || text[error.from] !== '(') return undefined;
  const called = text.slice(name.from, name.to);
  return { kind: 'unsupported', message: `there is no function ${called}`, from: name.from, to: name.to };
}

function wanted(error: SyntaxNode): string | undefined {
  const parent = error.parent;
  if (parent === null) return undefined;
  if (parent.name === 'UnquotedLabelMatcher' || parent.name === 'QuotedLabelMatcher') {
    return parent.getChild('MatchOp') === null ? 'expected =, !=, =~ or !~ after the label' : 'expected a value in quotes';
  }
  if (parent.name === 'PromQL' && error.prevSibling === null) return 'expected an expression';
  if (parent.name === 'LabelMatchers' && error.prevSibling === null) return 'expected a label matcher or }';
  if (parent.name === 'FunctionCallBody' && error.prevSibling === null) return 'expected an argument';
  if (error.prevSibling?.name === 'DurationExpr') return 'expected ] after the range';
  return WANTED.get(parent.name);
}
