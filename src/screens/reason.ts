// Why a list, a grid or a chart is empty: whole sentences at every width.
import { dateTime } from '../lib/format.ts';
import { line, span, type Line, type Style } from '../lib/line.ts';
import type { Interval } from '../lib/micros.ts';
import { own, visible, wrapWords } from '../lib/text.ts';
import type { PanelContext } from '../state/command.ts';

const MOST_LINES = 4;

/** `text` may hold text from outside. */
export function reasonLines(text: string, columns: number, style: Style = 'dim'): readonly Line[] {
  return wrapWords(visible(text), columns - 3, MOST_LINES).map((part) => line(span(own('  ')), span(part, style)));
}

/**
 * Why nothing can be drawn of a stretch that lies outside of what an incident file holds, the whole stretch or the time cursor: that
 * nothing is in the file does not say that nothing happened. Undefined inside, and for whatever was recorded here.
 */
export function notInFile({ session, cursor, zone }: Pick<PanelContext, 'session' | 'cursor' | 'zone'>, { from, to }: Interval): string | undefined {
  const range = session.info().incident?.range;
  if (range === undefined) return undefined;
  const elsewhere = to <= range.from || from >= range.to;
  const pointed = cursor !== undefined && (cursor < range.from || cursor > range.to);
  if (!elsewhere && !pointed) return undefined;
  return `Not in this file: it holds ${dateTime(range.from, zone)} to ${dateTime(range.to, zone)}. t jumps to a time.`;
}
