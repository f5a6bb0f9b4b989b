// Lines of the Alerts screen: the list, and below it or instead of it what is known of the alert under the cursor.
import { BLANK, words, type Line } from '../../lib/line.ts';
import type { Size } from '../../state/command.ts';
import { reasonLines } from '../reason.ts';
import { detailLines } from './detail-lines.ts';
import { listLines } from './list-lines.ts';
import type { AlertsModel } from './select.ts';

/** Rows of the list that stay above an open detail. */
const LIST_BESIDE = 6;

export function alertsLines(model: AlertsModel, size: Size): readonly Line[] {
  if (model.rows.length === 0) return [BLANK, ...reasonLines(emptyWords(model), size.columns)];
  if (!model.state.open || model.detail === undefined) return listLines(model, size, Math.max(1, size.rows - 1)).slice(0, size.rows);
  const height = Math.max(1, Math.min(model.rows.length, size.rows < 16 ? 1 : LIST_BESIDE));
  const list = listLines(model, size, height);
  const detail = detailLines(model.detail, model, size);
  const room = Math.max(1, size.rows - list.length - 1);
  const first = Math.min(model.state.scrolled, Math.max(0, detail.length - room));
  const left = detail.length - first - room;
  const rule = words(left > 0 ? ` ── ${left} more lines below · J ` : ' ── ', 'dim');
  return [...list, rule, ...detail.slice(first, first + room)].slice(0, size.rows);
}

function emptyWords({ hidden, state, known }: AlertsModel): string {
  if (hidden > 0) return `No alert matches "${state.filter}". ${hidden} hidden. Esc clears the filter.`;
  return known ? 'No alert is known: none fires, none is pending, none has ended while it was watched.' : 'No source tells of alerts. Point obs-tui at one: kind "alertmanager", "prometheus" or "portal".';
}
