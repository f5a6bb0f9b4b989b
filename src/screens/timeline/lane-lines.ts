// The lanes as lines: marks and a sparkline of the logs, the time cursor through all of them, the axis below.
import { line, span, type Line, type Span, type Style } from '../../lib/line.ts';
import { own } from '../../lib/text.ts';
import { sparkline } from '../../widgets/sparkline.ts';
import { timeAxis } from '../../widgets/time-axis.ts';
import { cellOf, type LaneCells, type LaneMark } from './lanes.ts';
import { LANE_INDENT } from './layout.ts';
import type { TimelineModel } from './select.ts';

const LOOKS: Readonly<Record<Exclude<LaneMark, undefined>, { readonly glyph: string; readonly style: Style }>> = {
  fired: { glyph: '▲', style: 'bad' },
  ended: { glyph: '▼', style: 'good' },
  loud: { glyph: '●', style: 'accent' },
  quiet: { glyph: '·', style: 'dim' },
};

export function laneLines(model: TimelineModel, columns: number): readonly Line[] {
  if (model.lanes.length === 0) return [];
  const { from, to } = model.window;
  const cells = Math.max(1, columns - LANE_INDENT);
  const inside = model.cursorAt !== undefined && model.cursorAt >= from && model.cursorAt <= to;
  const cursor = inside ? cellOf(model.cursorAt ?? 0, { from, length: Math.max(1, to - from) }, cells) : undefined;
  return [...model.lanes.map((lane) => laneLine(lane, cursor, model.unicode)), timeAxis(model.window, columns, LANE_INDENT, model.zone)];
}

function laneLine({ name, marks, counts }: LaneCells, cursor: number | undefined, unicode: boolean): Line {
  const spark = counts === undefined ? undefined : [...sparkline(counts.map((rows) => (rows === 0 ? undefined : rows)), { unicode, min: 0 })];
  const spans = marks.map((mark, cell): Span => {
    // Of the logs the rows that stand out are seen above their number.
    const look = mark === undefined || (spark !== undefined && mark === 'quiet') ? undefined : LOOKS[mark];
    if (look !== undefined) return span(own(look.glyph), look.style);
    const count = spark?.[cell] ?? ' ';
    if (cell === cursor && count === ' ') return span(own('│'), 'accent');
    return span(own(count), cell === cursor ? 'accent' : 'dim');
  });
  return line(span(own(` ${name.padEnd(LANE_INDENT - 1)}`), 'dim'), ...joined(spans));
}

/** Neighbours of one style as one span. */
function joined(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const piece of spans) {
    const last = out.at(-1);
    if (last?.style === piece.style) out.splice(-1, 1, { ...last, text: own(`${last.text}${piece.text}`) });
    else out.push(piece);
  }
  return out;
}
