// What is known of the entry under the cursor: what its state means, its moments, and where it lies.
import { bytes, dateTime, duration, zoneName } from '../../lib/format.ts';
import { line, span, type Line } from '../../lib/line.ts';
import { own, visible, wrap, wrapWords, type SafeText } from '../../lib/text.ts';
import type { IncidentEntry } from '../../model/incident.ts';
import { stateLook, stateMeaning } from './state-look.ts';

const LABEL_CELLS = 11;
const MOST_TEXT = 600;

export function detailLines(entry: IncidentEntry, zone: string, columns: number): readonly Line[] {
  const { title, severity, range, savedAt, root, signedBy } = entry;
  const { mark, style } = stateLook(entry.state);
  const cells = Math.max(8, columns - LABEL_CELLS - 1);
  return [
    line(span(own(' ── '), 'dim'), span(visible(title, 200), 'strong'), span(own(severity === undefined ? '' : `  ${severity}`), 'dim')),
    ...labelled('state', `${mark} ${entry.state}`, cells).map((row) => ({ spans: row.spans.map((piece, index) => (index === 1 ? { ...piece, style } : piece)) })),
    ...labelled('', stateMeaning(entry), cells),
    ...(range === undefined ? [] : labelled('range', `${dateTime(range.from, zone)} to ${dateTime(range.to, zone)} ${zoneName(range.from, zone)}, ${duration(range.to - range.from)}`, cells)),
    ...(savedAt === undefined ? [] : labelled('saved', `${dateTime(savedAt, zone)} ${zoneName(savedAt, zone)}`, cells)),
    ...labelled('size', `${bytes(entry.bytes)}${entry.encrypted ? ', encrypted: it asks for a passphrase or a key when it is opened' : ''}`, cells),
    ...labelledWhole('file', entry.path, cells),
    ...(root === undefined ? [] : labelled('root', root, cells)),
    ...(signedBy === undefined ? [] : labelled('signed by', signedBy, cells)),
  ];
}

function labelled(label: string, text: string, cells: number): readonly Line[] {
  return block(label, wrapWords(visible(text, MOST_TEXT), cells, 3));
}

/** A path has no spaces to break at, and half a path helps nobody. */
function labelledWhole(label: string, text: string, cells: number): readonly Line[] {
  return block(label, wrap(visible(text, MOST_TEXT), cells, 3));
}

function block(label: string, parts: readonly SafeText[]): readonly Line[] {
  return parts.map((part, index) => line(span(own(` ${(index === 0 ? label : '').padEnd(LABEL_CELLS - 1)}`), 'dim'), span(part)));
}
