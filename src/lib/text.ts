// The one door through which text from outside reaches the screen. Controls are shown, never executed and never stripped: a
// stripped control can hide evidence (design section 6; reliability findings 1 and 2).
import stringWidth from 'string-width';

declare const safeBrand: unique symbol;

/** Text that holds no control, no bidirectional override, no invisible character: safe to draw. Only this file makes it. */
export type SafeText = string & { readonly [safeBrand]: true };

/** Characters kept of one text on the screen; the rest is counted. */
export const MOST_CHARS = 8_192;

const PLAIN = /^[\x20-\x7e]*$/;
const UNSAFE =
  /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Makes text safe: caps the length first, so that no later step sees an unbounded string, then shows what is not plain. */
export function visible(text: string, most: number = MOST_CHARS): SafeText {
  const cut = text.length - most;
  const kept = cut > 0 ? text.slice(0, most) : text;
  const shown = PLAIN.test(kept) ? kept : kept.replace(UNSAFE, picture).replace(STACKED_MARKS, '$1…');
  return (cut > 0 ? `${shown} …[+${cut} chars]` : shown) as SafeText;
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 9) return '    ';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** Marks text of our own making as safe; only for literals and numbers, never for anything that came from outside. */
export function own(text: string): SafeText {
  return text as SafeText;
}

/** Terminal cells a safe text takes; the same measure that Ink uses. */
export function cellWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

let segmenter: Intl.Segmenter | undefined;

/** Cuts to at most `cells`, with `…` in the last cell where something was cut. */
export function truncate(text: SafeText, cells: number): SafeText {
  if (cells <= 0) return own('');
  if (PLAIN.test(text)) return (text.length <= cells ? text : `${text.slice(0, cells - 1)}…`) as SafeText;
  if (cellWidth(text) <= cells) return text;
  return `${head(text, cells - 1)}…` as SafeText;
}

function head(text: string, cells: number): string {
  segmenter ??= new Intl.Segmenter();
  let used = 0;
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    used += cellWidth(segment);
    if (used > cells) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
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

/** Breaks into lines of at most `cells` cells and at most `most` lines; never loses a character before the last line. */
export function wrap(text: SafeText, cells: number, most: number): readonly SafeText[] {
  const lines: SafeText[] = [];
  let rest: string = text;
  while (rest !== '' && lines.length < most - 1 && cells > 0) {
    if (cellWidth(rest) <= cells) break;
    const line = PLAIN.test(rest) ? rest.slice(0, cells) : head(rest, cells) || rest.slice(0, 1);
    lines.push(line as SafeText);
    rest = rest.slice(line.length);
  }
  if (rest !== '' || lines.length === 0) lines.push(truncate(rest as SafeText, cells));
  return lines;
}
