// Runs a program over a whole text: all threads step together, so the time is at most length times instructions, and the
// thread that a backtracking matcher would have preferred wins.
import { assertNever } from '../../lib/invariant.ts';
import { isWordCharacter } from './char-class.ts';
import type { Assertion } from './node.ts';
import type { Instruction } from './program.ts';

/** Start and end of every group as indices into `codes`, -1 where the group took no part. */
export type Slots = readonly number[];

interface Thread {
  readonly pc: number;
  readonly slots: Slots;
}

/** The slots of the match that covers all of `codes`; undefined when there is none. */
export function matchWhole(program: readonly Instruction[], codes: readonly number[], groups: number): Slots | undefined {
  let threads = follow(program, codes, 0, [{ pc: 0, slots: Array.from({ length: groups * 2 + 2 }, () => -1) }]);
  for (const [index, code] of codes.entries()) {
    if (threads.length === 0) return undefined;
    const moved: Thread[] = [];
    for (const { pc, slots } of threads) {
      const instruction = program[pc];
      if (instruction?.op === 'char' && instruction.test(code)) moved.push({ pc: pc + 1, slots });
    }
    threads = follow(program, codes, index + 1, moved);
  }
  return threads.find(({ pc }) => program[pc]?.op === 'match')?.slots;
}

/** Every char or match instruction that the starts lead to without reading, the preferred first, each once. */
function follow(program: readonly Instruction[], codes: readonly number[], index: number, starts: readonly Thread[]): Thread[] {
  const reached: Thread[] = [];
  const seen = new Uint8Array(program.length);
  const pending = starts.toReversed();
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    const { pc, slots } = thread;
    const instruction = program[pc];
    if (instruction === undefined || seen[pc] === 1) continue;
    seen[pc] = 1;
    switch (instruction.op) {
      case 'char': case 'match': reached.push(thread); break;
      case 'jump': pending.push({ pc: instruction.to, slots }); break;
      case 'split': pending.push({ pc: instruction.second, slots }, { pc: instruction.first, slots }); break;
      case 'save': pending.push({ pc: pc + 1, slots: slots.with(instruction.slot, index) }); break;
      case 'assert':
        if (holds(instruction.what, codes, index)) pending.push({ pc: pc + 1, slots });
        break;
      default: assertNever(instruction);
    }
  }
  return reached;
}

function holds(what: Assertion, codes: readonly number[], index: number): boolean {
  const before = codes[index - 1];
  const after = codes[index];
  switch (what) {
    case 'text-start': return before === undefined;
    case 'text-end': return after === undefined;
    case 'line-start': return before === undefined || before === 10;
    case 'line-end': return after === undefined || after === 10;
    case 'word-edge': return isWord(before) !== isWord(after);
    case 'no-word-edge': return isWord(before) === isWord(after);
    default: return assertNever(what);
  }
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && isWordCharacter(code);
}
