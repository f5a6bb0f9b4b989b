// Lines of the Incidents screen: what a crash left behind, the list, what is known of the entry under the cursor, what is being done.
import { BLANK, line, span, words, type Line } from '../../lib/line.ts';
import { own, visible, wrap, wrapWords } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import { progressLine } from '../progress-line.ts';
import { reasonLines } from '../reason.ts';
import { detailLines } from './detail-lines.ts';
import { listLines } from './list-lines.ts';
import type { IncidentsModel } from './select.ts';

/** From so many rows on, what is known of an entry stands below the list. */
const LEAST_FOR_DETAIL = 14;
const LEAST_FOR_OFFER = 8;

export function incidentsLines(model: IncidentsModel, size: Size): readonly Line[] {
  const said = saidLines(model, size);
  const room = Math.max(1, size.rows - said.length);
  if (model.rows.length === 0) return [BLANK, ...reasonLines(emptyWords(model), size.columns), ...said].slice(0, size.rows);
  const offer = room < LEAST_FOR_OFFER ? [] : offerLines(model);
  const entry = model.rows[model.cursor];
  const detail = entry === undefined || room < LEAST_FOR_DETAIL ? [] : [BLANK, ...detailLines(entry, model.zone, size.columns)];
  const height = Math.max(1, Math.min(model.rows.length, room - offer.length - 1 - detail.length));
  return [...offer, ...listLines(model, size, height), ...detail].slice(0, room).concat(said).slice(0, size.rows);
}

function emptyWords({ hidden, state }: IncidentsModel): string {
  if (hidden > 0) return `No incident matches "${state.filter}". ${hidden} hidden. Esc clears the filter.`;
  if (state.entries === undefined) return 'The library was not read yet. R reads it.';
  return 'Nothing is saved yet. Ctrl+O saves what is looked at as an incident: one file that replays it all. i takes in a file of somebody else.';
}

function offerLines({ state }: IncidentsModel): readonly Line[] {
  const left = (state.entries ?? []).filter((entry) => entry.state === 'unfinished').length;
  if (left === 0) return [];
  return [words(` ▲ ${left === 1 ? 'A recording was' : `${left} recordings were`} not closed when the program ended. c recovers ${left === 1 ? 'it' : 'the chosen one'}.`, 'warn')];
}

/** What is being done, or what became of it, below everything else. */
function saidLines({ state: { running, outcome }, unicode }: IncidentsModel, { columns }: Size): readonly Line[] {
  if (running !== undefined) return [progressLine(running.what, running.share, running.stopping ? 'stopping' : 'Esc stops it', columns, unicode)];
  if (outcome === undefined) return [];
  const cells = Math.max(1, columns - 2);
  const text = wrapWords(visible(`${outcome.good ? '✔' : '✖'} ${outcome.text}`, 800), cells, 3);
  // A path is there to be copied: it is broken where the line ends and never cut.
  const path = outcome.path === undefined ? [] : wrap(visible(outcome.path, 800), cells, 3);
  return [...text, ...path].map((part) => line(span(own(' ')), span(part, outcome.good ? 'good' : 'bad')));
}
