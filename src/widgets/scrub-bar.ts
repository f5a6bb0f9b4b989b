// A bar over a whole stretch of time: how far it is played, what stands in it, and where it was loud. Every meaning has a sign of its own,
// so that nothing is lost without colours or without Unicode.
import { span, type Span, type Style } from '../lib/line.ts';
import { own } from '../lib/text.ts';

/** Places are shares of the whole, 0 to 1. */
export interface ScrubBar {
  readonly cells: number;
  readonly playhead: number;
  /** Later ones cover earlier ones. */
  readonly marks: readonly { readonly place: number; readonly look: ScrubLook }[];
  readonly missing: readonly { readonly from: number; readonly to: number }[];
  /** How loud each cell is, 0 for silence. */
  readonly loud: readonly number[];
}

export type ScrubLook = 'rise' | 'fall' | 'mark';

interface Sign {
  readonly glyph: string;
  readonly ascii: string;
  readonly style: Style;
}

export const SCRUB_SIGNS: Readonly<Record<ScrubLook | 'missing' | 'loud', Sign>> = {
  rise: { glyph: '▲', ascii: '^', style: 'bad' },
  fall: { glyph: '▼', ascii: 'v', style: 'good' },
  mark: { glyph: '◆', ascii: '*', style: 'mark' },
  missing: { glyph: '╌', ascii: '.', style: 'gap' },
  loud: { glyph: '▄', ascii: '!', style: 'level.error' },
};

const PLAYED: Sign = { glyph: '━', ascii: '=', style: 'warn' };
const AHEAD: Sign = { glyph: '─', ascii: '-', style: 'dim' };
const PLAYHEAD: Sign = { glyph: '┃', ascii: '|', style: 'replay' };
const LOUDNESS = [{ glyph: '▂', ascii: ':' }, { glyph: '▄', ascii: '!' }, { glyph: '▆', ascii: '#' }] as const;

/** Exactly `cells` cells. What is rare covers what is common: the playhead, marks, what is missing, what is loud. */
export function scrubBar(bar: ScrubBar, unicode: boolean): readonly Span[] {
  const cells = Math.max(1, bar.cells);
  const at = (place: number): number => Math.max(0, Math.min(cells - 1, Math.floor(place * cells)));
  const playhead = at(bar.playhead);
  const most = bar.loud.reduce((high, some) => Math.max(high, some), 0);
  const signs = Array.from({ length: cells }, (_, cell) => loudSign(bar.loud[cell] ?? 0, most, cell < playhead) ?? (cell < playhead ? PLAYED : AHEAD));
  for (const { from, to } of bar.missing) signs.fill(SCRUB_SIGNS.missing, at(from), at(to) + 1);
  for (const { place, look } of bar.marks) signs[at(place)] = SCRUB_SIGNS[look];
  signs[playhead] = PLAYHEAD;
  return runs(signs.map(({ glyph, ascii, style }) => ({ text: unicode ? glyph : ascii, style })));
}

/** Compared with the loudest cell, by the root: history that comes at once does not silence what follows, and one beside a thousand is seen. */
function loudSign(here: number, most: number, played: boolean): Sign | undefined {
  if (here <= 0) return undefined;
  const step = Math.min(LOUDNESS.length - 1, Math.floor(Math.sqrt(here / most) * LOUDNESS.length));
  // Where errors are everywhere, their colour alone tells what is played.
  return { ...SCRUB_SIGNS.loud, ...LOUDNESS[step], style: played ? SCRUB_SIGNS.loud.style : 'dim' };
}

/** Neighbours of one style as one span. */
function runs(cells: readonly { readonly text: string; readonly style: Style }[]): readonly Span[] {
  const out: { text: string; style: Style }[] = [];
  for (const { text, style } of cells) {
    const last = out.at(-1);
    if (last?.style === style) last.text += text;
    else out.push({ text, style });
  }
  return out.map(({ text, style }) => span(own(text), style));
}
