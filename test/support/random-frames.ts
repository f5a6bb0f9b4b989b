// Sequences of frames as a screen sees them: rows that change here and there, lists that scroll, panes that appear, other sizes; and
// text of every kind that passes the safe door.
import { fitLine, inverted, type Line, type Span, type Style } from '../../src/lib/line.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { THEME } from '../../src/lib/theme.ts';
import { visible } from '../../src/lib/text.ts';
import { HOSTILE } from './builders.ts';

export interface RandomFrame {
  readonly columns: number;
  readonly rows: number;
  readonly lines: readonly Line[];
}

const STYLES = Object.keys(THEME) as readonly Style[];
const WORDS = [
  'anchor', 'queue 18', 'ERROR', 'x', '  ', '2026-11-21', '│', '──┤', '█▇▅▂', '⣿⣀', 'µs', 'Grüße', 'Ωμέγα', 'дело', '…', '日本語', 'サーバ', '가나다', 'ｆｕｌｌ', 'e\u0301', 'a\u0308\u0323', '\u0301',
  '👩‍🚀', '🇨🇭', '☎️', '❤', 'ก็', 'नी', '✔', '✖', '\t', '\u001b[31m', '\u200d', '\u202e', ...HOSTILE.map((text) => text.slice(0, 30)),
];

/** Endless; the same seed gives the same frames. */
export function* randomFrames(seed: number, most: { readonly columns: number; readonly rows: number }): Generator<RandomFrame> {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => {
    const one = list[below(list.length)];
    if (one === undefined) throw new RangeError('an empty list');
    return one;
  };
  const span = (): Span => ({ text: visible(pick(WORDS)), style: random() < 0.5 ? 'plain' : pick(STYLES), ...(random() < 0.1 ? { inverse: true } : {}) });
  const line = (): Line => ({ spans: Array.from({ length: below(7) }, span), ...(random() < 0.05 ? { selected: true } : {}) });
  const listRow = (at: number): Line => ({ spans: [{ text: visible(`14:35:${String(at % 60).padStart(2, '0')}.${at % 997} `), style: 'dim' }, span(), span()] });

  let columns = 1 + below(most.columns);
  let rows = 1 + below(most.rows);
  let at = 0;
  let lines: readonly Line[] = Array.from({ length: rows }, line);
  for (;;) {
    yield { columns, rows, lines: lines.map((row) => fitLine(inverted(row, columns), columns)) };
    const what = random();
    if (what < 0.02) {
      columns = 1 + below(most.columns);
      rows = 1 + below(most.rows);
      lines = Array.from({ length: rows }, (_, y) => lines[y] ?? line());
    } else if (what < 0.45) {
      // A list scrolls by some rows between a head and a foot that stay.
      const top = below(rows);
      const bottom = top + below(rows - top);
      const by = 1 + below(4);
      const moved = lines.slice(top, bottom + 1);
      const fresh = Array.from({ length: Math.min(by, moved.length) }, () => listRow((at += 1)));
      const list = random() < 0.7 ? [...moved.slice(fresh.length), ...fresh] : [...fresh, ...moved.slice(0, moved.length - fresh.length)];
      lines = [...lines.slice(0, top), ...list, ...lines.slice(bottom + 1)];
    } else if (what < 0.9) {
      const changed = new Set(Array.from({ length: 1 + below(3) }, () => below(rows)));
      lines = lines.map((row, y) => (changed.has(y) ? changedLine(row, span, random) : row));
    } else lines = Array.from({ length: rows }, () => (random() < 0.5 ? listRow((at += 1)) : line()));
  }
}

/** One span of it replaced, left out or put in. */
function changedLine(row: Line, span: () => Span, random: () => number): Line {
  const place = Math.floor(random() * (row.spans.length + 1));
  const kept = random() < 0.5 ? 1 : 0;
  return { spans: [...row.spans.slice(0, place), ...(random() < 0.8 ? [span()] : []), ...row.spans.slice(place + kept)] };
}
