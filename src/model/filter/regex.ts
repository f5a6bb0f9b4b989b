// `/regex/flags` in a filter: where it ends, whether it may run, how it is written.
import { regexCost } from './regex-cost.ts';

const MOST_SOURCE = 256;
/** Characters of a text that a regex looks at: what it costs grows faster than the text. */
export const MOST_SEARCHED = 4_096;
const FLAGS = 'imsu';

interface RegexLiteral {
  readonly source: string;
  readonly flags: string;
  /** Offset of the flags. */
  readonly flagsAt: number;
  readonly end: number;
}

/** A regex from its opening slash; undefined where the closing one is missing. A slash inside `[...]` closes nothing. */
export function regexAt(text: string, at: number): RegexLiteral | undefined {
  let inClass = false;
  for (let index = at + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) {
      const flags = /^[A-Za-z]*/u.exec(text.slice(index + 1, index + 32))?.[0] ?? '';
      return { source: text.slice(at + 1, index), flags, flagsAt: index + 1, end: index + 1 + flags.length };
    }
  }
  return undefined;
}

/** Flags in one order, so that equal filters are written alike; undefined where one is unknown or stands twice. */
export function tidyFlags(flags: string): string | undefined {
  const tidy = [...FLAGS].filter((flag) => flags.includes(flag)).join('');
  return tidy.length === flags.length ? tidy : undefined;
}

interface RegexProblem {
  readonly message: string;
  /** Where in the source. */
  readonly at: number;
  readonly length: number;
}

export function regexProblem(source: string, flags: string): RegexProblem | undefined {
  const whole = { at: 0, length: Math.max(1, source.length) };
  if (source === '') return { ...whole, message: 'this regex is empty: write something between the slashes' };
  if (source.length > MOST_SOURCE) return { ...whole, message: `this regex is too long: at most ${MOST_SOURCE} characters` };
  try {
    new RegExp(source, flags).test('');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ...whole, message: `this is no valid regex: ${reason(error, source, flags)}` };
  }
  const cost = regexCost(source);
  return 'message' in cost ? cost : undefined;
}

/** V8 repeats the whole regex in front of the reason. */
function reason(error: SyntaxError, source: string, flags: string): string {
  const prefix = `Invalid regular expression: /${source}/${flags}: `;
  const text = error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function printRegex(source: string, flags: string): string {
  let inClass = false;
  let printed = '';
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index] ?? '';
    if (character === '\\') {
      printed += source.slice(index, index + 2);
      index += 1;
      continue;
    }
    if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    printed += character === '/' && !inClass ? '\\/' : character;
  }
  return `/${printed}/${flags}`;
}
