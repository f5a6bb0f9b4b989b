// One row of the screen as data: safe text with named styles. Panels build lines, Ink or the screen writer paints them; neither
// knows the other, and a test reads them as text.
import { cellWidth, own, start, truncate, type SafeText } from './text.ts';

/** What a piece of text means; the theme decides how that looks, and colour never carries a meaning alone. */
export type Style =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'title'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'gap'
  | 'replay'
  | 'key'
  | 'hit'
  | 'mark'
  | 'level.trace'
  | 'level.debug'
  | 'level.info'
  | 'level.warn'
  | 'level.error'
  | 'level.fatal'
  | 'series.1'
  | 'series.2'
  | 'series.3'
  | 'series.4'
  | 'series.5'
  | 'series.6';

export interface Span {
  readonly text: SafeText;
  readonly style: Style;
  /** Foreground and background changed places: the row under the cursor. */
  readonly inverse?: boolean;
}

export interface Line {
  readonly spans: readonly Span[];
  /** The row under the cursor; `inverted` turns it into inverse spans over the full width of its pane. */
  readonly selected?: boolean;
  /** Of a selected line only so many cells are turned: in a list that scrolls, the terminal is then sent little of both rows. */
  readonly turned?: number;
}

export function span(text: SafeText, style: Style = 'plain'): Span {
  return { text, style };
}

export function line(...spans: readonly Span[]): Line {
  return { spans };
}

/** A line of our own words; never for text from outside. */
export function words(text: string, style: Style = 'plain'): Line {
  return { spans: [{ text: own(text), style }] };
}

/** True where both look the same on the screen. */
export function sameLine(a: Line, b: Line): boolean {
  if (a === b) return true;
  if (a.spans.length !== b.spans.length) return false;
  return a.spans.every((piece, index) => {
    const other = b.spans[index];
    return piece.text === other?.text && piece.style === other.style && piece.inverse === other.inverse;
  });
}

export const BLANK: Line = { spans: [] };

export function lineText(row: Line): string {
  return row.spans.map((piece) => piece.text).join('');
}

export function lineWidth(row: Line): number {
  return row.spans.reduce((cells, piece) => cells + cellWidth(piece.text), 0);
}

/** Cuts a line to at most `cells`, `…` in the last cell where something was cut. */
export function fitLine(row: Line, cells: number): Line {
  if (lineWidth(row) <= cells) return row;
  const kept: Span[] = [];
  let room = cells;
  for (const piece of row.spans) {
    const width = cellWidth(piece.text);
    if (width < room) {
      kept.push(piece);
      room -= width;
      continue;
    }
    // The cut falls here, also where the span ends exactly at the edge: something stands behind it, which the space stands for.
    kept.push({ ...piece, text: truncate(own(`${piece.text} `), room) });
    break;
  }
  return { ...row, spans: kept };
}

/** Places `right` at the right edge of `cells`; the left part gives way. */
export function justify(left: Line, right: Line, cells: number): Line {
  const rightWidth = lineWidth(right);
  if (rightWidth >= cells) return fitLine(right, cells);
  const fitted = fitLine(left, Math.max(0, cells - rightWidth - 1));
  const fill = cells - rightWidth - lineWidth(fitted);
  return { ...left, spans: [...fitted.spans, span(own(' '.repeat(fill))), ...right.spans] };
}

/** A selected line as inverse spans, which fill `cells` unless only its beginning is turned; any other line as it is. */
export function inverted(row: Line, cells: number): Line {
  if (row.selected !== true) return row;
  const fitted = fitLine(row, cells);
  const turned = Math.min(cells, row.turned ?? cells);
  const fill = span(own(' '.repeat(Math.max(0, turned - lineWidth(fitted)))));
  const { head, rest } = parted([...fitted.spans, fill], turned);
  // One look over all of it: a patchwork of inverse colours is harder to read than none.
  return { spans: [...head.map((piece): Span => ({ text: piece.text, style: 'plain', inverse: true })), ...rest] };
}

/** Spans of the first `cells` cells, and those behind; a wide character that stands across the cut goes behind. */
function parted(spans: readonly Span[], cells: number): { readonly head: readonly Span[]; readonly rest: readonly Span[] } {
  const head: Span[] = [];
  let room = cells;
  for (const [index, piece] of spans.entries()) {
    const width = cellWidth(piece.text);
    if (width > room) {
      const first = start(piece.text, room);
      const behind = { ...piece, text: own(piece.text.slice(first.length)) };
      return { head: first === '' ? head : [...head, { ...piece, text: first }], rest: [behind, ...spans.slice(index + 1)] };
    }
    head.push(piece);
    room -= width;
  }
  return { head, rest: [] };
}
