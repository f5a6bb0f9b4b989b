// label_replace and label_join: values stay, labels change.
import type { Call } from '../ast.ts';
import { PromqlError } from '../error.ts';
import type { Element } from '../engine/evaluator.ts';
import { labelOf, withLabel } from '../labels.ts';
import { compileRegex, type Captures } from '../re2/regex.ts';

export function labelReplace(call: Call, elements: readonly Element[], texts: readonly string[]): readonly Element[] {
  const [target = '', template = '', source = '', pattern = ''] = texts;
  const compiled = compileRegex(pattern);
  if (!compiled.ok) throw new PromqlError('execution', `label_replace: not a regular expression: ${compiled.message}`, call.args[4] ?? call);
  demandLabel(call, target, 1);
  return elements.map((element) => {
    const captures = compiled.regex.captures(labelOf(element.labels, source));
    if (captures === undefined) return element;
    return { labels: withLabel(element.labels, target, expand(template, captures)), value: element.value };
  });
}

export function labelJoin(call: Call, elements: readonly Element[], texts: readonly string[]): readonly Element[] {
  const [target = '', separator = '', ...sources] = texts;
  demandLabel(call, target, 1);
  for (const [index, source] of sources.entries()) demandLabel(call, source, index + 3);
  return elements.map(({ labels, value }) => ({
    labels: withLabel(labels, target, sources.map((source) => labelOf(labels, source)).join(separator)),
    value,
  }));
}

function demandLabel(call: Call, name: string, argument: number): void {
  if (name === '') throw new PromqlError('execution', `${call.name}: a label name must not be empty`, call.args[argument] ?? call);
}

/** `$1`, `${1}`, `$name`, `${name}`; `$$` is a dollar. An unknown group is empty, as in Go. */
function expand(template: string, { groups, names }: Captures): string {
  return template.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_, dollar?: string, plain?: string, braced?: string) => {
    if (dollar !== undefined) return '$';
    const name = plain ?? braced ?? '';
    const index = /^\d+$/.test(name) ? Number(name) : (names.get(name) ?? -1);
    return groups[index] ?? '';
  });
}
