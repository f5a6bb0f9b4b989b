// What stands after a backslash, inside and outside of a character class.
import { not, perlClass, unicodeClass } from './char-class.ts';
import { RegexError, type CharTest } from './node.ts';
import type { Scanner } from './scanner.ts';

const CONTROLS = new Map([['a', 7], ['f', 12], ['n', 10], ['r', 13], ['t', 9], ['v', 11]]);

/** A class such as `\d` or `\p{Greek}`; the scanner stands after the backslash. Undefined when none stands here. */
export function escapedClass(scan: Scanner): CharTest | undefined {
  const letter = scan.peek();
  if (letter === 'p' || letter === 'P') {
    scan.next();
    const named = scan.takeMatch(/^\{(\^?\w+)\}/);
    const test = unicodeClass(named?.[1] ?? scan.next());
    return letter === 'p' ? test : not(test);
  }
  const test = perlClass(letter);
  if (test !== undefined) scan.next();
  return test;
}

/** A single escaped code point; the scanner stands after the backslash. */
export function escapedCode(scan: Scanner): number {
  if (scan.done) throw new RegexError('trailing backslash at end of expression');
  const octal = scan.takeMatch(/^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/);
  if (octal !== undefined) return Number.parseInt(octal[0], 8);
  const hex = scan.takeMatch(/^x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/);
  if (hex !== undefined) return codePoint(Number.parseInt(hex[1] ?? hex[2] ?? '', 16));
  const letter = scan.next();
  const control = CONTROLS.get(letter);
  if (control !== undefined) return control;
  if (/^[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e ]$/.test(letter)) return letter.codePointAt(0) ?? 0;
  throw new RegexError(`invalid escape sequence: \`\\${letter}\``);
}

function codePoint(code: number): number {
  if (code > 0x10ffff) throw new RegexError('invalid escape sequence: code point out of range');
  return code;
}
