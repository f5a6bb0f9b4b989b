// A stretch of a shared scale as a bar: the end exact to an eighth of a cell, the start to half of one, because no font has blocks that
// fill from the right in eighths. Whatever has a place on the scale takes at least one glyph.
import { own } from '../lib/text.ts';
import { span, type Span, type Style } from '../lib/line.ts';

/** Both between 0 and 1 of the scale, `from <= to`. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

export interface BarLook {
  readonly unicode: boolean;
  readonly style: Style;
  /** Glyph of a full cell, with its form for plain terminals. */
  readonly full: readonly [unicode: string, ascii: string];
  /** Parts that stand out; in order, without overlap. */
  readonly strong?: { readonly parts: readonly Share[]; readonly full: readonly [unicode: string, ascii: string]; readonly style: Style };
}

const EIGHTHS = [' ', ...'▏▎▍▌▋▊▉'];

/** Exactly `cells` wide. */
export function spanBar(at: Share, cells: number, look: BarLook): readonly Span[] {
  if (cells <= 0) return [];
  const from = Math.min(clamp(at.from) * cells, cells - 1 / 8);
  const to = Math.max(Math.min(cells, clamp(at.to) * cells), from + 1 / 8);
  const first = Math.floor(from);
  const pieces: Span[] = [span(own(' '.repeat(first)))];
  let cell = first;
  for (; cell < cells && cell < to - 1e-9; cell += 1) pieces.push(piece(cell, from, to, cells, look));
  pieces.push(span(own(' '.repeat(cells - cell))));
  return joined(pieces);
}

function piece(cell: number, from: number, to: number, cells: number, look: BarLook): Span {
  const middle = (Math.max(cell, from) + Math.min(cell + 1, to)) / 2 / cells;
  const strong = look.strong !== undefined && look.strong.parts.some((part) => part.from <= middle && middle < part.to) ? look.strong : undefined;
  const [unicode, ascii] = (strong ?? look).full;
  const style = (strong ?? look).style;
  return span(own(look.unicode ? partial(Math.max(0, from - cell), Math.min(1, to - cell), unicode) : ascii), style);
}

/** The glyph of a cell that is filled from `low` to `high`. */
function partial(low: number, high: number, full: string): string {
  if (low >= 0.75) return '▕';
  if (low >= 0.25) return high - low < 0.25 ? '│' : '▐';
  const eighths = Math.max(1, Math.round(high * 8));
  return eighths >= 8 ? full : (EIGHTHS[eighths] ?? full);
}

function clamp(share: number): number {
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

function joined(pieces: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const next of pieces) {
    const last = out.at(-1);
    if (next.text === '') continue;
    if (last !== undefined && last.style === next.style) out[out.length - 1] = span(own(last.text + next.text), next.style);
    else out.push(next);
  }
  return out;
}
