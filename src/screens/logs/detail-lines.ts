// The detail pane: every field of the row under the cursor, one of them under a cursor of its own for include and exclude.
import { BLANK, justify, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, visible, wrap } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import type { DetailField } from './detail.ts';
import type { LogsModel } from './select.ts';

const MOST_LINES = 200;

export function detailLines(model: LogsModel, size: Size): readonly Line[] {
  const rows = model.rows.detail;
  if (rows === 0) return [];
  const rule = justify(words('── detail ', 'dim'), words(' ↑ ↓ field  + include  - exclude  Esc close ', 'dim'), size.columns);
  const { detail } = model;
  if (detail === undefined) return fill([rule, words('  This row has no fields.', 'dim')], rows);
  const names = Math.min(22, Math.max(...detail.fields.map((field) => field.name.length)) + 1);
  const all = detail.fields.map((field, index) => fieldLines(field, index === model.state.field, names, size.columns));
  const before = all.slice(0, model.state.field).reduce((sum, lines) => sum + lines.length, 0);
  const current = all[model.state.field]?.length ?? 1;
  const first = Math.max(0, Math.min(before, before + current - (rows - 1)));
  return fill([rule, ...all.flat().slice(first, first + rows - 1)], rows);
}

function fieldLines(field: DetailField, selected: boolean, nameCells: number, columns: number): readonly Line[] {
  const cells = Math.max(1, columns - nameCells - 3);
  // Line breaks are part of the message here: a stack trace is read as it was written.
  const lines = field.value.split('\n', MOST_LINES).flatMap((part) => wrap(visible(part), cells, 20));
  return lines.map((text, index) => ({
    ...line(
      span(own('│ '), 'dim'),
      span(index === 0 ? padEnd(visible(field.name), nameCells) : own(' '.repeat(nameCells)), 'dim'),
      span(text),
    ),
    selected,
  }));
}

function fill(lines: readonly Line[], rows: number): readonly Line[] {
  return [...lines.slice(0, rows), ...Array.from({ length: Math.max(0, rows - lines.length) }, () => BLANK)];
}
