// The row of screens: key and title each. Where the row is too short, first the space goes, then titles from the last one on; the
// screen that is shown keeps its title.
import { line, lineWidth, span, type Line, type Span } from '../lib/line.ts';
import { own } from '../lib/text.ts';
import type { Screen } from '../state/registry.ts';

/** At most `cells` wide as long as the digits alone are. */
export function tabsLine(screens: readonly Screen[], active: string, cells: number): Line {
  const shown = screens.filter((screen) => screen.digit !== undefined || screen.id === active);
  const roomy = tabs(shown, active, shown.length, '  ');
  if (lineWidth(roomy) <= cells) return roomy;
  for (let titled = shown.length; titled > 0; titled -= 1) {
    const row = tabs(shown, active, titled, ' ');
    if (lineWidth(row) <= cells) return row;
  }
  return tabs(shown, active, 0, ' ');
}

function tabs(screens: readonly Screen[], active: string, titled: number, gap: string): Line {
  const spans = screens.flatMap((screen, index): readonly Span[] => {
    const isActive = screen.id === active;
    const key = screen.digit ?? screen.key;
    const keys = key === undefined ? [] : [span(own(key), isActive ? 'accent' : 'dim')];
    const title = index < titled || isActive ? [span(own(`${keys.length === 0 ? '' : ' '}${screen.title}`), isActive ? 'title' : 'plain')] : [];
    return [...(index === 0 ? [] : [span(own(gap))]), ...keys, ...title];
  });
  return line(span(own(' ')), ...spans);
}
