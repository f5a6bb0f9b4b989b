// A gap in place: what is missing is as visible as what is there.
import { clockTime, count, duration } from '../../lib/format.ts';
import { line, lineWidth, span, type Line } from '../../lib/line.ts';
import { own, visible } from '../../lib/text.ts';
import type { Gap } from '../../model/signal.ts';

export function gapLine(gap: Gap, zone: string, columns: number): Line {
  const missing = gap.missing === undefined ? 'count unknown' : `${count(gap.missing)} missing`;
  const recovered = gap.recovered > 0 ? ` · back-filled ${count(gap.recovered)}` : '';
  const text = visible(`── ${clockTime(gap.at, zone, 'seconds')} gap ${duration(gap.until - gap.at)} · ${gap.detail} · ${missing}${recovered} `, 400);
  const left = line(span(text, 'gap'));
  return line(...left.spans, span(own('─'.repeat(Math.max(0, columns - lineWidth(left)))), 'gap'));
}
