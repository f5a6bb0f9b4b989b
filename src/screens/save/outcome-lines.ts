// What the form would give, counted before anything is written; then how far the writing is, and what came of it.
import { bytes, count } from '../../lib/format.ts';
import { line, span, words, type Line } from '../../lib/line.ts';
import { shellWord } from '../../lib/shell.ts';
import { own, visible, wrap, wrapWords } from '../../lib/text.ts';
import type { SaveMeasure } from '../../model/incident.ts';
import type { Size } from '../../state/command.ts';
import { labelledLines } from '../labelled.ts';
import { progressLine } from '../progress-line.ts';
import type { SaveModel } from './select.ts';
import type { SaveForm } from './state.ts';

const LABEL_CELLS = 12;
const MOST_TEXT = 800;
/** Rules named; the others are counted. */
const MOST_RULES = 12;

export function outcomeLines({ state, unicode }: SaveModel, form: SaveForm, { columns }: Size): readonly Line[] {
  switch (state.phase) {
    case 'saving':
      return [progressLine(`Writing ${form.title}`, state.share, 'x stops it', columns, unicode)];
    case 'stopping':
      return [words(' Stopping; no half of a file stays.', 'warn')];
    case 'saved':
      return savedLines(state.said, state.path, columns);
    case 'failed':
      return [...wrapped(`✖ ${state.said}`, columns).map((part) => line(span(own(' ')), span(part, 'bad'))), words(' Nothing was written. R measures again.', 'dim')];
    case 'editing':
      if (state.measuring !== undefined) return [progressLine('Measuring what would be written', state.measuring, '', columns, unicode)];
      return state.measure === undefined ? [words(' It is not known what would be written. R measures it.', 'dim')] : measureLines(state.measure, form, columns);
  }
}

function measureLines({ rows, bytes: size, redactions }: SaveMeasure, { redact }: SaveForm, columns: number): readonly Line[] {
  if (rows === 0) return [words(' Nothing was recorded in this range.', 'warn')];
  return [
    line(span(own(' will write'.padEnd(LABEL_CELLS)), 'dim'), span(own(`${count(rows)} rows, about ${bytes(size)}`), 'strong')),
    ...labelled('redacted', redact ? redactionWords(redactions) : 'nothing: redaction is off', columns),
  ];
}

/** The rule that found most comes first. */
function redactionWords(redactions: SaveMeasure['redactions']): string {
  const found = Object.entries(redactions).filter(([, places]) => places > 0).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (found.length === 0) return 'nothing was found that has to be';
  const rest = found.length - MOST_RULES;
  return `${found.slice(0, MOST_RULES).map(([rule, places]) => `${rule} ${count(places)}`).join(', ')}${rest > 0 ? `, and ${rest} more rules` : ''}`;
}

function savedLines(said: string, path: string | undefined, columns: number): readonly Line[] {
  const word = path === undefined ? undefined : shellWord(path);
  return [
    ...wrapped(`✔ ${said}`, columns).map((part) => line(span(own(' ')), span(part, 'good'))),
    ...(path === undefined ? [] : labelled('file', path, columns, wrap)),
    ...(word === undefined ? [] : [...labelled('replay it', `obs-tui replay ${word}`, columns, wrap), ...labelled('check it', `obs-tui incident verify ${word}`, columns, wrap)]),
  ];
}

/** Paths and commands are cut at the edge, so that they can be copied whole; words between words. */
function labelled(label: string, text: string, columns: number, fold = wrapWords): readonly Line[] {
  return labelledLines(label, visible(text, MOST_TEXT), columns, LABEL_CELLS, fold);
}

function wrapped(text: string, columns: number): ReturnType<typeof wrapWords> {
  return wrapWords(visible(text, MOST_TEXT), Math.max(1, columns - 2), 3);
}
