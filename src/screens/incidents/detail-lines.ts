// What is known of the entry under the cursor: what its state means, its moments, and where it lies.
import { bytes, dateTime, duration, zoneName } from '../../lib/format.ts';
import { line, span, type Line } from '../../lib/line.ts';
import { own, visible, wrap } from '../../lib/text.ts';
import type { IncidentEntry } from '../../model/incident.ts';
import { labelledLines } from '../labelled.ts';
import { stateLook, stateMeaning } from './state-look.ts';

const LABEL_CELLS = 11;
const MOST_TEXT = 600;

export function detailLines(entry: IncidentEntry, zone: string, columns: number): readonly Line[] {
  const { title, severity, range, savedAt, root, signedBy } = entry;
  const { mark, style } = stateLook(entry.state);
  return [
    line(span(own(' ── '), 'dim'), span(visible(title, 200), 'strong'), span(own(severity === undefined ? '' : `  ${severity}`), 'dim')),
    ...labelled('state', `${mark} ${entry.state}`, columns).map((row) => ({ spans: row.spans.map((piece, index) => (index === 1 ? { ...piece, style } : piece)) })),
    ...labelled('', stateMeaning(entry), columns),
    ...(range === undefined ? [] : labelled('range', `${dateTime(range.from, zone)} to ${dateTime(range.to, zone)} ${zoneName(range.from, zone)}, ${duration(range.to - range.from)}`, columns)),
    ...(savedAt === undefined ? [] : labelled('saved', `${dateTime(savedAt, zone)} ${zoneName(savedAt, zone)}`, columns)),
    ...labelled('size', `${bytes(entry.bytes)}${entry.encrypted ? ', encrypted: it asks for a passphrase or a key when it is opened' : ''}`, columns),
    ...labelledWhole('file', entry.path, columns),
    ...(root === undefined ? [] : labelled('root', root, columns)),
    ...(signedBy === undefined ? [] : labelled('signed by', signedBy, columns)),
  ];
}

function labelled(label: string, text: string, columns: number): readonly Line[] {
  return labelledLines(label, visible(text, MOST_TEXT), columns, LABEL_CELLS);
}

/** A path has no spaces to break at, and half a path helps nobody. */
function labelledWhole(label: string, text: string, columns: number): readonly Line[] {
  return labelledLines(label, visible(text, MOST_TEXT), columns, LABEL_CELLS, wrap);
}
