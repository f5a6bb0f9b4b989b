// The alerts that fire, above everything else that an overview shows; that none does is said only where a source could tell of one.
import { duration } from '../lib/format.ts';
import { justify, line, span, words, type Line } from '../lib/line.ts';
import { own, padEnd, padStart, visible } from '../lib/text.ts';
import type { PanelContext } from '../state/command.ts';
import { alertRows, firing, knowsAlerts, type AlertRow } from './alert-rows.ts';
import { placeWords, standingLook, valueWords } from './alert-words.ts';

export interface AlertStrip {
  /** Those that are shown, as many as leave room for the rest of a screen of this height. */
  readonly alerts: readonly AlertRow[];
  /** How many more fire. */
  readonly more: number;
  /** Rows of the screen that it takes. */
  readonly rows: number;
  readonly now: number;
}

const MOST = 3;
/** Screens of fewer rows show one alert, and no word where there is none. */
const LOW = 14;
/** From here on a hint beside the alert cuts nothing of it. */
const WIDE = 140;

export function alertStrip(context: PanelContext, height: number): AlertStrip {
  const all = firing(alertRows(context));
  const alerts = all.slice(0, height < LOW ? 1 : MOST);
  const none = height >= LOW && knowsAlerts(context) ? 1 : 0;
  return { alerts, more: all.length - alerts.length, rows: alerts.length === 0 ? none : alerts.length, now: context.frame.head.learned };
}

/** `cursor` is the index of the alert under the cursor, where one is. */
export function stripLines({ alerts, more, rows, now }: AlertStrip, columns: number, cursor: number): readonly Line[] {
  if (alerts.length === 0) return rows === 0 ? [] : [words(' no alerts firing', 'dim')];
  return alerts.map(({ alert, standing }, index) => {
    const { mark, style } = standingLook(standing);
    const left = line(
      span(own(` ${mark} `), style),
      span(padEnd(visible(alert.name, 200), Math.max(12, Math.min(24, Math.floor(columns / 6)))), 'strong'),
      span(own(' ')),
      span(padEnd(visible(placeWords(alert), 100), Math.max(8, Math.min(22, Math.floor(columns / 6))))),
      span(own(' firing ')),
      span(padStart(own(duration(Math.max(0, now - alert.since))), 7)),
      span(own('  ')),
      span(visible(valueWords(alert), 200)),
    );
    const hint = columns < WIDE ? '' : 'Enter: chart · timeline · runbook ';
    const right = index === alerts.length - 1 && more > 0 ? `+${more} more · 6 alerts ` : index === cursor ? hint : '';
    return { ...(right === '' ? left : justify(left, words(right, 'dim'), columns)), selected: index === cursor };
  });
}
