// How much of something is left, as a bar: full cells for what is left, light ones for what is gone.
import { own, type SafeText } from '../lib/text.ts';

/** Exactly `cells` wide. Anything left shows at least one full cell, and anything gone at least one light one. `share` is cut to 0 to 1. */
export function budgetBar(share: number, cells: number, unicode: boolean): SafeText {
  const [full, light] = unicode ? ['▓', '░'] : ['#', '-'];
  const inside = Number.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
  const exact = Math.round(inside * cells);
  const left = inside > 0 && inside < 1 && cells > 1 ? Math.max(1, Math.min(cells - 1, exact)) : exact;
  return own(`${full?.repeat(left) ?? ''}${light?.repeat(cells - left) ?? ''}`);
}
