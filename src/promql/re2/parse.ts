// RE2 syntax to a tree. Own code instead of a translation to JavaScript patterns: the engine behind it takes linear time,
// so a pattern from a dashboard cannot stall the recorder.
import { anyOf, folded, not, oneOf, posixClass } from './char-class.ts';
import { escapedClass, escapedCode } from './escape.ts';
import { RegexError, type Assertion, type CharTest, type ParsedRegex, type RegexNode } from './node.ts';
import { Scanner } from './scanner.ts';

/** RE2 refuses more repetitions than this. */
const MOST_REPEATS = 1_000;
const MOST_DEPTH = 200;

interface Flags {
  readonly fold: boolean;
  readonly lines: boolean;
  readonly dotAll: boolean;
  readonly lazy: boolean;
}

export function parseRegex(source: string): ParsedRegex {
  const parser = new RegexParser(source);
  return parser.parse();
}

class RegexParser {
  readonly #scan: Scanner;
  readonly #names = new Map<string, number>();
  #groups = 0;
  #depth = 0;
  // `.` matches a line break: Prometheus 3 anchors patterns as ^(?s:…)$.
  #flags: Flags = { fold: false, lines: false, dotAll: true, lazy: false };

  constructor(source: string) {
    this.#scan = new Scanner(source);
  }

  parse(): ParsedRegex {
    const node = this.#choice();
    if (!this.#scan.done) throw new RegexError('unexpected ): missing opening parenthesis');
    return { node, groups: this.#groups, names: this.#names };
  }

  #choice(): RegexNode {
    const outer = this.#flags;
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new RegexError('expression nests too deeply');
    const parts = [this.#sequence()];
    while (this.#scan.take('|')) parts.push(this.#sequence());
    this.#depth -= 1;
    this.#flags = outer;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { op: 'choice', parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (!this.#scan.done && this.#scan.peek() !== '|' && this.#scan.peek() !== ')') {
      if (this.#scan.take('\\Q')) parts.push(...this.#scan.takeUntil('\\E').map((text) => this.#literal(text.codePointAt(0) ?? 0)));
      else parts.push(this.#repeated(this.#atom()));
    }
    return { op: 'sequence', parts };
  }

  #repeated(part: RegexNode): RegexNode {
    const counts = this.#quantifier();
    if (counts === undefined) return part;
    const [min, max] = counts;
    if (min > MOST_REPEATS || (max !== Infinity && max > MOST_REPEATS) || min > max) throw new RegexError('invalid repeat count');
    const greedy = this.#scan.take('?') === this.#flags.lazy;
    if (this.#quantifier() !== undefined) throw new RegexError('invalid nested repetition operator');
    return { op: 'repeat', part, min, max, greedy };
  }

  #quantifier(): readonly [number, number] | undefined {
    if (this.#scan.take('*')) return [0, Infinity];
    if (this.#scan.take('+')) return [1, Infinity];
    if (this.#scan.take('?')) return [0, 1];
    const braces = this.#scan.takeMatch(/^\{(\d{1,9})(,?)(\d{0,9})\}/);
    if (braces === undefined) return undefined;
    const [, least = '', comma = '', most = ''] = braces;
    return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
  }

  #atom(): RegexNode {
    const character = this.#scan.next();
    switch (character) {
      case '(': return this.#group();
      case '[': return this.#class();
      case '.': return { op: 'char', test: this.#flags.dotAll ? () => true : not(oneOf(10)) };
      case '^': return assertion(this.#flags.lines ? 'line-start' : 'text-start');
      case '$': return assertion(this.#flags.lines ? 'line-end' : 'text-end');
      case '*': case '+': case '?': throw new RegexError(`missing argument to repetition operator: \`${character}\``);
      case '\\': return this.#escape();
      default: return this.#literal(character.codePointAt(0) ?? 0);
    }
  }

  #escape(): RegexNode {
    if (this.#scan.take('A')) return assertion('text-start');
    if (this.#scan.take('z')) return assertion('text-end');
    if (this.#scan.take('b')) return assertion('word-edge');
    if (this.#scan.take('B')) return assertion('no-word-edge');
    const test = escapedClass(this.#scan);
    if (test !== undefined) return { op: 'char', test: this.#cased(test) };
    return this.#literal(escapedCode(this.#scan));
  }

  #literal(code: number): RegexNode {
    return { op: 'char', test: this.#cased(oneOf(code)) };
  }

  #cased(test: CharTest): CharTest {
    return this.#flags.fold ? folded(test) : test;
  }

  #group(): RegexNode {
    if (this.#scan.peek() !== '?') return this.#capture(undefined);
    const named = this.#scan.takeMatch(/^\?P?<(\w+)>/);
    if (named !== undefined) return this.#capture(named[1]);
    const flags = this.#scan.takeMatch(/^\?([imsU]*)(?:-([imsU]+))?([:)])/);
    if (flags === undefined) throw new RegexError('invalid or unsupported Perl syntax: `(?`');
    const [, on = '', off = '', end = ''] = flags;
    const outer = this.#flags;
    this.#flags = {
      fold: switched(outer.fold, 'i', on, off),
      lines: switched(outer.lines, 'm', on, off),
      dotAll: switched(outer.dotAll, 's', on, off),
      lazy: switched(outer.lazy, 'U', on, off),
    };
    // `(?i)` holds until the group around it ends; `(?i:…)` for itself.
    if (end === ')') return { op: 'empty' };
    const node = this.#choice();
    this.#flags = outer;
    this.#close();
    return node;
  }

  #capture(name: string | undefined): RegexNode {
    this.#groups += 1;
    const index = this.#groups;
    if (name !== undefined) {
      if (this.#names.has(name)) throw new RegexError(`duplicate capture group name: \`${name}\``);
      this.#names.set(name, index);
    }
    const part = this.#choice();
    this.#close();
    return { op: 'group', part, index };
  }

  #close(): void {
    if (!this.#scan.take(')')) throw new RegexError('missing closing )');
  }

  #class(): RegexNode {
    const negated = this.#scan.take('^');
    const tests: CharTest[] = [];
    // A bracket that comes first is a member, not the end.
    do tests.push(this.#classItem());
    while (this.#scan.peek() !== ']');
    this.#scan.next();
    const test = this.#cased(anyOf(tests));
    return { op: 'char', test: negated ? not(test) : test };
  }

  #classItem(): CharTest {
    const posix = this.#scan.takeMatch(/^\[:(\^?\w+):\]/);
    if (posix !== undefined) return posixClass(posix[1] ?? '');
    if (this.#scan.peek() === '\\' && /^[pPdDwWsS]$/.test(this.#scan.peek(1))) {
      this.#scan.next();
      return escapedClass(this.#scan) ?? oneOf(0);
    }
    const low = this.#classCode();
    if (this.#scan.peek() !== '-' || this.#scan.peek(1) === ']') return oneOf(low);
    this.#scan.next();
    const high = this.#classCode();
    if (high < low) throw new RegexError('invalid character class range');
    return oneOf(low, high);
  }

  #classCode(): number {
    if (this.#scan.done) throw new RegexError('missing closing ]');
    const character = this.#scan.next();
    return character === '\\' ? escapedCode(this.#scan) : (character.codePointAt(0) ?? 0);
  }
}

function assertion(what: Assertion): RegexNode {
  return { op: 'assert', what };
}

function switched(now: boolean, letter: string, on: string, off: string): boolean {
  return off.includes(letter) ? false : on.includes(letter) || now;
}
