// A pattern as instructions for the machine in `match.ts`.
import { RegexError, type Assertion, type CharTest, type ParsedRegex, type RegexNode } from './node.ts';

/** Bounds one step of the machine, whatever the nested counts of the pattern multiply to. */
const MOST_INSTRUCTIONS = 5_000;
/** Bounds the compilation where counted repetitions of nothing emit no instruction. */
const MOST_NODES = 4 * MOST_INSTRUCTIONS;

export type Instruction =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'assert'; readonly what: Assertion }
  /** Goes both ways; `first` is preferred. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'match' };

export function compileProgram(parsed: ParsedRegex, captures: boolean): readonly Instruction[] {
  const code: Instruction[] = [];
  let nodes = 0;

  const emit = <T extends Instruction>(instruction: T): T => {
    if (code.length >= MOST_INSTRUCTIONS) throw new RegexError('expression is too large');
    code.push(instruction);
    return instruction;
  };

  const choice = (parts: readonly RegexNode[]): void => {
    const ends = parts.slice(0, -1).map((part) => {
      const split = emit({ op: 'split', first: code.length + 1, second: 0 });
      place(part);
      const end = emit({ op: 'jump', to: 0 });
      split.second = code.length;
      return end;
    });
    for (const part of parts.slice(-1)) place(part);
    for (const end of ends) end.to = code.length;
  };

  const optional = (greedy: boolean, body: () => void): void => {
    const split = emit({ op: 'split', first: 0, second: 0 });
    const inside = code.length;
    body();
    split.first = greedy ? inside : code.length;
    split.second = greedy ? code.length : inside;
  };

  const repeat = (node: Extract<RegexNode, { op: 'repeat' }>): void => {
    for (let done = 0; done < node.min; done += 1) place(node.part);
    if (node.max === Infinity) {
      const start = code.length;
      optional(node.greedy, () => {
        place(node.part);
        emit({ op: 'jump', to: start });
      });
      return;
    }
    for (let done = node.min; done < node.max; done += 1) optional(node.greedy, () => place(node.part));
  };

  const place = (node: RegexNode): void => {
    nodes += 1;
    if (nodes > MOST_NODES) throw new RegexError('expression is too large');
    switch (node.op) {
      case 'empty': return;
      case 'char': case 'assert': emit(node); return;
      case 'sequence': node.parts.forEach(place); return;
      case 'choice': choice(node.parts); return;
      case 'repeat': repeat(node); return;
      case 'group':
        if (captures) emit({ op: 'save', slot: node.index * 2 });
        place(node.part);
        if (captures) emit({ op: 'save', slot: node.index * 2 + 1 });
    }
  };

  place(parsed.node);
  emit({ op: 'match' });
  return code;
}
