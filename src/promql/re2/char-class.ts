// Sets of code points as RE2 defines them: \d, \w, [[:alpha:]] and \s are ASCII, \p{…} is Unicode.
import { RegexError, type CharTest } from './node.ts';

type Range = readonly [number, number];

function inRanges(ranges: readonly Range[]): CharTest {
  return (code) => ranges.some(([low, high]) => code >= low && code <= high);
}

function ascii(text: string): readonly Range[] {
  const ranges: Range[] = [];
  for (const [part] of text.matchAll(/.-.|./gsu)) {
    ranges.push([part.codePointAt(0) ?? 0, part.codePointAt(part.length - 1) ?? 0]);
  }
  return ranges;
}

const DIGIT = ascii('0-9');
const WORD = ascii('0-9A-Za-z_');
const SPACE = ascii('\t\n\f\r ');

const PERL = new Map<string, readonly Range[]>([['d', DIGIT], ['w', WORD], ['s', SPACE]]);

const PUNCTUATION: readonly Range[] = [[0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]];

const POSIX = new Map<string, readonly Range[]>([
  ['alnum', ascii('0-9A-Za-z')], ['alpha', ascii('A-Za-z')], ['ascii', [[0, 0x7f]]], ['blank', ascii('\t ')],
  ['cntrl', [[0, 0x1f], [0x7f, 0x7f]]], ['digit', DIGIT], ['graph', [[0x21, 0x7e]]], ['lower', ascii('a-z')],
  ['print', [[0x20, 0x7e]]], ['punct', PUNCTUATION], ['space', ascii('\t\n\v\f\r ')], ['upper', ascii('A-Z')],
  ['word', WORD], ['xdigit', ascii('0-9A-Fa-f')],
]);

export const isWordCharacter: CharTest = inRanges(WORD);

export function oneOf(low: number, high: number = low): CharTest {
  return (code) => code >= low && code <= high;
}

export function anyOf(tests: readonly CharTest[]): CharTest {
  return (code) => tests.some((test) => test(code));
}

export function not(test: CharTest): CharTest {
  return (code) => !test(code);
}

/** `\d`, `\D`, `\w`, … ; undefined for a letter that names no class. */
export function perlClass(letter: string): CharTest | undefined {
  const ranges = PERL.get(letter.toLowerCase());
  if (ranges === undefined) return undefined;
  return letter === letter.toLowerCase() ? inRanges(ranges) : not(inRanges(ranges));
}

/** The inside of `[:alpha:]` or `[:^alpha:]`. */
export function posixClass(name: string): CharTest {
  const negated = name.startsWith('^');
  const ranges = POSIX.get(negated ? name.slice(1) : name);
  if (ranges === undefined) throw new RegexError(`invalid character class range: \`[:${name}:]\``);
  return negated ? not(inRanges(ranges)) : inRanges(ranges);
}

/** `\pL`, `\p{Greek}`, `\p{^Lu}`. */
export function unicodeClass(name: string): CharTest {
  if (name.startsWith('^')) return not(unicodeClass(name.slice(1)));
  if (name === 'Any') return () => true;
  const set = propertySet(name);
  if (set === undefined) throw new RegexError(`invalid character class range: \`\\p{${name}}\``);
  return (code) => set.test(String.fromCodePoint(code));
}

function propertySet(name: string): RegExp | undefined {
  if (!/^[A-Za-z_]+$/.test(name)) return undefined;
  for (const property of [`General_Category=${name}`, `Script=${name}`]) {
    try {
      return new RegExp(`^\\p{${property}}$`, 'u');
    } catch (error) {
      // The next kind of property may know the name; any other failure is not about the name.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

/** The same set under `(?i)`: a code point fits when one of its simple case forms does. */
export function folded(test: CharTest): CharTest {
  return (code) => {
    if (test(code)) return true;
    const character = String.fromCodePoint(code);
    const upper = character.toUpperCase();
    return [character.toLowerCase(), upper, upper.toLowerCase()].some((form) => {
      const other = form.codePointAt(0) ?? code;
      return String.fromCodePoint(other) === form && test(other);
    });
  };
}
