// Lines of the Save screen: the form, and below it what would be written, how far that is, or what was written.
import { BLANK, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, visible } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import { reasonLines } from '../reason.ts';
import { outcomeLines } from './outcome-lines.ts';
import { rangeWords } from './range.ts';
import { lockWords, signWords } from './seal-lines.ts';
import { sealsOf } from './seals.ts';
import type { Field, SaveModel } from './select.ts';
import type { SaveForm } from './state.ts';

const LABEL_CELLS = 12;
const MOST_TITLE = 200;
/** From so many rows on, there is air between the parts. */
const AIRY = 16;

export function saveLines(model: SaveModel, size: Size): readonly Line[] {
  const { form, fields, cursor } = model;
  if (form === undefined) return [BLANK, ...reasonLines('Nothing is being prepared. Ctrl+O prepares a file of what is looked at: from any screen, live, paused or in a replay.', size.columns)];
  const air = size.rows < AIRY ? [] : [BLANK];
  const below = outcomeLines(model, form, size);
  const height = Math.max(1, Math.min(fields.length, Math.max(Math.ceil(size.rows / 2), size.rows - below.length - 2 * air.length - 1)));
  const first = Math.max(0, Math.min(cursor - (height >> 1), fields.length - height));
  const shown = fields.slice(first, first + height).map((field, index) => ({ ...fieldLine(field, form, model, first + index), selected: first + index === cursor }));
  const more = height < fields.length ? `  ${first + 1}–${first + height} of ${fields.length}` : '';
  return [words(` Save the incident${more}`, 'title'), ...air, ...shown, ...air, ...below].slice(0, size.rows);
}

function fieldLine(field: Field, form: SaveForm, { fields, zone, state: { offers } }: SaveModel, index: number): Line {
  if ('source' in field) {
    const out = form.withoutSources.includes(field.source);
    const before = fields[index - 1];
    const label = before !== undefined && 'source' in before ? '' : 'sources';
    return labelled(label, span(own(out ? '✖ ' : '✔ '), out ? 'warn' : 'good'), span(visible(field.source, 80), out ? 'dim' : 'plain'), ...(out ? [span(own('  left out'), 'warn')] : []));
  }
  switch (field.key) {
    case 'title':
      return labelled('title', span(visible(form.title, MOST_TITLE), 'strong'));
    case 'severity':
      return labelled('severity', span(own(form.severity), form.severity === 'critical' || form.severity === 'high' ? 'bad' : 'plain'));
    case 'range':
      return labelled('range', span(own(rangeWords(form.range, zone))), span(own(isAll(form) ? ', all of it' : ''), 'dim'));
    case 'redact':
      return form.redact
        ? labelled('redaction', span(own('on'), 'good'), span(own('  secrets and personal data become marks'), 'dim'))
        : labelled('redaction', span(own('▲ OFF'), 'bad'), span(own('  everything is written as it was recorded'), 'warn'));
    case 'sign':
      return labelled('signed', ...signWords(sealsOf(form, offers), offers));
    case 'lock':
      return labelled('encrypted', ...lockWords(sealsOf(form, offers), offers));
    case 'save':
      return line(span(own(' Save'), 'key'), span(own('  Enter writes the file'), 'dim'));
  }
}

function isAll({ range, bounds }: SaveForm): boolean {
  return range.from === bounds.from && range.to === bounds.to;
}

function labelled(label: string, ...rest: Line['spans']): Line {
  return line(span(padEnd(own(` ${label}`), LABEL_CELLS), 'dim'), ...rest);
}
