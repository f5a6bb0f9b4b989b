// The one door through which text from outside reaches the screen. Controls are shown, never executed and never stripped: a
// stripped control can hide evidence (design section 6; reliability findings 1 and 2).
import stringWidth from 'string-width';
import { graphemes } from './graphemes.ts';
import { isNarrow } from './narrow.ts';

declare const safeBrand: unique symbol;

/** Text that holds no control, no bidirectional override, no invisible character: safe to draw. Only this file makes it. */
export type SafeText = string & { readonly [safeBrand]: true };

/** Characters kept of one text on the screen; the rest is counted. */
export const MOST_CHARS = 8_192;

/**
 * Controls, format characters (bidirectional, tags), halves of characters, and whatever draws nothing, apart from the selectors of emoji.
 * Then the letters that melt into the next one, and skin tones: terminals and Ink measure them differently, so that a line of them would
 * run over its edge.
 */
const UNSAFE =
  /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]|[\u0d4e\u{111c2}\u{111c3}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}\p{Emoji_Modifier}]/gu;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Makes text safe: caps the length first, so that no later step sees an unbounded string, then shows what is not plain. */
export function visible(text: string, most: number = MOST_CHARS): SafeText {
  const kept = text.length > most ? wholeStart(text, most) : text;
  const cut = text.length - kept.length;
  const shown = isNarrow(kept) ? kept : kept.replace(UNSAFE, picture).replace(STACKED_MARKS, '$1…');
  return (cut > 0 ? `${shown} …[+${cut} chars]` : shown) as SafeText;
}

/** Not through the middle of a character, which would show two halves that were never there. */
function wholeStart(text: string, most: number): string {
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 9) return '    ';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

const COLOUR = /\u001b\[[\d;:]*m/gu;

/** Text without colour codes, for one-line views: they carry no words. Everything else of a terminal's language stays to be seen. */
export function withoutColours(text: string): string {
  return text.includes('\u001b') ? text.slice(0, 4 * MOST_CHARS).replace(COLOUR, '') : text;
}

/** Marks text of our own making as safe; only for literals and numbers, never for anything that came from outside. */
export function own(text: string): SafeText {
  return text as SafeText;
}

/** Terminal cells a safe text takes; the same measure that Ink uses. */
export function cellWidth(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text);
}

/** Cuts to at most `cells`, with `…` in the last cell where something was cut. */
export function truncate(text: SafeText, cells: number): SafeText {
  if (cells <= 0) return own('');
  if (isNarrow(text)) return (text.length <= cells ? text : `${text.slice(0, cells - 1)}…`) as SafeText;
  if (cellWidth(text) <= cells) return text;
  return `${start(text, cells - 1)}…` as SafeText;
}

/** As much of the beginning as fits `cells`, whole characters only. */
export function start(text: SafeText, cells: number): SafeText {
  let used = 0;
  let end = 0;
  for (const { segment, index } of graphemes(text)) {
    used += cellWidth(segment);
    if (used > cells) break;
    end = index + segment.length;
  }
  return text.slice(0, end) as SafeText;
}

/** Exactly `cells` wide: cut or filled with spaces on the right. */
export function padEnd(text: SafeText, cells: number): SafeText {
  const cut = truncate(text, cells);
  return `${cut}${' '.repeat(Math.max(0, cells - cellWidth(cut)))}` as SafeText;
}

/** Exactly `cells` wide: cut or filled with spaces on the left, for numbers. */
export function padStart(text: SafeText, cells: number): SafeText {
  const cut = truncate(text, cells);
  return `${' '.repeat(Math.max(0, cells - cellWidth(cut)))}${cut}` as SafeText;
}

/**
 * Breaks into lines of at most `cells` cells and at most `most` lines; the last one is cut where more is left. No character before that is
 * lost, but where a single one is wider than a line, `…` stands for it.
 */
export function wrap(text: SafeText, cells: number, most: number): readonly SafeText[] {
  if (most <= 0) return [];
  if (cells <= 0) return [own('')];
  const lines: SafeText[] = [];
  let rest: string = text;
  while (lines.length < most - 1) {
    const line = isNarrow(rest) ? rest.slice(0, cells) : start(rest as SafeText, cells);
    if (line === rest) break;
    if (line === '') {
      // A letter with its marks can be wider than a narrow line: then they part.
      const letter = String.fromCodePoint(rest.codePointAt(0) ?? 0x20);
      lines.push((cellWidth(letter) <= cells ? letter : '…') as SafeText);
      rest = rest.slice(letter.length);
      continue;
    }
    lines.push(line as SafeText);
    rest = rest.slice(line.length);
  }
  if (rest !== '' || lines.length === 0) lines.push(truncate(rest as SafeText, cells));
  return lines;
}

/** Breaks a sentence at its spaces into at most `most` lines of at most `cells` cells; the last one is cut where more is left. */
export function wrapWords(text: SafeText, cells: number, most: number): readonly SafeText[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    const joined = line === undefined || lines.length > most ? undefined : `${line} ${word}`;
    if (joined !== undefined && cellWidth(joined) <= cells) lines.splice(-1, 1, joined);
    else lines.push(word);
  }
  return lines.slice(0, most).map((line, index) => truncate((index === most - 1 ? lines.slice(index).join(' ') : line) as SafeText, cells));
}
